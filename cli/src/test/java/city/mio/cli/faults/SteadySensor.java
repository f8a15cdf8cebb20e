package city.mio.cli.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device that sends a reading every few milliseconds and repeats each one until the broker has acknowledged it. */
final class SteadySensor implements AutoCloseable {

    private static final long PERIOD_MILLIS = 5;
    private static final Instant START = Instant.parse("2026-11-18T00:00:00Z");

    private final String uri;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Set<Long> acknowledged = new TreeSet<>();
    private MqttClient client;
    private long next;
    private boolean resting;

    SteadySensor(String uri) {
        this.uri = uri;
    }

    SteadySensor start() {
        thread.scheduleAtFixedRate(this::sendNext, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private synchronized void sendNext() {
        if (resting) {
            return;
        }
        try {
            if (client == null) {
                MqttClient fresh = new MqttClient(uri, "sensor", new MemoryPersistence());
                fresh.setTimeToWait(2_000);
                MqttConnectOptions options = new MqttConnectOptions();
                options.setConnectionTimeout(2);
                fresh.connect(options);
                client = fresh;
            }
            client.publish("mio/osaka/detector/D-1/reading", reading(next), 1, false);
            acknowledged.add(next);
            next++;
        } catch (MqttException e) {
            // No acknowledgement: the same reading goes out again on a new connection.
            drop();
        }
    }

    private void drop() {
        if (client != null) {
            try {
                client.disconnectForcibly(0, 0, false);
                client.close(true);
            } catch (MqttException e) {
                client = null;
            }
        }
        client = null;
    }

    private static byte[] reading(long sequence) {
        Instant begin = START.plusSeconds(sequence * 60);
        return ("{\"detectorId\":\"D-1\",\"sequence\":" + sequence + ",\"intervalStart\":\"" + begin
                        + "\",\"intervalEnd\":\"" + begin.plusSeconds(60)
                        + "\",\"count\":12,\"occupancy\":0.2,\"meanSpeedMps\":9.5,"
                        + "\"classes\":{\"cars\":10,\"trucks\":1,\"buses\":1,\"motorcycles\":0}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends no more, and says which readings the MQTT broker has taken. */
    synchronized Set<Long> stop() {
        resting = true;
        return Set.copyOf(acknowledged);
    }

    synchronized int count() {
        return acknowledged.size();
    }

    @Override
    public void close() {
        stop();
        thread.shutdownNow();
        synchronized (this) {
            drop();
        }
    }
}
