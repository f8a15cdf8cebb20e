package city.mio.models.dispatch.live;

import city.mio.geo.routing.LinkPosition;
import city.mio.geo.routing.RouteQuery;
import city.mio.geo.routing.TravelTimes;
import city.mio.geo.routing.VehicleClass;
import city.mio.models.dispatch.service.Depot;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Require;
import city.mio.models.dispatch.service.ServiceStop;
import java.util.ArrayList;
import java.util.List;

/**
 * Driving times on live travel times. Between places they are a matrix for each slice of departures, made anew by
 * {@link #refresh} when travel times were swapped in; from vehicles they are asked one by one. Thread-confined.
 *
 * <p>Departures up to the last slice take the slice they fall in, later ones the last: give forecasts to
 * {@code TravelTimes} as time slices, and here how far they reach.
 */
public final class NetworkDriveTimes implements DriveTimes {

    private final RouteQuery query;
    private final TravelTimes travelTimes;
    private final List<LinkPosition> positions = new ArrayList<>();
    private final long sliceMillis;
    private final int[][] slices;
    private long firstMillis = Long.MIN_VALUE;
    private long generation = -1;

    /**
     * Asks for nothing yet: {@link #refresh} does.
     *
     * @param sliceSeconds length of a slice of departures
     * @param sliceCount how many; 1 takes the travel times of now for all departures
     */
    public NetworkDriveTimes(TravelTimes travelTimes, OnDemandService service, int sliceSeconds, int sliceCount) {
        Require.range("sliceSeconds", sliceSeconds, 1, 86_400);
        Require.range("sliceCount", sliceCount, 1, 200);
        this.travelTimes = travelTimes;
        query = travelTimes.newQuery();
        sliceMillis = sliceSeconds * 1000L;
        slices = new int[sliceCount][];
        service.listStops().stream().map(ServiceStop::position).forEach(positions::add);
        service.listDepots().stream().map(Depot::position).forEach(positions::add);
    }

    /** Whether {@link #refresh} was called, so that it can be asked. */
    public boolean isReady() {
        return generation >= 0;
    }

    /**
     * Takes the travel times as they are, if they have changed or time has gone on to another slice.
     *
     * @return whether anything was done
     */
    public boolean refresh(long nowMillis) {
        long first = Math.floorDiv(nowMillis, sliceMillis) * sliceMillis;
        long latest = travelTimes.generation();
        if (latest == generation && (first == firstMillis || slices.length == 1)) {
            return false;
        }
        generation = latest;
        firstMillis = first;
        int places = positions.size();
        for (int s = 0; s < slices.length; s++) {
            double[][] seconds = query.travelSeconds(
                    positions, positions, VehicleClass.CAR, Math.max(nowMillis, first + s * sliceMillis));
            int[] slice = new int[places * places];
            for (int i = 0; i < places; i++) {
                for (int j = 0; j < places; j++) {
                    slice[i * places + j] = i == j ? 0 : toMillis(seconds[i][j]);
                }
            }
            slices[s] = slice;
        }
        return true;
    }

    @Override
    public int millis(int fromPlace, int toPlace, long departMillis) {
        if (generation < 0) {
            throw new IllegalStateException("refresh was not called yet");
        }
        long slice = slices.length == 1 ? 0 : (departMillis - firstMillis) / sliceMillis;
        return slices[(int) Math.max(0, Math.min(slices.length - 1, slice))][fromPlace * positions.size() + toPlace];
    }

    @Override
    public int millis(Whereabouts from, int toPlace, long departMillis) {
        if (from instanceof Whereabouts.AtPlace at) {
            return millis(at.place(), toPlace, departMillis);
        }
        Whereabouts.OnLink on = (Whereabouts.OnLink) from;
        return toMillis(query.travelSeconds(
                new LinkPosition(on.link(), on.share()), positions.get(toPlace), VehicleClass.CAR, departMillis));
    }

    private static int toMillis(double seconds) {
        return seconds * 1000 < NEVER ? (int) Math.round(seconds * 1000) : NEVER;
    }
}
