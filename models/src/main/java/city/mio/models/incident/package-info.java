/**
 * What is wrong on the road: congestion, queues that spill back, detectors that fail, and the usual speed that
 * congestion is judged against. Each judge is a machine without memory of its own that works on a small state handed
 * to it; the state has a versioned binary form. Time is always an argument. Plain Java; may use {@code geo.network}
 * and nothing else of the house.
 */
package city.mio.models.incident;
