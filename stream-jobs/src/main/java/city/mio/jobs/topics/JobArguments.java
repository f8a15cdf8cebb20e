package city.mio.jobs.topics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arguments of a job's main class, as {@code --name value} pairs.
 *
 * @param kafka bootstrap servers
 * @param settings the job's settings, JSON
 * @param group consumer group and prefix of the transactions
 * @param checkpointInterval also how long readers wait for what the job has written
 * @param parallelism 0 for the cluster's default
 */
public record JobArguments(
        String kafka, Path settings, String group, Duration checkpointInterval, int parallelism) {

    private static final Set<String> KNOWN =
            Set.of("--kafka", "--settings", "--group", "--checkpoint-seconds", "--parallelism");

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static JobArguments parse(String job, String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i])) {
                throw new IllegalArgumentException(
                        job + ": unknown argument " + arguments[i] + ", known are " + String.join(", ", new TreeSet<>(KNOWN)));
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(job + ": " + arguments[i] + " needs a value");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new JobArguments(
                required(job, values, "--kafka"),
                Path.of(required(job, values, "--settings")),
                values.getOrDefault("--group", job),
                Duration.ofMillis((long) (1000 * number(job, values, "--checkpoint-seconds", 5))),
                (int) number(job, values, "--parallelism", 0));
    }

    private static String required(String job, Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(job + ": " + name + " is missing");
        }
        return value;
    }

    private static double number(String job, Map<String, String> values, String name, double absent) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number < 1e6) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(job + ": " + name + " is no number: " + value, e);
        }
        throw new IllegalArgumentException(job + ": " + name + " is out of range: " + value);
    }
}
