package city.mio.bench.network;

import city.mio.cli.progress.Progress;
import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadNetworkFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./mio bench import}. */
@Command(
        name = "import",
        description = {
            "How fast an imported network is there from its file, and what it takes of memory: each round in a new JVM,"
                    + " the first read of that JVM and a second one, then two tasks that share it.",
            "The network is a generated city unless one is named. Medians of the rounds; the file is in the system's cache."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImportBench implements Callable<Integer> {

    /** Of a generated city, so that it has at least the links asked for. */
    private static final double LINKS_A_NODE = 2.35;

    private static final double MEGA = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--links", description = "of the generated city, at least about (default: ${DEFAULT-VALUE})")
    private int links = 1_000_000;

    @Option(names = "--network", paramLabel = "FILE", description = "an imported network instead (network.mio)")
    private Path network;

    @Option(names = "--rounds", description = "JVMs started (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--seed", description = "for the generated city (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    @Override
    public Integer call() throws Exception {
        require("--links", links, 1_000, 9_000_000);
        require("--rounds", rounds, 1, 1_000);
        if (network != null && !Files.isRegularFile(network)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), network + ": there is no such file (--network)");
        }
        Path folder = Files.createTempDirectory("mio-bench-import");
        Path made = folder.resolve("network.mio");
        try {
            if (network == null) {
                RoadNetworkFile.write(GeneratedCity.of((int) Math.ceil(links / LINKS_A_NODE), seed), made);
            }
            report(measured(network == null ? made : network), Files.size(network == null ? made : network));
        } finally {
            Files.deleteIfExists(made);
            Files.delete(folder);
        }
        return 0;
    }

    private List<JsonNode> measured(Path file) throws IOException, InterruptedException {
        List<JsonNode> figures = new ArrayList<>();
        try (Progress progress =
                Progress.start("loading", "JVMs", rounds, new PrintWriter(System.err, true))) {
            for (int round = 0; round < rounds; round++) {
                figures.add(loadedInNewJvm(file));
                progress.reached(round + 1);
            }
        }
        return figures;
    }

    private static JsonNode loadedInNewJvm(Path file) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // One thread does all, and its full collection leaves nothing behind: memory can be compared.
                        "-XX:+UseSerialGC",
                        "-XX:MarkSweepAlwaysCompactCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkLoad.class.getName(),
                        file.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            child.getOutputStream().close();
            String told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = child.waitFor();
            if (code != 0) {
                throw new IOException("the JVM that reads " + file + " ended with " + code);
            }
            return new ObjectMapper().readTree(told);
        } catch (JsonProcessingException e) {
            throw new IOException("the JVM that reads " + file + " told no figures: " + e.getOriginalMessage(), e);
        } finally {
            child.destroyForcibly();
        }
    }

    private void report(List<JsonNode> all, long fileBytes) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rounds", all.size());
        figures.put("fileBytes", fileBytes);
        all.get(0).fieldNames().forEachRemaining(name -> {
            if (name.equals("sharedSame")) {
                figures.put(name, all.stream().allMatch(round -> round.get(name).asBoolean()));
            } else {
                figures.put(name, median(all, round -> round.get(name).asDouble()));
            }
        });
        figures.put("coldWallMillisSlowest", all.stream()
                .mapToDouble(round -> round.get("coldWallMillis").asDouble())
                .max()
                .orElseThrow());
        System.out.print(table(figures));
        if (json != null) {
            Files.writeString(
                    json,
                    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures) + "\n");
        }
    }

    static double median(List<JsonNode> all, ToDoubleFunction<JsonNode> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String table(Map<String, Object> figures) {
        ToDoubleFunction<String> of = name -> ((Number) figures.get(name)).doubleValue();
        return String.format(
                Locale.ROOT,
                """

                | figure | value |
                |---|---|
                | links, nodes, bytes of the file | %,.0f · %,.0f · %.1f MB |
                | file to network, JVM just started: CPU time, by the clock (slowest) | %.0f ms · %.0f ms (%.0f ms) |
                | the same once more | %.0f ms · %.0f ms |
                | heap of the network | %.1f MB |
                | resident memory of the process, before and after | %.1f · %.1f MB |
                | first task: network and index | %.0f ms, heap %.1f MB |
                | second task: the same instances (%s) | %.2f ms, heap %.1f MB |
                """,
                of.applyAsDouble("links"),
                of.applyAsDouble("nodes"),
                of.applyAsDouble("fileBytes") / MEGA,
                of.applyAsDouble("coldCpuMillis"),
                of.applyAsDouble("coldWallMillis"),
                of.applyAsDouble("coldWallMillisSlowest"),
                of.applyAsDouble("againCpuMillis"),
                of.applyAsDouble("againWallMillis"),
                of.applyAsDouble("networkHeapBytes") / MEGA,
                of.applyAsDouble("residentBytesBefore") / MEGA,
                of.applyAsDouble("residentBytesAfter") / MEGA,
                of.applyAsDouble("sharedFirstMillis"),
                of.applyAsDouble("sharedHeapBytes") / MEGA,
                (boolean) figures.get("sharedSame") ? "yes" : "no",
                of.applyAsDouble("sharedSecondMillis"),
                Math.abs(of.applyAsDouble("sharedSecondHeapBytes")) / MEGA);
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " " + value + " is not within " + least + " and " + most);
        }
    }
}
