package city.mio.cli.command;

import city.mio.cli.solve.BestKnown;
import city.mio.cli.solve.InstanceFault;
import city.mio.cli.solve.RouteChecker;
import city.mio.cli.solve.SolvableInstance;
import city.mio.cli.solve.Solving;
import city.mio.cli.solve.UnservableFault;
import city.mio.models.dispatch.Budget;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code mio solve-darp} and {@code mio solve-pdptw} have in common: limits, output, the checker's verdict. */
final class SolveOptions {

    private static final int MOST_THREADS = 256;
    private static final int FAULTS_SHOWN = 10;

    @Parameters(index = "0", paramLabel = "FILE", description = "The instance.")
    private Path file;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long to search, wall time. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Search so many iterations instead of a time: with the same seed the same routes, anywhere.")
    private Long iterations;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Independent searches side by side; the best counts. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes a line a vehicle: node ids in visiting order, without the depot.")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    /** Reads an instance from a file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path file) throws IOException;
    }

    int solve(
            CommandLine line, boolean fewestVehicles, Reader<SolvableInstance> reader, Reader<RouteChecker> checkers)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        validate();
        PrintWriter stdout = line.getOut();
        try (StopOnSignal signal = new StopOnSignal(() -> line.getErr().println("Stopping …"), () -> {})) {
            Optional<BestKnown> known = BestKnown.find(file);
            SolvableInstance instance;
            try {
                instance = reader.read(file);
            } catch (UnservableFault e) {
                prepareOut();
                unservable(stdout, e.getMessage(), (System.nanoTime() - begin) / 1e9);
                return CommandFault.FAILED;
            }
            prepareOut();
            Budget budget = iterations == null ? Solving.seconds(seconds) : Budget.iterations(iterations);
            Solving solving = Solving.run(
                    instance, fewestVehicles, done -> signal.asked().isRequested() ? 1 : budget.spent(done), threads, seed);
            RouteChecker.Verdict verdict = checkers.read(file).check(solving.routes());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("instance", String.valueOf(file.getFileName()));
            answer.put("cost", verdict.distance());
            answer.put("vehicles", verdict.vehicles());
            answer.put("feasible", verdict.feasible());
            answer.put("faults", verdict.faults());
            answer.put("unserved", solving.unserved());
            known.ifPresent(best -> {
                answer.put("bestKnownCost", best.distance());
                if (best.vehicles() > 0) {
                    answer.put("bestKnownVehicles", best.vehicles());
                    answer.put("vehiclesAbove", verdict.vehicles() - best.vehicles());
                }
                if (verdict.feasible()) {
                    answer.put("gapPercent", 100 * (verdict.distance() / best.distance() - 1));
                }
            });
            answer.put("iterations", solving.iterations());
            answer.put("seed", seed);
            answer.put("threads", threads);
            answer.put("seconds", (System.nanoTime() - begin) / 1e9);
            answer.put("cpuSeconds", solving.cpuSeconds());
            if (signal.asked().isRequested()) {
                answer.put("stopped", true);
            }
            try {
                write(solving.routes());
                if (out != null) {
                    answer.put("written", out.toString());
                }
            } finally {
                tell(stdout, answer, verdict, known); // also where it cannot be written: it took its time
            }
            return verdict.feasible() ? 0 : CommandFault.FAILED;
        } catch (InstanceFault e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }

    private void unservable(PrintWriter stdout, String why, double took) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("instance", String.valueOf(file.getFileName()));
        answer.put("feasible", false);
        answer.put("faults", List.of(why));
        answer.put("seconds", took);
        stdout.println(json ? new ObjectMapper().writeValueAsString(answer) : "NOT feasible: " + why);
    }

    private void validate() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, file + ": there is no such file");
        }
        if (out != null && Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a folder, not a file (--out)");
        }
        if (out != null && Files.exists(out) && Files.isSameFile(out, file)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is the instance itself (--out)");
        }
        asked(seconds > 0 && seconds <= 86_400, "--seconds is not within 0 and 86400");
        asked(iterations == null || iterations >= 1, "--iterations is not positive");
        asked(threads >= 1 && threads <= MOST_THREADS, "--threads is not within 1 and " + MOST_THREADS);
    }

    private static void asked(boolean rightly, String fault) {
        if (!rightly) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, fault);
        }
    }

    /** Tells before the search whether the file can be written, and leaves no older routes there to be taken for these. */
    private void prepareOut() {
        if (out == null || Files.exists(out) && !Files.isRegularFile(out)) {
            return; // a pipe or a device: what opens it twice may be taken for its end
        }
        write(List.of());
    }

    private void write(List<int[]> routes) {
        if (out == null) {
            return;
        }
        try {
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(
                    out,
                    routes.stream()
                            .map(route -> Arrays.stream(route).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                            .toList());
        } catch (FileAlreadyExistsException e) {
            throw unwritable(e.getFile() + " is a file, not a folder", e);
        } catch (AccessDeniedException e) {
            throw unwritable(e.getFile() + " may not be opened", e);
        } catch (IOException e) {
            throw unwritable(e.getMessage(), e);
        }
    }

    private CommandFault unwritable(String why, IOException e) {
        return new CommandFault(CommandFault.FAILED, out + ": cannot be written (--out): " + why, e);
    }

    private void tell(
            PrintWriter stdout, Map<String, Object> answer, RouteChecker.Verdict verdict, Optional<BestKnown> known)
            throws IOException {
        if (json) {
            stdout.println(new ObjectMapper().writeValueAsString(answer));
            return;
        }
        stdout.println(String.format(Locale.ROOT, "cost %.2f, vehicles %d", verdict.distance(), verdict.vehicles()));
        if (answer.containsKey("stopped")) {
            stdout.println("stopped before the time was over: the best so far");
        }
        stdout.println(verdict.feasible() ? "feasible, says the checker" : "NOT feasible, says the checker:");
        verdict.faults().stream().limit(FAULTS_SHOWN).forEach(fault -> stdout.println("  " + fault));
        known.ifPresent(best -> stdout.println(String.format(
                        Locale.ROOT,
                        "best known %s%.2f",
                        best.vehicles() > 0 ? best.vehicles() + " vehicles, " : "",
                        best.distance())
                + (verdict.feasible()
                        ? String.format(Locale.ROOT, ", gap %+.2f %%", rounded(100 * (verdict.distance() / best.distance() - 1)))
                        : "")));
        stdout.println(String.format(
                Locale.ROOT,
                "%d iterations, %.1f s, %.1f s of processor time, seed %d",
                (Long) answer.get("iterations"),
                (Double) answer.get("seconds"),
                (Double) answer.get("cpuSeconds"),
                seed));
        if (answer.containsKey("written")) {
            stdout.println("written: " + out);
        }
    }

    /** To hundredths, and without the sign of a zero: best known values are themselves rounded. */
    private static double rounded(double percent) {
        return Math.round(percent * 100) / 100.0 + 0.0;
    }
}
