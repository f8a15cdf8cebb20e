package city.mio.cli.faults;

import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.embedded.EmbeddedMqtt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own, which SIGKILL can end and which comes back on the same data and port. */
public final class BrokerProcess implements AutoCloseable {

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** A Kafka broker that answers. */
    public static BrokerProcess kafka(Path data, int port) throws Exception {
        return start("kafka", data, port);
    }

    /** An MQTT broker that answers. */
    public static BrokerProcess mqtt(Path data, int port) throws Exception {
        return start("mqtt", data, port);
    }

    private static BrokerProcess start(String kind, Path data, int port) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                kind,
                data.toString(),
                Integer.toString(port)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(out.readLine());
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .get(60, TimeUnit.SECONDS);
        if (!first.equals("ready")) {
            process.destroyForcibly();
            throw new IOException(kind + " did not start: " + first);
        }
        return new BrokerProcess(process);
    }

    /** Ends it as a power cut would: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Arguments: kind, data folder, port. Runs until its parent is gone, which ends its standard input. */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]);
        int port = Integer.parseInt(args[2]);
        if (args[0].equals("kafka")) {
            EmbeddedKafka kafka = EmbeddedKafka.start(data, port);
            EmbeddedKafka.createTopics(kafka.bootstrap());
        } else {
            EmbeddedMqtt.start(data, port);
        }
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is ever sent: the read returns when the parent has ended.
        }
        Runtime.getRuntime().halt(0);
    }
}
