/**
 * The engine's own topics as a history that forecasts are learnt from: read from Kafka, laid into steps, written as
 * matrices. May use {@code events} and the Kafka client.
 */
package city.mio.cli.record;
