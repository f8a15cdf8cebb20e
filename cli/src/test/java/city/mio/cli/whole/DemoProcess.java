package city.mio.cli.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code mio demo} in a process of its own, as the launcher starts it. */
final class DemoProcess implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private DemoProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1500m");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.add("-Dmio.root=" + Path.of("..").toAbsolutePath().normalize());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "city.mio.cli.Mio", "demo"));
        command.addAll(List.of(options));
        return new DemoProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("output ended: " + e.getMessage());
        }
    }

    /** All that it has said so far. */
    List<String> lines() {
        return lines;
    }

    /** The live map's address, once it is said. */
    String awaitUrl() {
        Awaitility.await("the address of the live map")
                .atMost(Duration.ofSeconds(300))
                .until(() -> !process.isAlive() || findUrl() != null);
        if (findUrl() == null) {
            throw new IllegalStateException("the demo ended: " + String.join("\n", lines));
        }
        return findUrl();
    }

    private String findUrl() {
        return lines.stream()
                .filter(line -> line.startsWith("The live map is on "))
                .map(line -> line.replaceFirst("The live map is on (\\S+).*", "$1"))
                .findFirst()
                .orElse(null);
    }

    /** Asks it to stop, as Ctrl-C does, and waits until it has; its exit code. */
    int stop() throws InterruptedException {
        // Process.destroy would close the output before its last lines are read.
        process.toHandle().destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo did not stop: " + String.join("\n", lines));
        }
        reader.join(TimeUnit.SECONDS.toMillis(20));
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }
}
