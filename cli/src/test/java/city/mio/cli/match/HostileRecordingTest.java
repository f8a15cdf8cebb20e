package city.mio.cli.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import city.mio.cli.progress.Progress;
import city.mio.events.ProbePosition;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.replay.RecordingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged recordings, from the file to the links. {@code -Dmio.fuzz=10000} tries as many of them. */
class HostileRecordingTest {

    private static final int FILES = Integer.getInteger("mio.fuzz", 300);
    private static final long START = 1_767_225_600_000L;
    private static final String[] ODD = {
        "NaN", "-NaN", "Infinity", "1e999", "-1e308", "", " ", "\t", ",", "\"", "\n", "\r", "\0", "<", "&x;", "]]>",
        "<!DOCTYPE a [<!ENTITY x \"xxxx\">]>", "9223372036854775807", "-9223372036854775808", "0x10", "91", "181",
        "2026-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "\uFEFF", "\uD83D\uDE97", "1,5"
    };

    @TempDir
    private Path dir;

    @Test
    void damagedFilesAreRefusedOrMatched() throws IOException {
        RoadNetwork network = street();
        int refused = 0;
        long taken = 0;
        long bad = 0;
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            Path file = damaged(random, seed);
            try {
                long[] faults = {0};
                GpsTracks tracks;
                try {
                    tracks = GpsTracks.read(file, START, fault -> {
                        assertThat(fault).matches("[^\\p{Cntrl}]{1,302}").contains(file.getFileName().toString());
                        faults[0]++;
                    });
                } catch (RecordingException e) {
                    assertThat(e.getMessage()).isNotBlank().contains(file.getFileName().toString());
                    refused++;
                    continue;
                }
                assertThat(faults[0] > 0).isEqualTo(tracks.badRows() > 0);
                MatchReport report = match(network, tracks);
                assertThat(report.fixes()).isEqualTo(tracks.fixCount());
                taken += report.fixes();
                bad += tracks.badRows();
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + ", " + file.getFileName() + ": " + e, e);
            } finally {
                Files.delete(file);
            }
        }
        System.out.printf("%d damaged recordings: %d refused, %d fixes taken, %d bad rows%n", FILES, refused, taken, bad);
        assertThat(refused).isPositive().isLessThan(FILES);
        assertThat(bad).isPositive();
        assertThat(taken).isPositive();
    }

    @Test
    void timesThatNoClockTellsAreBadRows() throws IOException {
        String late = "+999999999-12-31T23:59:59Z";
        List<Path> files = List.of(
                Files.writeString(dir.resolve("late.gpx"), "<gpx><trk><trkseg><trkpt lat=\"34.7\" lon=\"135.5\"><time>" + late
                        + "</time></trkpt></trkseg></trk></gpx>"),
                Files.writeString(dir.resolve("late.csv"), "vehicleId,time,lon,lat\nv," + late + ",135.5,34.7\n"),
                Files.writeString(dir.resolve("later.csv"), "vehicleId,time,lon,lat\nv," + "9".repeat(400) + ",135.5,34.7\n"),
                Files.writeString(dir.resolve("late.track"), "135.5 34.7 1e300\n"));
        for (Path file : files) {
            GpsTracks tracks = GpsTracks.read(file, START, fault -> assertThat(fault).contains("out of range"));
            assertThat(tracks.badRows()).as("%s", file.getFileName()).isEqualTo(1);
            assertThat(tracks.fixCount()).isZero();
        }
    }

    private static MatchReport match(RoadNetwork network, GpsTracks tracks) throws IOException {
        TraversalWriter nowhere = new TraversalWriter() {
            @Override
            public void write(MatchedTraversal traversal) {
                assertThat(traversal.exitTime()).isGreaterThanOrEqualTo(traversal.enterTime());
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        Progress untold = new Progress() {
            @Override
            public void reached(long done) {
                // Nobody watches.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        for (List<ProbePosition> fixes : tracks.fixes().values()) {
            assertThat(fixes).isNotEmpty();
        }
        return TrackMatch.run(network, tracks, MatcherSettings.forRecordings(), nowhere, untold);
    }

    private RoadNetwork street() throws IOException {
        StringBuilder nodes = new StringBuilder();
        StringBuilder arcs = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            nodes.append(String.format(Locale.ROOT, "%.6f %.6f%n", 135.5 + i * 0.002, 34.7));
            if (i > 0) {
                arcs.append(i - 1).append(' ').append(i).append('\n').append(i).append(' ').append(i - 1).append('\n');
            }
        }
        Files.writeString(dir.resolve("street.nodes"), nodes);
        Path file = Files.writeString(dir.resolve("street.arcs"), arcs);
        return NetworkImporter.importFile(file, ImportOptions.defaults()).network();
    }

    private Path damaged(Random random, int seed) throws IOException {
        int kind = random.nextInt(3);
        byte[] bytes = text(kind, random).getBytes(StandardCharsets.UTF_8);
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            bytes = damage(bytes, random);
        }
        String ending = List.of(".track", ".csv", ".gpx").get(kind);
        if (random.nextInt(5) == 0) {
            ending += ".gz";
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(bytes);
            }
            bytes = random.nextBoolean() ? damage(zipped.toByteArray(), random) : zipped.toByteArray();
        }
        return Files.write(dir.resolve("fuzz" + seed + ending), bytes);
    }

    private static String text(int kind, Random random) {
        StringBuilder text = new StringBuilder();
        text.append(kind == 1 ? "vehicleId,time,lon,lat,speed,heading,accuracy\n" : kind == 2 ? "<gpx><trk><trkseg>\n" : "");
        int every = 1 + random.nextInt(30);
        for (int i = 0; i < 80; i++) {
            double lon = 135.5 + i * every * 0.0001;
            double lat = 34.7 + random.nextGaussian() * 0.00005;
            text.append(switch (kind) {
                case 0 -> String.format(Locale.ROOT, "%.6f\t%.6f\t%d%n", lon, lat, i * every);
                case 1 -> String.format(Locale.ROOT, "v%d,%d,%.6f,%.6f,10,90,5%n", i % 2, START + 1000L * i * every, lon, lat);
                default -> String.format(Locale.ROOT, "<trkpt lat=\"%.6f\" lon=\"%.6f\"><time>%s</time></trkpt>%n",
                        lat, lon, Instant.ofEpochMilli(START + 1000L * i * every));
            });
        }
        return text.append(kind == 2 ? "</trkseg></trk></gpx>\n" : "").toString();
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int until = Math.min(bytes.length, at + 1 + random.nextInt(60));
        byte[] put =
                switch (random.nextInt(6)) {
                    case 0 -> new byte[] {(byte) random.nextInt(256)};
                    case 1 -> new byte[0];
                    case 2 -> {
                        until = bytes.length;
                        yield new byte[0];
                    }
                    case 3 -> {
                        int from = random.nextInt(bytes.length);
                        yield java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 500));
                    }
                    case 4 -> {
                        until = Math.min(bytes.length, at + 1 + random.nextInt(8));
                        yield ODD[random.nextInt(ODD.length)].getBytes(StandardCharsets.UTF_8);
                    }
                    default -> "9".repeat(1 + random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8);
                };
        byte[] damaged = new byte[bytes.length - (until - at) + put.length];
        System.arraycopy(bytes, 0, damaged, 0, at);
        System.arraycopy(put, 0, damaged, at, put.length);
        System.arraycopy(bytes, until, damaged, at + put.length, bytes.length - until);
        return damaged;
    }
}
