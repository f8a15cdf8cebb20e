package city.mio.bench.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.geo.matching.MatcherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Accuracy over recorded tracks whose true routes are known, dense and thinned. */
class RecordedAccuracyTest {

    private static final int[] THINNINGS = {1, 5, 15, 30, 60};

    /** Per cent, a little above what is reached; GraphHopper's matcher tuned to this set has 3.2, 3.1, 3.0, 2.9, 4.1. */
    private static final double[] MOST_LIVE = {0.80, 0.90, 1.00, 1.50, 2.35};

    private static final double[] MOST_RECORDED = {0.80, 0.90, 1.00, 1.50, 2.35};

    @Test
    void matchesLiveVehicles() throws IOException {
        matches("live", MatcherSettings.defaults(), MOST_LIVE);
    }

    @Test
    void matchesRecordings() throws IOException {
        matches("recorded", MatcherSettings.forRecordings(), MOST_RECORDED);
    }

    private static void matches(String what, MatcherSettings settings, double[] most) throws IOException {
        Optional<Path> archive = RecordedTracks.findArchive();
        assumeTrue(archive.isPresent(), "skipped: no mapmatching/kubicka-dev.zip under MIO_DATA or ../shared/data");
        List<RecordedTracks.Track> tracks = RecordedTracks.read(archive.get());
        for (int i = 0; i < THINNINGS.length; i++) {
            Figures figures = new Figures();
            for (RecordedTracks.Track track : tracks) {
                figures.add(new MioMatching(what, settings).prepare(track), track, THINNINGS[i]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d s: mismatch %.2f %% (missed %.2f, added %.2f), %.0f positions/s%n",
                    what,
                    THINNINGS[i],
                    100 * figures.mismatch().ratio(),
                    100 * figures.mismatch().missedMetres() / figures.mismatch().trueMetres(),
                    100 * figures.mismatch().addedMetres() / figures.mismatch().trueMetres(),
                    figures.positionsPerCpuSecond());
            assertThat(100 * figures.mismatch().ratio())
                    .as("route mismatch, %s, at %d s, per cent", what, THINNINGS[i])
                    .isLessThanOrEqualTo(most[i]);
        }
    }
}
