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
 * Driving times on live travel times, with forecasts for later legs. Between places they are a table for each of some
 * moments of departure ({@link SlicedDriveTimes}: now, and one slice, two slices … later), made anew by {@link #refresh};
 * from vehicles, which leave soon, they are asked one by one. Thread-confined.
 *
 * <p><b>How forecasts are given</b>: publish them to {@code TravelTimes} as time slices ({@code
 * HierarchyTravelTimes.publish(List<TimeSlice>)}), the first with the live times and {@code fromMillis} now, the k-th with
 * the link times forecast for now + k × {@code sliceSeconds} and that as its {@code fromMillis}; then call {@link #refresh},
 * and if it says that anything has changed tell the dispatcher {@link DispatchEvent.TravelTimesChanged}. With slices of 900 s
 * and five of them, departures up to an hour ahead take the forecast for their time. Where the horizons of a link's
 * forecast end earlier, give its last or its usual time of day there. Without slices (one publication for all departures)
 * all tables are alike.
 */
public final class NetworkDriveTimes implements DriveTimes {

    private final RouteQuery query;
    private final TravelTimes travelTimes;
    private final List<LinkPosition> positions = new ArrayList<>();
    private final long sliceMillis;
    private final int sliceCount;
    private SlicedDriveTimes tables;
    private long madeMillis = Long.MIN_VALUE;
    private long generation = -1;

    /**
     * Asks for nothing yet: {@link #refresh} does.
     *
     * @param sliceSeconds from one moment of departure to the next
     * @param sliceCount how many moments; 1 takes the travel times of now for all departures
     */
    public NetworkDriveTimes(TravelTimes travelTimes, OnDemandService service, int sliceSeconds, int sliceCount) {
        Require.range("sliceSeconds", sliceSeconds, 1, 86_400);
        Require.range("sliceCount", sliceCount, 1, 200);
        this.travelTimes = travelTimes;
        query = travelTimes.newQuery();
        sliceMillis = sliceSeconds * 1000L;
        this.sliceCount = sliceCount;
        service.listStops().stream().map(ServiceStop::position).forEach(positions::add);
        service.listDepots().stream().map(Depot::position).forEach(positions::add);
    }

    /** Whether {@link #refresh} was called, so that it can be asked. */
    public boolean isReady() {
        return tables != null;
    }

    /**
     * Takes the travel times as they are, if they have changed or a third of a slice has gone by.
     *
     * @param nowMillis the moment of the first table, UTC epoch milliseconds
     * @return whether anything was done
     */
    public boolean refresh(long nowMillis) {
        long latest = travelTimes.generation();
        boolean old = sliceCount > 1 && (nowMillis < madeMillis || nowMillis - madeMillis >= sliceMillis / 3);
        if (latest == generation && !old) {
            return false;
        }
        generation = latest;
        madeMillis = nowMillis;
        int places = positions.size();
        int[][] slices = new int[sliceCount][places * places];
        for (int s = 0; s < sliceCount; s++) {
            double[][] seconds =
                    query.travelSeconds(positions, positions, VehicleClass.CAR, nowMillis + s * sliceMillis);
            for (int i = 0; i < places; i++) {
                for (int j = 0; j < places; j++) {
                    slices[s][i * places + j] = i == j ? 0 : toMillis(seconds[i][j]);
                }
            }
        }
        tables = new SlicedDriveTimes(places, nowMillis, sliceMillis, slices);
        return true;
    }

    @Override
    public int millis(int fromPlace, int toPlace, long departMillis) {
        return ready().millis(fromPlace, toPlace, departMillis);
    }

    @Override
    public boolean varies() {
        return sliceCount > 1;
    }

    @Override
    public long latestDepart(int fromPlace, int toPlace, long arriveMillis) {
        return ready().latestDepart(fromPlace, toPlace, arriveMillis);
    }

    private SlicedDriveTimes ready() {
        if (tables == null) {
            throw new IllegalStateException("refresh was not called yet");
        }
        return tables;
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
