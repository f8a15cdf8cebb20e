package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.haul.HaulSettings;
import city.mio.jobs.haul.LaneCapacity;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.haul.headroom.SpeedFlow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitSpeedFlowCommandTest {

    private static final Path OSAKA = Path.of("..", "config", "osaka");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    /** Detectors whose speeds follow a law with noise: the law is found, and a city's folder with the file knows it. */
    @Test
    void findsTheLawThatSpeedsFollow() throws Exception {
        City osaka = CityFolder.read(OSAKA);
        SpeedFlow law = new SpeedFlow(0.5, 3, 0.15, 0);
        List<DetectorSite> sites = osaka.places().detectors().subList(0, 6);
        history(osaka, sites, law);
        Path city = copyOf(OSAKA);
        Path file = city.resolve("speed-flow.yaml");
        String[] options = {
            "fit", "speed-flow", "--data", folder.toString(), "--city", OSAKA.toString(), "--out", file.toString(), "--json"
        };
        assertThat(run(options)).as(err.toString()).isZero();
        JsonNode classes = new ObjectMapper().readTree(out.toString()).get("classes");
        assertThat(classes.size()).isPositive();
        classes.forEach(relation -> {
            assertThat(relation.get("alpha").asDouble()).isCloseTo(0.5, within(0.06));
            assertThat(relation.get("beta").asDouble()).isCloseTo(3, within(0.3));
            assertThat(relation.get("spread").asDouble()).isCloseTo(0.15, within(0.05));
        });
        out.getBuffer().setLength(0);
        assertThat(run(
                        "fit", "speed-flow", "--data", folder + "," + folder, "--check", folder.toString(), "--city", OSAKA.toString(),
                        "--out", folder.resolve("twice.yaml").toString(), "--json"))
                .as(err.toString())
                .isZero();
        JsonNode rows = new ObjectMapper().readTree(out.toString()).get("check");
        JsonNode near = null;
        for (JsonNode row : rows) {
            near = row.get("class").asText().equals("all") && row.get("from").asDouble() == 0.7 ? row : near;
        }
        assertThat(near.get("samples").asInt()).isGreaterThan(100);
        // The city's own relation is of another law.
        assertThat(near.get("rmseFitted").asDouble()).isLessThan(0.04).isLessThan(near.get("rmseNow").asDouble() / 2);
        City fitted = CityFolder.read(city);
        assertThat(fitted.speedFlows()).hasSize(classes.size());
        fitted.speedFlows().forEach((type, relation) -> assertThat(relation.samples())
                .isEqualTo(classes.get(type.toLowerCase(Locale.ROOT)).get("samples").asInt()));
        // The job's settings carry it to wherever a task runs.
        HaulSettings settings = HaulSettings.of("roads.mio", fitted.places(), fitted.haul().orElseThrow())
                .withTimes(1, 2)
                .withSpeedFlows(fitted.speedFlows());
        assertThat(SettingsJson.read(SettingsJson.write(settings), HaulSettings.class).speedFlows())
                .isEqualTo(fitted.speedFlows());
        byte[] bytes = Files.readAllBytes(file);
        assertThat(run(options)).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);

        Files.writeString(file, "classes:\n  towpath: {alpha: 1, beta: 4, spread: 0.5, samples: 3}\n");
        assertThat(run("settings", "--city", city.toString(), "--out", folder.resolve("s").toString())).isNotZero();
        assertThat(err.toString()).contains("speed-flow.yaml: classes.towpath: is no class of road");
    }

    private Path copyOf(Path city) throws Exception {
        Path copy = Files.createDirectory(folder.resolve("city"));
        // Without its forecast models, which nobody asks here.
        try (Stream<Path> files = Files.walk(city).filter(file -> !file.startsWith(city.resolve("forecast")))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path there = copy.resolve(city.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
        return copy;
    }

    private void history(City city, List<DetectorSite> sites, SpeedFlow law) throws Exception {
        int steps = 10 * 48;
        Random random = new Random(3);
        String head = sites.stream().map(DetectorSite::id).collect(Collectors.joining(","));
        StringBuilder flows = new StringBuilder(head).append('\n');
        StringBuilder speeds = new StringBuilder(head).append('\n');
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < sites.size(); i++) {
                int link = city.network().getLink(sites.get(i).linkId());
                double share = 0.15 + random.nextDouble();
                double delay = (1 / law.speedShare(share) - 1) * Math.exp(0.15 * random.nextGaussian());
                double flow = share * LaneCapacity.USUAL.passengerCarsPerHour(city.network(), link) / 2;
                flows.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.2f", flow));
                speeds.append(i == 0 ? "" : ",")
                        .append(String.format(Locale.ROOT, "%.4f", city.network().freeFlowSpeedMps(link) / (1 + delay)));
            }
            flows.append('\n');
            speeds.append('\n');
        }
        Files.writeString(folder.resolve("detector_flow.csv"), flows, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("detector_speed.csv"), speeds, StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("history.json"),
                "{\"city\": \"osaka\", \"start\": \"2026-10-05T00:00+09:00\", \"timezone\": \"Asia/Tokyo\","
                        + " \"stepMinutes\": 30, \"steps\": " + steps + "}",
                StandardCharsets.UTF_8);
    }
}
