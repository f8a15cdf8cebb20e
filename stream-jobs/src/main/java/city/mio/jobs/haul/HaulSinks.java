package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.TopicSink;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the haul job writes.
 *
 * @param trips what becomes of declared trips
 * @param slots what becomes of slots
 * @param alerts each step of each alert
 * @param refusals declarations and orders that the office does not take
 */
public record HaulSinks(Sink<HaulTrip> trips, Sink<HaulSlot> slots, Sink<Alert> alerts, Sink<DeadLetter> refusals) {

    /** To Kafka, exactly once. */
    public static HaulSinks kafka(String bootstrap, String job) {
        return new HaulSinks(
                TopicSink.of(Topics.HAUL_TRIP, bootstrap, job),
                TopicSink.of(Topics.HAUL_SLOT, bootstrap, job),
                TopicSink.of(Topics.ALERT, bootstrap, job),
                TopicSink.of(Topics.DEAD_LETTER, bootstrap, job));
    }
}
