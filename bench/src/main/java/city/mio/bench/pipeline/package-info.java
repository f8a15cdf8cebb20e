/**
 * The traffic job over Kafka beside the bare source: events per second, end-to-end latency, memory, and where the time
 * goes. Uses the embedded parts of {@code cli} and the load of {@code simulators}.
 */
package city.mio.bench.pipeline;
