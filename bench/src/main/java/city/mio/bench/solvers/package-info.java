/**
 * The dispatch solver beside OR-Tools' routing and jsprit: the same instances, the same processor time, one thread, and
 * every plan through the checker that shares no code with any of them. May use: models' dispatch, cli's instances and
 * checker, the peers.
 */
package city.mio.bench.solvers;
