package city.mio.cli.engine;

import java.time.Duration;

/** What sends events into a running engine and can tell afterwards what became of them. */
public interface EventFeeder extends AutoCloseable {

    /** One line for people: what it sends. */
    String describe();

    /** Asks the watch for what it needs to settle its ledger; called before anything is sent. */
    void listen(TopicWatch watch);

    /** Begins to send. */
    void start() throws InterruptedException;

    /** Waits until it has nothing more to send, at most this long; says whether that is so. */
    boolean awaitEnd(Duration longest) throws InterruptedException;

    /** Sends no more, and returns when all that it sent is acknowledged. */
    void stop();

    /** How many MQTT messages it has sent and were acknowledged by the broker. */
    long sensorMessages();

    /** What became of what it sent; called after the engine has been drained and the watch has read everything. */
    Settlement settle();

    @Override
    void close();
}
