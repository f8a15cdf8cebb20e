/**
 * The wire form of the events: Protobuf codecs and topic names. Uses the records and the classes that protoc
 * makes from {@code city/mio/events/events.proto}; field numbers are a contract.
 */
package city.mio.events.wire;
