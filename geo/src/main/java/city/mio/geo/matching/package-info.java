/**
 * Online map matching: which links a vehicle drove, from its fixes as they come, with bounded work and state a fix
 * (Newson and Krumm 2009, made for streams). Beside it what a line means that a person drew, which has no time ({@link
 * city.mio.geo.matching.LineMatcher}). Uses {@code geo.network}, its envelopes and the JDK only; knows no event, no stream
 * engine, no clock: time is an argument.
 */
package city.mio.geo.matching;
