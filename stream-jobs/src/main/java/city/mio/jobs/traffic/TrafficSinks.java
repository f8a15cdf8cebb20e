package city.mio.jobs.traffic;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.TopicSink;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the traffic job writes.
 *
 * @param traversals passages of vehicles over links
 * @param states link states
 * @param receipts what became of what came in
 * @param refusals what was refused
 */
public record TrafficSinks(
        Sink<LinkTraversal> traversals, Sink<LinkState> states, Sink<IntakeReceipt> receipts, Sink<DeadLetter> refusals) {

    /** To Kafka, exactly once. */
    public static TrafficSinks kafka(String bootstrap, String job) {
        return new TrafficSinks(
                TopicSink.of(Topics.LINK_TRAVERSAL, bootstrap, job),
                TopicSink.of(Topics.LINK_STATE, bootstrap, job),
                TopicSink.of(Topics.INTAKE_RECEIPT, bootstrap, job),
                TopicSink.of(Topics.DEAD_LETTER, bootstrap, job));
    }
}
