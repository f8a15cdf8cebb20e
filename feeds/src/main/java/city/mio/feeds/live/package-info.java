/**
 * The city as the topics tell it, right now: one writer fills {@link city.mio.feeds.live.LiveCity}, any number of
 * readers take immutable snapshots. Uses {@code events}, {@code geo} and the Kafka consumer; knows nothing of
 * {@code http}.
 */
package city.mio.feeds.live;
