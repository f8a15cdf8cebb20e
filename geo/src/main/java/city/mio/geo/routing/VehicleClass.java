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

    /** Whether the network lets a vehicle of this class go from one link into another that starts where it ends. */
    public boolean mayTurn(RoadNetwork network, int fromLink, int toLink) {
        return this == CAR
                ? network.turnAllowed(fromLink, toLink)
                : network.turnAllowedForHeavy(fromLink, toLink);
    }
}
