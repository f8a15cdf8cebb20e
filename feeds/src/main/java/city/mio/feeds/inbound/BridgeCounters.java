package city.mio.feeds.inbound;

/**
 * What a bridge has done since it started.
 *
 * @param received messages that arrived over MQTT, redeliveries included
 * @param published messages that Kafka has acknowledged, dead letters included
 * @param refused of the published, those that went to the dead letters
 * @param acknowledged messages acknowledged to MQTT
 * @param abandoned messages given back unacknowledged because their connection ended; the broker delivers them again
 * @param retries sends to Kafka that failed and were tried again
 * @param connections times a connection to the MQTT broker was made
 * @param inFlight messages now between MQTT and Kafka's acknowledgement
 */
public record BridgeCounters(
        long received,
        long published,
        long refused,
        long acknowledged,
        long abandoned,
        long retries,
        long connections,
        int inFlight) {}
