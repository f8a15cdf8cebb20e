/**
 * What comes in at the edge: the MQTT bridge, the JSON forms it accepts (published as JSON Schemas under
 * {@code resources/schema}), and the keyed hash that plate numbers are replaced by. Uses {@code events}, Paho and
 * the Kafka producer; knows nothing of {@code live} and {@code http}.
 */
package city.mio.feeds.inbound;
