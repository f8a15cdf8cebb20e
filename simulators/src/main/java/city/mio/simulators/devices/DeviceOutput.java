package city.mio.simulators.devices;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;

/**
 * Where devices send. Sending may return before the record has arrived; {@link #flush} returns when all have.
 * Implementations are thread-safe unless they say otherwise.
 */
public interface DeviceOutput extends AutoCloseable {

    /** A position, on {@code probe.position}. */
    void probe(ProbePosition position);

    /** Bytes on {@code probe.position} that need not be a position. */
    void rawProbe(byte[] key, byte[] value);

    /** A sensor's message at an MQTT topic. */
    void sensor(String mqttTopic, byte[] payload);

    /** A declaration, on {@code haul.declaration}. */
    void declaration(HaulDeclaration declaration);

    /** A passage by a camera that hashes plates itself, on {@code haul.passage}; refused where nobody listens to an office. */
    default void passage(HaulPassage passage) {
        throw new IllegalStateException("this output has no office whose trips could pass: " + passage.cameraId());
    }

    /** Something known about the road, on {@code road.event}. */
    void roadEvent(RoadEvent event);

    /** What a rider says, on {@code trip.request}. */
    void tripRequest(TripRequest request);

    /** What a bus says, on {@code bus.status}. */
    void busStatus(BusStatus status);

    /** What was refused before it could be sent, on {@code dead.letter}. */
    void refused(DeadLetter letter);

    /**
     * Returns when all that was sent has been acknowledged.
     *
     * @throws OutputException if something could not be delivered
     */
    void flush();

    /**
     * Flushes and lets go of connections.
     *
     * @throws OutputException if something could not be delivered
     */
    @Override
    void close();
}
