/**
 * The traffic job: probe positions and detector readings in, traversals, link states, receipts and dead letters out.
 * The judgement is in plain classes ({@code VehicleTracker}, {@code LinkMinutes}); functions bind them to Flink's
 * state and timers. Uses {@code events}, {@code geo} and {@code topics}.
 */
package city.mio.jobs.traffic;
