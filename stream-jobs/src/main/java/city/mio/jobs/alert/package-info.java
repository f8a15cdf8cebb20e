/**
 * The alert job: link states, detector readings, haul declarations and camera passages in; alerts with a life cycle,
 * receipts for the passages and dead letters out. The judging is done by {@code city.mio.models}; here are the flow, the
 * keyed state, the timers and the words. Uses Flink, {@code jobs.topics}, events, {@code geo.network}, {@code geo.places},
 * {@code models.incident} and {@code models.haul}.
 */
package city.mio.jobs.alert;
