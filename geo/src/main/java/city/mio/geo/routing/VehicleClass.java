package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;

/** What roads a vehicle may take. */
public enum VehicleClass {
    /** Any link of the network. */
    CAR,
    /** Heavy goods vehicles: links with {@link RoadNetwork#heavyAllowed} only. */
    HEAVY;

    /** Whether a vehicle of this class may drive the link. */
    public boolean mayUse(RoadNetwork network, int link) {
        return this == CAR || network.heavyAllowed(link);
    }
}
