/**
 * The doors and windows as one server: binds {@code live} (the city as the topics tell it) to {@code http}. Uses
 * the rooms of this module, never Flink state.
 */
package city.mio.feeds;
