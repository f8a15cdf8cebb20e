/**
 * Riders and on-demand buses in the simulated city, in a closed loop over the topics
 * ({@link city.mio.simulators.ondemand.OnDemandWorld}): riders ask, accept, show up or do not; buses follow the plans that
 * reach them and drive as fast as the traffic on the links truly is. What was kept of what was promised is counted here,
 * from what happened. Uses {@code city} and {@code devices}.
 */
package city.mio.simulators.ondemand;
