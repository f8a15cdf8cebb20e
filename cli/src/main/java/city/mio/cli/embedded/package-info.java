/**
 * The outside systems, run inside this JVM: a Kafka broker, an MQTT broker, a Flink cluster. Each is the real
 * thing with its data in a given folder and its ports on the loopback interface. A Flink cluster can also be had as
 * processes of its own, for those who want to lose a part of it. Uses nothing of Mio but the
 * topics of {@code events}.
 */
package city.mio.cli.embedded;
