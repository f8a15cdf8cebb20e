package city.mio.simulators.riders;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * What riders got.
 *
 * @param requests made
 * @param served brought where they wanted to go
 * @param meanWaitSeconds from asking to the bus's halt, of the served
 * @param p95WaitSeconds of the served
 * @param longestWaitSeconds of the served
 * @param detourFactor ride over direct ride (drive and one halt), mean of the served
 * @param longestDetourFactor of the served, the largest
 * @param vehicleKm driven by the fleet
 * @param passengerKm of the served, on the fastest way
 * @param pooledShare of the served who shared the vehicle at some time
 * @param brokenTold promises not kept (late pick-up, late drop-off, never fetched) of which the rider was told before
 * @param brokenUntold of which the rider was not told
 * @param cancelled by riders after a promise
 * @param noShows promised and not there
 * @param servedShareOfLongTrips of the quarter of the requests with the longest fastest way
 */
public record ServiceFigures(
        int requests,
        int served,
        double meanWaitSeconds,
        double p95WaitSeconds,
        double longestWaitSeconds,
        double detourFactor,
        double longestDetourFactor,
        double vehicleKm,
        double passengerKm,
        double pooledShare,
        int brokenTold,
        int brokenUntold,
        int cancelled,
        int noShows,
        double servedShareOfLongTrips) {

    static ServiceFigures of(NodeRoads roads, LoopSettings settings, Collection<RiderLoop.Trip> trips, double metres) {
        double[] waits = new double[trips.size()];
        int served = 0;
        double detours = 0;
        double longest = 0;
        double direct = 0;
        int pooled = 0;
        int told = 0;
        int untold = 0;
        int cancelled = 0;
        int noShows = 0;
        for (RiderLoop.Trip trip : trips) {
            cancelled += trip.cancelled ? 1 : 0;
            noShows += trip.noShow ? 1 : 0;
            if (trip.promise != null && !trip.cancelled && !trip.noShow && isBroken(trip)) {
                told += trip.alerted ? 1 : 0;
                untold += trip.alerted ? 0 : 1;
            }
            if (trip.servedMillis < 0) {
                continue;
            }
            RiderRequest request = trip.request;
            waits[served++] = (trip.pickedUpMillis - request.askedMillis()) / 1000.0;
            double detour = (trip.servedMillis - trip.pickedUpMillis)
                    / 1000.0
                    / (roads.seconds(request.from(), request.to()) + settings.stopSeconds());
            detours += detour;
            longest = Math.max(longest, detour);
            direct += roads.metres(request.from(), request.to());
            pooled += trip.shared ? 1 : 0;
        }
        double[] sorted = Arrays.copyOf(waits, served);
        Arrays.sort(sorted);
        return new ServiceFigures(
                trips.size(),
                served,
                served == 0 ? 0 : Arrays.stream(sorted).average().orElse(0),
                served == 0 ? 0 : sorted[(int) Math.min(served - 1, Math.ceil(0.95 * served) - 1)],
                served == 0 ? 0 : sorted[served - 1],
                served == 0 ? 0 : detours / served,
                longest,
                metres / 1000,
                direct / 1000,
                served == 0 ? 0 : (double) pooled / served,
                told,
                untold,
                cancelled,
                noShows,
                servedShareOfLongTrips(roads, trips));
    }

    private static double servedShareOfLongTrips(NodeRoads roads, Collection<RiderLoop.Trip> trips) {
        return trips.stream()
                .sorted(Comparator.comparingInt(
                        trip -> -roads.seconds(trip.request.from(), trip.request.to())))
                .limit((trips.size() + 3) / 4)
                .mapToInt(trip -> trip.servedMillis >= 0 ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static boolean isBroken(RiderLoop.Trip trip) {
        return trip.servedMillis < 0
                || trip.pickedUpMillis > trip.promise.latestPickupMillis()
                || trip.servedMillis > trip.promise.latestDropOffMillis();
    }

    /** Of the requests. */
    public double servedShare() {
        return requests == 0 ? 0 : (double) served / requests;
    }

    /** Kilometres that vehicles drive for each that riders wanted to go. */
    public double vehicleKmPerPassengerKm() {
        return passengerKm == 0 ? 0 : vehicleKm / passengerKm;
    }
}
