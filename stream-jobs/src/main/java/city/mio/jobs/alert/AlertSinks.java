package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the alert job writes.
 *
 * @param alerts each step of each alert
 * @param deadLetters passages that were refused
 * @param receipts what became of the passages
 */
public record AlertSinks(Sink<Alert> alerts, Sink<DeadLetter> deadLetters, Sink<IntakeReceipt> receipts) {}
