package city.mio.cli.engine;

import city.mio.events.LinkTraversal;
import city.mio.events.wire.Topics;
import city.mio.simulators.devices.KafkaMqttOutput;
import city.mio.simulators.devices.OutputSettings;
import city.mio.simulators.ledger.Ledger;
import city.mio.simulators.ledger.LedgerCheck;
import city.mio.simulators.ledger.LedgerReport;
import city.mio.simulators.replay.Recording;
import city.mio.simulators.replay.Replayer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Feeds an engine from recorded positions. One thread starts and stops it. */
public final class ReplayFeeder implements EventFeeder {

    private static final int MOST_VEHICLES_NAMED = 500;

    private final List<Path> files;
    private final double speed;
    private final KafkaMqttOutput output;
    private final Replayer replayer;
    private final LedgerCheck check;
    private final Optional<BufferedWriter> traversalFile;
    private final Map<String, Long> traversals = new TreeMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::replay, "replay");
    private volatile Replayer.Result result;
    private volatile RuntimeException failure;

    /**
     * A replay that does not run yet.
     *
     * @param files recordings
     * @param speed event seconds per second; infinite for as fast as it goes
     * @param traversalFile where each traversal goes as a line of CSV; empty for nowhere
     * @throws IOException if that file cannot be written
     */
    public ReplayFeeder(List<Path> files, double speed, String kafka, Optional<Path> traversalFile) throws IOException {
        this.files = List.copyOf(files);
        this.speed = speed;
        this.output = new KafkaMqttOutput(new OutputSettings(kafka, "", "mio-replay"));
        Ledger ledger = new Ledger();
        this.check = new LedgerCheck(ledger);
        this.replayer = new Replayer(output, ledger, InstantSource.system());
        if (traversalFile.isPresent()) {
            BufferedWriter writer = Files.newBufferedWriter(traversalFile.get());
            writer.write("vehicleId,linkId,enterTime,exitTime,startShare,coveredShare\n");
            this.traversalFile = Optional.of(writer);
        } else {
            this.traversalFile = Optional.empty();
        }
    }

    private void replay() {
        try {
            result = replayer.replay(files, speed, Recording.DEFAULT_TRACK_START);
        } catch (InterruptedException e) {
            failure = new IllegalStateException("the replay was interrupted before its end", e);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    @Override
    public String describe() {
        return "Replaying " + files.size() + (files.size() == 1 ? " file" : " files")
                + (Double.isInfinite(speed) ? " as fast as it goes" : " at " + speed + " times real time");
    }

    @Override
    public void listen(TopicWatch watch) {
        watch.listen(Topics.INTAKE_RECEIPT, check::accept)
                .listen(Topics.DEAD_LETTER, check::accept)
                .listen(Topics.LINK_TRAVERSAL, this::take);
    }

    private synchronized void take(LinkTraversal traversal) {
        traversals.merge(traversal.vehicleId(), 1L, Long::sum);
        traversalFile.ifPresent(writer -> {
            try {
                writer.write(traversal.vehicleId().replaceAll("[,\"\\p{Cntrl}]", "_") + "," + traversal.linkId() + ","
                        + traversal.enterTime() + "," + traversal.exitTime() + "," + traversal.startShare() + ","
                        + traversal.coveredShare() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("traversals cannot be written: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        boolean over = ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (failure != null) {
            throw failure;
        }
        return over;
    }

    @Override
    public void stop() {
        replayer.stop();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public long sensorMessages() {
        return 0;
    }

    @Override
    public synchronized Settlement settle() {
        LedgerReport report = check.report();
        Map<String, Object> extra = new LinkedHashMap<>();
        Map<String, Object> replayed = new LinkedHashMap<>();
        replayed.put("positions", result.positions());
        replayed.put("repeats", result.repeats());
        replayed.put("badRows", result.badRows());
        extra.put("replayed", replayed);
        extra.put("traversals", traversals.values().stream().mapToLong(Long::longValue).sum());
        Map<String, Long> byVehicle = new LinkedHashMap<>();
        traversals.entrySet().stream()
                .limit(MOST_VEHICLES_NAMED)
                .forEach(entry -> byVehicle.put(entry.getKey(), entry.getValue()));
        extra.put("traversalsByVehicle", byVehicle);
        List<String> remarks = report.lost() + report.duplicated() == 0 ? List.of() : report.lines();
        return new Settlement(report.lost(), report.duplicated(), remarks, extra);
    }

    @Override
    public synchronized void close() {
        replayer.stop();
        output.close();
        traversalFile.ifPresent(writer -> {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException("traversals cannot be written: " + e.getMessage(), e);
            }
        });
    }
}
