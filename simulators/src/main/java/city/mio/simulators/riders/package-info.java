/**
 * Riders and the vehicles that carry them, in a closed loop with a dispatcher ({@link city.mio.simulators.riders.RiderLoop}
 * drives it, {@link city.mio.simulators.riders.DispatchPort} is the dispatcher as the world sees it). Vehicles drive on
 * true times, which the dispatcher may not know; riders do not turn up, cancel, vehicles break down. What was kept of
 * what was promised is counted here, from what happened, not from what the dispatcher says
 * ({@link city.mio.simulators.riders.ServiceFigures}). Uses nothing of the project.
 */
package city.mio.simulators.riders;
