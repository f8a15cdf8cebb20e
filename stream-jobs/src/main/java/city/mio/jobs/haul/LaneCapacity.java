package city.mio.jobs.haul;

import city.mio.geo.network.RoadNetwork;

/**
 * What links carry, by their lanes. Immutable.
 *
 * @param expresswayPassengerCarsPerHour a lane of an expressway
 * @param streetPassengerCarsPerHour a lane of any other road
 */
public record LaneCapacity(int expresswayPassengerCarsPerHour, int streetPassengerCarsPerHour) {

    /**
     * 1,800 on expressways, the base rate of the Highway Capacity Manual with margin; 900 on other roads, half of it, as
     * signals are green half of the time.
     */
    public static final LaneCapacity USUAL = new LaneCapacity(1800, 900);

    /** What a link carries in an hour, passenger cars. */
    public double passengerCarsPerHour(RoadNetwork network, int link) {
        boolean expressway = network.roadClass(link).name().startsWith("MOTORWAY");
        int lane = expressway ? expresswayPassengerCarsPerHour : streetPassengerCarsPerHour;
        return (double) lane * Math.max(1, network.lanes(link));
    }
}
