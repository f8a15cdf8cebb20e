package city.mio.bench.solvers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file with a JSON object a line for each run, written as soon as the run is over: what is there already is not run
 * again, so that a long comparison may be broken off. Runs of other sets or lengths in the file are left alone. One
 * process at a time.
 */
final class RunLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String set;
    private final double seconds;
    private final Map<String, JsonNode> rows = new LinkedHashMap<>();

    private RunLog(Path file, String set, double seconds) {
        this.file = file;
        this.set = set;
        this.seconds = seconds;
    }

    /** Opens the file, made if it is not there; without one nothing is kept. */
    static RunLog open(Optional<Path> file, String set, double seconds) throws IOException {
        RunLog log = new RunLog(file.orElse(null), set, seconds);
        if (file.isEmpty()) {
            return log;
        }
        Path folder = file.get().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        List<String> lines = Files.isRegularFile(file.get()) ? Files.readAllLines(file.get()) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonNode row = JSON.readTree(lines.get(i));
                if (row.path("set").asText().equals(set) && row.path("secondsEach").asDouble() == seconds) {
                    log.rows.put(key(row.path("solver").asText(), row.path("instance").asText(), row.path("seed").asLong()), row);
                }
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(file.get() + ", line " + (i + 1) + ": is not a run (--rows)", e);
            }
        }
        return log;
    }

    Optional<SolverRun> find(String solver, BenchInstance instance, long seed) {
        return Optional.ofNullable(rows.get(key(solver, instance.name(), seed)))
                .map(row -> SolverRun.read(row, instance));
    }

    void add(SolverRun run) throws IOException {
        if (file == null) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("set", set);
        row.put("secondsEach", seconds);
        row.putAll(run.toMap());
        Files.writeString(
                file,
                JSON.writeValueAsString(row) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String key(String solver, String instance, long seed) {
        return solver + " " + instance + " " + seed;
    }
}
