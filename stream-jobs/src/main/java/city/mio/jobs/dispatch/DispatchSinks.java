package city.mio.jobs.dispatch;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.TripOffer;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.TopicSink;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the dispatch job writes.
 *
 * @param offers where each trip request stands, whenever that changes
 * @param plans what each bus has to do, whenever that changes
 * @param alerts of promises
 * @param letters what was refused
 */
public record DispatchSinks(
        Sink<TripOffer> offers, Sink<DispatchPlan> plans, Sink<Alert> alerts, Sink<DeadLetter> letters) {

    /** To Kafka, exactly once. */
    public static DispatchSinks kafka(String bootstrap, String job) {
        return new DispatchSinks(
                TopicSink.of(Topics.TRIP_OFFER, bootstrap, job),
                TopicSink.of(Topics.DISPATCH_PLAN, bootstrap, job),
                TopicSink.of(Topics.ALERT, bootstrap, job),
                TopicSink.of(Topics.DEAD_LETTER, bootstrap, job));
    }
}
