package city.mio.feeds.inbound;

/**
 * How one MQTT message is told back to the connection it came over. An acknowledgement belongs to that connection:
 * after a reconnect the broker hands out message numbers anew, so it must not be sent over another one; the broker
 * delivers the message again instead.
 */
public interface Delivery {

    /** Acknowledges the message to the MQTT broker; does nothing if the connection is gone. Must not block. */
    void acknowledge();

    /** Whether the connection it came over still stands. */
    boolean isAlive();
}
