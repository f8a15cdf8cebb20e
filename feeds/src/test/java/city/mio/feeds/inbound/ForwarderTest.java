package city.mio.feeds.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwarderTest {

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService retryThread = Executors.newSingleThreadScheduledExecutor();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Forwarder forwarder = new Forwarder(
            this::newProducer,
            new MqttPayloads("osaka", new PlateHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8))),
            3,
            Duration.ofMillis(20),
            retryThread,
            InstantSource.system());

    private Producer<byte[], byte[]> newProducer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    private static final class Connection {
        private final AtomicBoolean alive = new AtomicBoolean(true);
    }

    private Delivery over(Connection connection, String name) {
        return new Delivery() {
            @Override
            public void acknowledge() {
                acknowledged.add(name);
            }

            @Override
            public boolean isAlive() {
                return connection.alive.get();
            }
        };
    }

    private void accept(Connection connection, String name) {
        try {
            forwarder.accept("mio/osaka/detector/D-1/reading", name.getBytes(StandardCharsets.UTF_8), over(connection, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        forwarder.close();
        retryThread.shutdownNow();
        for (Thread thread : threads) {
            thread.join(5_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void acknowledgesOnlyAfterKafkaHas() {
        Connection connection = new Connection();
        accept(connection, "a");
        accept(connection, "b");
        assertThat(acknowledged).isEmpty();
        assertThat(forwarder.counters().inFlight()).isEqualTo(2);

        producers.get(0).completeNext();
        assertThat(acknowledged).containsExactly("a");
        producers.get(0).completeNext();
        assertThat(acknowledged).containsExactly("a", "b");
        assertThat(forwarder.counters().inFlight()).isZero();
        assertThat(forwarder.counters().refused()).as("neither was JSON").isEqualTo(2);
    }

    @Test
    void triesOnWhileKafkaIsAway() {
        Connection connection = new Connection();
        accept(connection, "a");
        producers.get(0).errorNext(new TimeoutException("no broker"));
        assertThat(acknowledged).isEmpty();

        await().until(() -> producers.get(0).completeNext());
        assertThat(acknowledged).containsExactly("a");
        assertThat(forwarder.counters().retries()).isEqualTo(1);
        assertThat(producers).as("the same producer goes on").hasSize(1);
    }

    @Test
    void takesANewProducerAfterAFatalError() {
        Connection connection = new Connection();
        accept(connection, "a");
        producers.get(0).errorNext(new AuthorizationException("not you"));

        await().until(() -> producers.size() == 2 && producers.get(1).completeNext());
        assertThat(acknowledged).containsExactly("a");
        assertThat(producers.get(0).closed()).isTrue();
    }

    @Test
    void triesOnAfterSendItselfFails() {
        Connection connection = new Connection();
        accept(connection, "first");
        producers.get(0).completeNext();
        producers.get(0).sendException = new TimeoutException("no metadata");
        accept(connection, "a");
        await().until(() -> forwarder.counters().retries() >= 2);
        assertThat(acknowledged).containsExactly("first");

        producers.get(0).sendException = null;
        await().until(() -> producers.get(0).completeNext());
        assertThat(acknowledged).containsExactly("first", "a");
    }

    @Test
    void holdsBackWhenTooManyWait() {
        Connection connection = new Connection();
        accept(connection, "a");
        accept(connection, "b");
        accept(connection, "c");
        Thread fourth = new Thread(() -> accept(connection, "d"));
        threads.add(fourth);
        fourth.start();
        await().until(() -> fourth.getState() == Thread.State.TIMED_WAITING);
        assertThat(producers.get(0).history()).hasSize(3);

        producers.get(0).completeNext();
        await().until(() -> producers.get(0).history().size() == 4);
        assertThat(forwarder.counters().inFlight()).isEqualTo(3);
    }

    @Test
    void acknowledgesNothingOverADeadConnection() {
        Connection connection = new Connection();
        accept(connection, "a");
        connection.alive.set(false);
        producers.get(0).completeNext();

        assertThat(acknowledged).isEmpty();
        assertThat(forwarder.counters().published()).isEqualTo(1);
        assertThat(forwarder.counters().abandoned()).isEqualTo(1);
        assertThat(forwarder.counters().inFlight()).isZero();
    }

    @Test
    void doesNotWaitForADeadConnection() {
        Connection connection = new Connection();
        accept(connection, "a");
        accept(connection, "b");
        accept(connection, "c");
        Thread fourth = new Thread(() -> accept(connection, "d"));
        threads.add(fourth);
        fourth.start();
        await().until(() -> fourth.getState() == Thread.State.TIMED_WAITING);
        connection.alive.set(false);

        await().until(() -> !fourth.isAlive());
        assertThat(producers.get(0).history()).hasSize(3);
        assertThat(forwarder.counters().abandoned()).isEqualTo(1);
    }

    @Test
    void closingLeavesTheUnacknowledgedUnacknowledged() {
        Connection connection = new Connection();
        accept(connection, "a");
        forwarder.close();

        assertThat(acknowledged).isEmpty();
    }
}
