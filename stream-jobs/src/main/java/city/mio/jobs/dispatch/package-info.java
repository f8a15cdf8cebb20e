/**
 * The dispatch job: what riders and buses say, on live travel times, to offers, plans and alerts. Drives
 * {@code models.dispatch.live} in keyed state, one key for each service (operator and zone). May use {@code topics},
 * {@code events}, {@code geo} and {@code models.dispatch}.
 */
package city.mio.jobs.dispatch;
