package city.mio.geo.places;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;

/**
 * A two-way street of 800 m to the east (links 12, 23 and back 32, 21), from its middle a one-way street of 600 m to
 * the north (24), a way back from there to its eastern end (43), and an expressway (56) 40 m south of the street.
 * From 12 nobody may turn into 24.
 */
public final class StreetCorner {

    public static final LocalProjection FLAT = new LocalProjection(135.5, 34.7);

    private StreetCorner() {}

    public static RoadNetwork network() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        node(builder, 1, 0, 0);
        node(builder, 2, 400, 0);
        node(builder, 3, 800, 0);
        node(builder, 4, 400, 600);
        node(builder, 5, 0, -40);
        node(builder, 6, 800, -40);
        link(builder, 1, 2, RoadClass.SECONDARY);
        link(builder, 2, 1, RoadClass.SECONDARY);
        link(builder, 2, 3, RoadClass.SECONDARY);
        link(builder, 3, 2, RoadClass.SECONDARY);
        link(builder, 2, 4, RoadClass.RESIDENTIAL);
        link(builder, 4, 3, RoadClass.RESIDENTIAL);
        link(builder, 5, 6, RoadClass.MOTORWAY);
        builder.banTurn(12, 24);
        return builder.build();
    }

    private static void node(RoadNetworkBuilder builder, long id, double x, double y) {
        builder.addNode(id, FLAT.lon(x), FLAT.lat(y), false, "", "");
    }

    private static void link(RoadNetworkBuilder builder, long from, long to, RoadClass roadClass) {
        builder.addLink(RoadLink.builder()
                .linkId(10 * from + to)
                .from(from)
                .to(to)
                .freeFlowSpeedMps(10)
                .roadClass(roadClass)
                .build());
    }
}
