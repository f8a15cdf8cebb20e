package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.cli.embedded.Ports;
import city.mio.cli.faults.BrokerProcess;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded positions of real vehicles (Kubička et al. 2015; Austin's buses), each on a real network. */
class ReplayTest {

    /** Each a whole engine of its own: three by default, all ten with {@code -Dmio.soak=true}. */
    private static final List<String> TRACKS = List.of(
                    "00000052", "00000026", "00000018", "00000014", "00000022",
                    "00000050", "00000090", "00000044", "00000058", "00000030")
            .subList(0, Boolean.getBoolean("mio.soak") ? 10 : 3);

    private static Path data() {
        String told = System.getenv("MIO_DATA");
        Path found = told == null ? null : Path.of(told);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            Path sibling = at.resolveSibling("shared").resolve("data");
            found = Files.isDirectory(sibling) ? sibling : null;
        }
        boolean there = found != null && Files.isDirectory(found);
        if (!there) {
            System.out.println("skipped: no real data here (MIO_DATA or ../shared/data)");
        }
        assumeTrue(there, "no real data here (MIO_DATA or ../shared/data)");
        return found;
    }

    @Test
    void findsTheTrueWayOfRealTracks(@TempDir Path dir) throws Exception {
        Path zip = data().resolve("mapmatching/kubicka-dev.zip");
        assumeTrue(Files.isRegularFile(zip), "no " + zip);
        unpack(zip, dir);
        double found = 0;
        double all = 0;
        int port = Ports.free();
        try (BrokerProcess kafka = BrokerProcess.kafka(dir.resolve("kafka"), port)) {
            assertThat(kafka).isNotNull();
            for (String track : TRACKS) {
                Path arcs = dir.resolve(track).resolve(track + ".arcs");
                Path csv = dir.resolve(track + ".csv");
                MioRun run = MioRun.of(
                        "replay", "--network", arcs.toString(), "--gps",
                        dir.resolve(track).resolve(track + ".track").toString(), "--speed", "max", "--headless",
                        "--port", "0", "--kafka", "127.0.0.1:" + port, "--traversals", csv.toString());
                JsonNode summary = run.summary();
                assertThat(summary.get("lost").asLong()).as(run::everything).isZero();
                RoadNetwork network =
                        NetworkImporter.importFile(arcs, ImportOptions.defaults()).network();
                Set<Long> travelled = new HashSet<>();
                for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
                    travelled.add(Long.parseLong(line.split(",")[1]));
                }
                for (String arc : Files.readAllLines(dir.resolve(track).resolve(track + ".route"))) {
                    long link = Long.parseLong(arc.strip()) + 1;
                    double length = network.lengthMetres(network.getLink(link));
                    all += length;
                    found += travelled.contains(link) ? length : 0;
                }
            }
        }
        assertThat(found / all).as("share of the true length that the traversals hold").isGreaterThan(0.95);
    }

    @Test
    void accountsForEveryRecordedBusPosition(@TempDir Path dir) throws Exception {
        Path buses = data().resolve("probe/austin-buses-2016-11-25.csv.gz");
        assumeTrue(Files.isRegularFile(buses), "no " + buses);
        Files.writeString(dir.resolve("austin.nodes"), "-97.95 30.10\n-97.55 30.10\n-97.55 30.55\n-97.95 30.55\n");
        Files.writeString(dir.resolve("austin.arcs"), "0 1\n1 2\n2 3\n3 0\n1 0\n2 1\n3 2\n0 3\n");
        MioRun run = MioRun.of(
                "replay", "--network", dir.resolve("austin.arcs").toString(), "--gps", buses.toString(), "--speed",
                "max", "--headless", "--port", "0");
        JsonNode summary = run.summary();
        assertThat(summary.get("lost").asLong()).as(run::everything).isZero();
        assertThat(summary.get("duplicated").asLong()).as(run::everything).isZero();
        long refused = 0;
        for (JsonNode count : summary.get("deadLettered")) {
            refused += count.asLong();
        }
        long sent = summary.at("/replayed/positions").asLong() + summary.at("/replayed/badRows").asLong();
        assertThat(sent).isGreaterThan(1_000);
        assertThat(summary.get("accepted").asLong() + summary.get("repeated").asLong() + refused)
                .as(run::everything)
                .isEqualTo(sent);
    }

    private static void unpack(Path zip, Path dir) throws IOException {
        List<String> wanted = new ArrayList<>(TRACKS);
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (!entry.isDirectory() && name.getNameCount() == 2 && wanted.contains(name.getName(0).toString())) {
                    Path target = dir.resolve(name.getName(0).toString()).resolve(name.getFileName().toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
        }
    }
}
