/**
 * The dispatch job on a cluster of processes of its own, over Kafka, under a steady load of riders and buses, with and
 * without the death of a task manager. May use every module; nothing uses it.
 */
package city.mio.bench.dispatchjob;
