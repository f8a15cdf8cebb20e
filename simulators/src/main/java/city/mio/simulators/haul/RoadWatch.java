package city.mio.simulators.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.city.CityListener;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Vehicle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What sensors would count on some links, in bins of five minutes: passenger cars of others and of construction trucks that
 * left a link, its mean speed, and minutes in which a queue stood back. Not thread-safe.
 */
public final class RoadWatch implements CityListener {

    /** Length of a bin, milliseconds. */
    public static final long BIN_MILLIS = 300_000;

    /** A queue stands back in a minute if it does so for a third of it. */
    static final int LEAST_SECONDS = 20;

    private final CitySimulation city;
    private final int[] links;
    private final int[] placeOf;
    private final long[] blockedBefore;
    private final List<float[]> others = new ArrayList<>();
    private final List<float[]> trucks = new ArrayList<>();
    private final List<float[]> speeds = new ArrayList<>();
    private final float[] speedSum;
    private final int[] speedMinutes;
    private long origin;
    private int spillMinutes;
    private int spillLinkMinutes;
    private int placeMinutes;

    RoadWatch(CitySimulation city, int[] links) {
        this.city = city;
        this.links = links.clone();
        RoadNetwork network = city.network();
        placeOf = new int[network.linkCount()];
        Arrays.fill(placeOf, -1);
        for (int place = 0; place < links.length; place++) {
            placeOf[links[place]] = place;
        }
        blockedBefore = new long[links.length];
        for (int place = 0; place < links.length; place++) {
            blockedBefore[place] = city.blockedSeconds(links[place]);
        }
        speedSum = new float[links.length];
        speedMinutes = new int[links.length];
        origin = Math.floorDiv(city.time(), BIN_MILLIS) * BIN_MILLIS;
        open();
    }

    private void open() {
        others.add(new float[links.length]);
        trucks.add(new float[links.length]);
        float[] unseen = new float[links.length];
        Arrays.fill(unseen, Float.NaN);
        speeds.add(unseen);
    }

    /** Links watched, by index; places below are places in this array. */
    public int[] links() {
        return links.clone();
    }

    /** Place of a link, -1 if it is not watched. */
    public int placeOf(int link) {
        return placeOf[link];
    }

    /** Begin of the first bin, UTC epoch milliseconds. */
    public long firstBin() {
        return origin;
    }

    /** Bins that are over. */
    public int bins() {
        return others.size() - 1;
    }

    /** Passenger cars of all but construction trucks that left a link in a bin. */
    public float others(int bin, int place) {
        return others.get(bin)[place];
    }

    /** Passenger cars of construction trucks that left a link in a bin, two each. */
    public float trucks(int bin, int place) {
        return trucks.get(bin)[place];
    }

    /** Space-mean speed on a link in a bin, m/s; NaN where nobody drove. */
    public float speedMps(int bin, int place) {
        return speeds.get(bin)[place];
    }

    /** Passenger cars that a link could let out in a bin if nothing is wrong with it. */
    public double usualCapacity(int place) {
        return city.usualCapacityPerSecond(links[place]) * BIN_MILLIS / 1000;
    }

    /** Minutes so far in which a queue stood back: from a watched link into another one, or from a gate or holding area. */
    public int spillMinutes() {
        return spillMinutes;
    }

    /** The same, counted once for each watched link, gates and holding areas not counted. */
    public int spillLinkMinutes() {
        return spillLinkMinutes;
    }

    /** Minutes so far in which trucks stood on the road before a full gate or holding area. */
    public int placeMinutes() {
        return placeMinutes;
    }

    /** A minute is over. */
    void minute(boolean placeFull) {
        boolean spilt = placeFull;
        placeMinutes += placeFull ? 1 : 0;
        long minute = city.time() - 60_000;
        for (int place = 0; place < links.length; place++) {
            long blocked = city.blockedSeconds(links[place]);
            if (blocked - blockedBefore[place] >= LEAST_SECONDS) {
                spilt = true;
                spillLinkMinutes++;
            }
            blockedBefore[place] = blocked;
            double speed = city.truth().findSpeedMps(links[place], minute).orElse(Double.NaN);
            if (!Double.isNaN(speed)) {
                speedSum[place] += (float) speed;
                speedMinutes[place]++;
            }
        }
        spillMinutes += spilt ? 1 : 0;
        if (Math.floorMod(city.time(), BIN_MILLIS) == 0) {
            float[] seen = speeds.get(speeds.size() - 1);
            for (int place = 0; place < links.length; place++) {
                seen[place] = speedMinutes[place] == 0 ? Float.NaN : speedSum[place] / speedMinutes[place];
            }
            Arrays.fill(speedSum, 0);
            Arrays.fill(speedMinutes, 0);
            open();
        }
    }

    @Override
    public void left(Vehicle vehicle, int link, long time) {
        int place = placeOf[link];
        if (place >= 0) {
            boolean truck = vehicle.kind() == VehicleKind.HAUL_TRUCK;
            boolean small = vehicle.kind() == VehicleKind.CAR || vehicle.kind() == VehicleKind.TAXI;
            (truck ? trucks : others).get(others.size() - 1)[place] += small ? 1 : 2;
        }
    }

    @Override
    public void entered(Vehicle vehicle, int link, long time) {}

    @Override
    public void arrived(Vehicle vehicle, int link, long time) {}

    @Override
    public void roadEvent(RoadEvent event) {}

    @Override
    public void declared(HaulDeclaration declaration, String plate) {}
}
