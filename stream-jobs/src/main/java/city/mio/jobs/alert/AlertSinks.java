package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.TopicSink;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the alert job writes.
 *
 * @param alerts each step of each alert
 * @param receipts what became of the passages
 * @param refusals what was refused
 */
public record AlertSinks(Sink<Alert> alerts, Sink<IntakeReceipt> receipts, Sink<DeadLetter> refusals) {

    /** To Kafka, exactly once. */
    public static AlertSinks kafka(String bootstrap, String job) {
        return new AlertSinks(
                TopicSink.of(Topics.ALERT, bootstrap, job),
                TopicSink.of(Topics.INTAKE_RECEIPT, bootstrap, job),
                TopicSink.of(Topics.DEAD_LETTER, bootstrap, job));
    }
}
