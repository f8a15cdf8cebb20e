package city.mio.models.haul.plan;

import java.util.Arrays;

/**
 * A route as a day's plan sees it. Immutable.
 *
 * @param id of the approved route
 * @param links indices of its links in {@link PlanDay#links()}, in driving order
 * @param slotsLater by how many slots a vehicle passes each of them later than the slot it was given
 * @param caps vehicles of all classes that each slot may hold
 * @param classCaps by class and slot; at or above {@code caps} where the class has no cap of its own
 * @param holdingArea index of the area where its vehicles wait, -1 for none
 * @param delayCosts what a passenger car more in each slot costs other traffic by delay, in the unit of the trips' costs
 */
public record PlanRoute(
        String id, int[] links, int[] slotsLater, int[] caps, int[][] classCaps, int holdingArea, double[] delayCosts) {

    /** A route on which delay of others is not counted. */
    public PlanRoute(String id, int[] links, int[] slotsLater, int[] caps, int[][] classCaps, int holdingArea) {
        this(id, links, slotsLater, caps, classCaps, holdingArea, new double[caps == null ? 0 : caps.length]);
    }

    /** @throws IllegalArgumentException naming the route and the field that is missing or out of range */
    public PlanRoute {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("route id is missing");
        }
        if (links == null || slotsLater == null || links.length != slotsLater.length) {
            throw new IllegalArgumentException("route " + id + ": links and slotsLater are not of one length");
        }
        if (caps == null || Arrays.stream(caps).anyMatch(cap -> cap < 0)) {
            throw new IllegalArgumentException("route " + id + ": caps is missing or negative");
        }
        if (classCaps == null) {
            throw new IllegalArgumentException("route " + id + ": classCaps is missing");
        }
        for (int[] ofClass : classCaps) {
            if (ofClass == null || ofClass.length != caps.length || Arrays.stream(ofClass).anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException("route " + id + ": classCaps is not of the length of caps, or negative");
            }
        }
        if (delayCosts == null || delayCosts.length != caps.length) {
            throw new IllegalArgumentException("route " + id + ": delayCosts is not of the length of caps");
        }
        for (double cost : delayCosts) {
            if (!(cost >= 0 && cost <= 1e6)) {
                throw new IllegalArgumentException("route " + id + ": delayCosts: out of range: " + cost);
            }
        }
        delayCosts = delayCosts.clone();
        links = links.clone();
        slotsLater = slotsLater.clone();
        caps = caps.clone();
        classCaps = Arrays.stream(classCaps).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public int[] links() {
        return links.clone();
    }

    @Override
    public int[] slotsLater() {
        return slotsLater.clone();
    }

    @Override
    public int[] caps() {
        return caps.clone();
    }

    @Override
    public int[][] classCaps() {
        return Arrays.stream(classCaps).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public double[] delayCosts() {
        return delayCosts.clone();
    }
}
