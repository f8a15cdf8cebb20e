/**
 * How jobs meet topics: sources, sinks, serializers, and the settings of the environment they run in. Uses {@code
 * events} and Flink; knows no job.
 */
package city.mio.jobs.topics;
