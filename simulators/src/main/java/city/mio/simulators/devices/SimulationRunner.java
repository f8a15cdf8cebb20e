package city.mio.simulators.devices;

import city.mio.simulators.city.CitySimulation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Runs a city and its devices at a multiple of real time on a thread of its own. When it cannot keep up it falls
 * behind rather than skip. Thread-safe.
 */
public final class SimulationRunner implements AutoCloseable {

    private static final long TICK_MILLIS = 50;

    private final CitySimulation city;
    private final DeviceFleet fleet;
    private final DeviceOutput output;
    private final Optional<Companion> companion;
    private final double speed;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService executor;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile long time;
    private volatile long behindSeconds;
    private long startNanos;
    private long startTime;

    /** @param speed simulated seconds per second, over 0 */
    public SimulationRunner(CitySimulation city, DeviceFleet fleet, DeviceOutput output, double speed) {
        this(city, fleet, Optional.empty(), output, speed);
    }

    /**
     * A run with something more that lives in the city.
     *
     * @param speed simulated seconds per second, over 0
     */
    public SimulationRunner(
            CitySimulation city, DeviceFleet fleet, Optional<Companion> companion, DeviceOutput output, double speed) {
        if (!(speed > 0 && speed <= 100_000)) {
            throw new IllegalArgumentException("speed is out of range: " + speed);
        }
        this.city = city;
        this.fleet = fleet;
        this.companion = companion;
        this.output = output;
        this.speed = speed;
        this.nanoClock = System::nanoTime;
        this.time = city.startTime();
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "simulated-city");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Warms the city up and begins to send; returns at once. */
    public void start() {
        executor.execute(() -> {
            try {
                city.warmUp();
                fleet.join();
                companion.ifPresent(Companion::join);
                startTime = city.time();
                startNanos = nanoClock.getAsLong();
            } catch (RuntimeException e) {
                failure.set(e);
            } finally {
                ready.countDown();
            }
        });
        executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (stopping || failure.get() != null) {
            return;
        }
        try {
            long due = startTime + (long) ((nanoClock.getAsLong() - startNanos) / 1e6 * speed);
            while (city.time() + 1000 <= due && !stopping) {
                city.step();
                fleet.afterStep();
                companion.ifPresent(Companion::afterStep);
                time = city.time();
                due = startTime + (long) ((nanoClock.getAsLong() - startNanos) / 1e6 * speed);
                behindSeconds = Math.max(0, (due - time) / 1000);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Returns when the warm-up is over; false if it took longer than this. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Simulated time, UTC epoch milliseconds. */
    public long time() {
        return time;
    }

    /** Simulated seconds by which it is behind the speed asked for. */
    public long behindSeconds() {
        return behindSeconds;
    }

    /** @throws RuntimeException the one that ended the run early, if one did */
    public void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    /**
     * Ends the run: no further step, what is on its way is handed over, and the output is flushed.
     *
     * @throws RuntimeException the one that ended the run early, if one did
     */
    public void stop() {
        stopping = true;
        executor.execute(() -> {
            try {
                fleet.finish();
                output.flush();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
        close();
        check();
    }

    @Override
    public void close() {
        stopping = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(3, TimeUnit.MINUTES)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
