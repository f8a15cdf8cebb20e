/**
 * What people hand in at the doors, on its way to the topics ({@link city.mio.feeds.outbound.TopicWriter}). Uses
 * {@code events} and the Kafka producer; knows none of the doors.
 */
package city.mio.feeds.outbound;
