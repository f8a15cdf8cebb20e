/**
 * Online map matching: which links a vehicle drove, from its fixes as they come, with bounded work and state a fix
 * (Newson and Krumm 2009, made for streams). Uses {@code geo.network} and the JDK only; knows no event, no stream
 * engine, no clock: time is an argument.
 */
package city.mio.geo.matching;
