package city.mio.feeds.live;

/**
 * How fresh one source is. Immutable.
 *
 * @param topic the topic
 * @param records heard so far
 * @param lastEventTime newest plausible event time, UTC epoch milliseconds; 0 if nothing was heard
 * @param lastSeenAt wall clock at which the last record was heard, UTC epoch milliseconds; 0 if nothing was heard
 */
public record SourceView(String topic, long records, long lastEventTime, long lastSeenAt) {}
