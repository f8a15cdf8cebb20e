/**
 * What real devices would send of the simulated city, with their faults, and the way out to Kafka and MQTT. Uses
 * {@code city} and {@code ledger}.
 */
package city.mio.simulators.devices;
