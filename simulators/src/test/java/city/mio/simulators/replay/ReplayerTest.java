package city.mio.simulators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.geo.network.LocalProjection;
import city.mio.simulators.devices.RecordingOutput;
import city.mio.simulators.ledger.Ledger;
import city.mio.simulators.ledger.LedgerCheck;
import city.mio.simulators.ledger.LedgerReport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayerTest {

    @TempDir
    Path folder;

    private final RecordingOutput output = new RecordingOutput();
    private final Ledger ledger = new Ledger();

    private Replayer.Result replay(Path... files) throws Exception {
        Replayer replayer = new Replayer(output, ledger, InstantSource.fixed(Instant.EPOCH.plusSeconds(1)));
        return replayer.replay(List.of(files), Double.POSITIVE_INFINITY, Recording.DEFAULT_TRACK_START);
    }

    private LedgerReport balance() {
        return LedgerCheck.compare(ledger, output.receipts(), output.refused.stream());
    }

    @Test
    void csvWithBadRowsAccountsForEveryRow() throws Exception {
        Path file = Files.writeString(folder.resolve("taxis.csv"), """
                vehicleId,time,lon,lat,speed,heading,accuracy
                a,2026-11-18T07:00:00+09:00,135.50,34.70,10,90,5
                b,1795125601,135.51,34.70,,,
                a,1795125605500,135.5010,34.70,11.5,91,5
                a,1795125605500,135.5010,34.70,11.5,91,5
                a,yesterday,135.50,34.70,1,1,1
                a,1795125606,135.50,95,1,1,1
                ,1795125606,135.50,34.70,1,1,1
                a,1795125606,x,34.70,1,1,1
                a,1795125606,"135.50
                """);
        Replayer.Result result = replay(file);
        assertThat(result.positions()).isEqualTo(4);
        assertThat(result.repeats()).isEqualTo(1);
        assertThat(result.badRows()).isEqualTo(5);
        assertThat(result.faults().get(0)).startsWith("taxis.csv, line 6: time");
        assertThat(result.faults().get(1)).startsWith("taxis.csv, line 7: lat");
        assertThat(result.faults().get(2)).startsWith("taxis.csv, line 8: vehicleid");
        assertThat(result.faults().get(3)).startsWith("taxis.csv, line 9: lon");
        assertThat(output.probes).extracting(ProbePosition::vehicleId).containsExactly("a", "b", "a", "a");
        assertThat(output.probes.get(2).time()).isEqualTo(1795125605500L);
        assertThat(output.probes.get(1).speedMps()).isNaN();
        LedgerReport report = balance();
        assertThat(report.settled()).isTrue();
        assertThat(report.bySource().get(IntakeSource.PROBES).unique()).isEqualTo(3);
        assertThat(report.bySource().get(IntakeSource.PROBES).malformed()).isEqualTo(5);
    }

    @Test
    void keepsOrderWithinAFileAndOneClockOverFiles() throws Exception {
        Path a = Files.writeString(folder.resolve("a.csv"), "vehicleId,time,lon,lat\n"
                + "a,1795125600,135,34\na,1795125640,135,34\na,1795125610,135,34\na,1795125660,135,34\n");
        Path b = Files.writeString(folder.resolve("b.csv"), "vehicleId,time,lon,lat\n"
                + "b,1795125605,135,34\nb,1795125650,135,34\n");
        replay(a, b);
        assertThat(output.probes).extracting(p -> p.vehicleId() + p.time() / 1000 % 100)
                .containsExactly("a0", "b5", "a40", "a10", "b50", "a60");
    }

    @Test
    void pacesByEventTime() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "vehicleId,time,lon,lat\n"
                + "a,1795125600,135,34\na,1795125620,135,34\n");
        long begin = System.nanoTime();
        new Replayer(output, ledger, InstantSource.system()).replay(List.of(file), 50, 0);
        assertThat((System.nanoTime() - begin) / 1e9).isBetween(0.4, 20.0);
    }

    @Test
    void gpxTracksAndBadPoints() throws Exception {
        Path file = Files.writeString(folder.resolve("drive.gpx"), """
                <?xml version="1.0"?>
                <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
                <trkpt lat="34.70" lon="135.50"><ele>5</ele><time>2026-11-18T07:00:00Z</time></trkpt>
                <trkpt lat="34.71" lon="135.50"><time>2026-11-18T07:00:05Z</time><extensions><x><speed>12</speed></x></extensions></trkpt>
                <trkpt lat="34.71" lon="135.50"></trkpt>
                <trkpt lat="abc" lon="135.50"><time>2026-11-18T07:00:05Z</time></trkpt>
                </trkseg></trk><trk><trkseg>
                <trkpt lat="34.70" lon="135.50"><time>2026-11-18T07:00:02Z</time></trkpt>
                </trkseg></trk></gpx>
                """);
        Replayer.Result result = replay(file);
        assertThat(result.positions()).isEqualTo(3);
        assertThat(result.badRows()).isEqualTo(2);
        assertThat(output.probes).extracting(ProbePosition::vehicleId).contains("drive", "drive-2");
        assertThat(output.probes.stream().filter(p -> p.speedMps() == 12f)).hasSize(1);
        assertThat(balance().settled()).isTrue();
    }

    @Test
    void gpxWithADtdIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("evil.gpx"), """
                <?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <gpx><trk><trkseg><trkpt lat="34" lon="135"><time>&x;</time></trkpt></trkseg></trk></gpx>
                """);
        assertThatThrownBy(() -> replay(file)).isInstanceOf(RecordingException.class).hasMessageContaining("DTD");
        assertThat(output.probes).isEmpty();
    }

    @Test
    void tracksAndZippedFiles() throws Exception {
        Path file = folder.resolve("00000001.track.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("54.96\t56.25\t1.0\n54.97\t56.25\tsoon\n54.98\t56.25\t2.5\n".getBytes());
        }
        Replayer.Result result = replay(file);
        assertThat(result.positions()).isEqualTo(2);
        assertThat(result.faults()).containsExactly("00000001.track.gz, line 2: seconds is no number: soon");
        assertThat(result.lastTime()).isEqualTo(Recording.DEFAULT_TRACK_START + 2500);
    }

    @Test
    void filesThatAreNoRecordingsAreNamed() throws Exception {
        Path kind = Files.writeString(folder.resolve("a.txt"), "x");
        Path header = Files.writeString(folder.resolve("b.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> replay(kind)).hasMessageContaining("a.txt");
        assertThatThrownBy(() -> replay(header)).hasMessageContaining("b.csv, line 1: no column vehicleid");
        assertThatThrownBy(() -> replay(folder.resolve("none.csv"))).hasMessageContaining("none.csv");
    }

    private static Path bus(String day) {
        String data = System.getenv().getOrDefault("MIO_DATA", "../../shared/data");
        Path file = Path.of(data, "probe", "austin-buses-" + day + ".csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "skipped: no recorded buses at " + file + " (set MIO_DATA)");
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015-09-06", "2016-02-07", "2016-11-25"})
    void recordedBusesAreAllAccountedFor(String day) throws Exception {
        Path file = bus(day);
        Replayer.Result result = replay(file);
        long lines;
        try (Stream<String> all = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))
                .lines()) {
            lines = all.count();
        }
        assertThat(result.positions() + result.badRows()).isEqualTo(lines - 1);
        assertThat(balance().settled()).isTrue();
    }

    /** The feed changed its unit between the recordings and says so nowhere; the distances driven tell. */
    @ParameterizedTest
    @ValueSource(strings = {"2015-09-06", "2016-02-07"})
    void busSpeedsAgreeWithTheDistancesDriven(String day) throws Exception {
        replay(bus(day));
        Map<String, TreeMap<Long, ProbePosition>> byBus = new HashMap<>();
        output.probes.forEach(p -> byBus.computeIfAbsent(p.vehicleId(), id -> new TreeMap<>()).put(p.time(), p));
        List<Double> ratios = new ArrayList<>();
        for (TreeMap<Long, ProbePosition> way : byBus.values()) {
            ProbePosition before = null;
            for (ProbePosition now : way.values()) {
                boolean steady = before != null
                        && before.speedMps() > 3.5
                        && Math.abs(now.speedMps() - before.speedMps()) < 0.2 * before.speedMps()
                        && now.time() - before.time() > 20_000
                        && now.time() - before.time() <= 40_000;
                if (steady) {
                    double metres = LocalProjection.distanceMetres(before.lon(), before.lat(), now.lon(), now.lat());
                    ratios.add(metres * 1000 / (now.time() - before.time()) / now.speedMps());
                }
                before = now;
            }
        }
        Collections.sort(ratios);
        assertThat(ratios).hasSizeGreaterThan(100);
        assertThat(ratios.get(ratios.size() / 2)).isBetween(0.85, 1.15);
    }

    @Test
    void theUnitOfBusSpeedsIsFoundInEachFile() throws Exception {
        String header = "vehicle_id,timestamp,speed,latitude,longitude\n";
        Path mph = Files.writeString(folder.resolve("mph.csv"), header
                + "m1,2015-09-06T01:16:07-05:00,11.4799995422,30.2,-97.7\n"
                + "m2,2015-09-06T01:16:07-05:00,20.0,30.2,-97.7\n");
        Path metres = Files.writeString(folder.resolve("metres.csv"), header
                + "s1,2016-02-07T00:02:23-06:00,12.96416,30.2,-97.7\n"
                + "s2,2016-02-07T00:02:23-06:00,0.0,30.2,-97.7\n"
                + "s3,never,7.15264,30.2,-97.7\n");
        replay(mph, metres);
        assertThat(output.probes)
                .extracting(p -> p.vehicleId() + " " + Math.round(p.speedMps() * 100))
                .containsExactly("m1 513", "m2 894", "s1 1296", "s2 0");
    }
}
