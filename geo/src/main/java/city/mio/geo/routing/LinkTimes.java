package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * Travel time over every link of a network, in whole milliseconds, for each class of vehicle. Immutable.
 *
 * <p>Whole milliseconds make answers exact and repeatable: sums do not depend on their order.
 */
public final class LinkTimes {

    /** The time over a link that cannot be driven, and the time of a trip that cannot be made. About 12 days. */
    public static final int IMPASSABLE = Integer.MAX_VALUE / 2;

    private final int[] car;
    private final int[] heavy;

    private LinkTimes(int[] car, int[] heavy) {
        this.car = car;
        this.heavy = heavy;
    }

    /** With the roads empty. */
    public static LinkTimes freeFlow(RoadNetwork network) {
        int[] millis = new int[network.linkCount()];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = ofSeconds(network.freeFlowSeconds(link));
        }
        return of(network, millis);
    }

    /**
     * The same times for every class of vehicle, {@link #IMPASSABLE} for those that may not use a link.
     *
     * @param millis a value for each link, 0 or more; {@link #IMPASSABLE} and more close the link. Copied.
     * @throws IllegalArgumentException if there is not one for each link or one is negative
     */
    public static LinkTimes of(RoadNetwork network, int[] millis) {
        return of(network, millis, millis);
    }

    /**
     * Times of cars and of heavy vehicles, {@link #IMPASSABLE} for those that may not use a link.
     *
     * @param carMillis a value for each link, 0 or more; {@link #IMPASSABLE} and more close the link. Copied.
     * @param heavyMillis likewise, for heavy vehicles
     * @throws IllegalArgumentException if there is not one for each link or one is negative
     */
    public static LinkTimes of(RoadNetwork network, int[] carMillis, int[] heavyMillis) {
        return new LinkTimes(
                checked(network, carMillis, VehicleClass.CAR), checked(network, heavyMillis, VehicleClass.HEAVY));
    }

    /** Seconds as whole milliseconds; {@link #IMPASSABLE} for infinity and whatever is as long. */
    public static int ofSeconds(double seconds) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds " + seconds);
        }
        return (int) Math.min(IMPASSABLE, Math.round(seconds * 1000));
    }

    private static int[] checked(RoadNetwork network, int[] given, VehicleClass vehicle) {
        if (given.length != network.linkCount()) {
            throw new IllegalArgumentException(
                    "millis has " + given.length + " values for " + network.linkCount() + " links");
        }
        int[] millis = Arrays.copyOf(given, given.length);
        for (int link = 0; link < millis.length; link++) {
            if (millis[link] < 0) {
                throw new IllegalArgumentException("millis of link " + link + " is " + millis[link]);
            }
            if (millis[link] > IMPASSABLE || !vehicle.mayUse(network, link)) {
                millis[link] = IMPASSABLE;
            }
        }
        return millis;
    }

    public int linkCount() {
        return car.length;
    }

    /** Milliseconds over the link, {@link #IMPASSABLE} if it cannot be driven. */
    public int millis(VehicleClass vehicle, int link) {
        return array(vehicle)[link];
    }

    /** The array itself, not to be changed. */
    int[] array(VehicleClass vehicle) {
        return vehicle == VehicleClass.CAR ? car : heavy;
    }

    /** The part of a link's time that is spent before a place on it; never decreasing along the link. */
    static int millisBefore(int linkMillis, double share) {
        return (int) Math.round(share * linkMillis);
    }
}
