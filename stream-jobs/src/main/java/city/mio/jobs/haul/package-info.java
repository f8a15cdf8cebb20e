/**
 * The haul job: declarations, orders, passages and positions of construction vehicles, and what is known of the road, to slots,
 * trips and alerts. The judgement is {@code models.haul}; here it is bound to topics, event time and state. May use
 * {@code events}, {@code geo}, {@code models.haul} and {@code jobs.topics}; no other job's room.
 */
package city.mio.jobs.haul;
