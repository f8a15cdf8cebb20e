package city.mio.jobs.haul;

import city.mio.events.HaulPlace;
import city.mio.events.HaulTrip;
import city.mio.events.ProbePosition;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.GeofenceListener;
import city.mio.geo.places.GeofenceMonitor;
import city.mio.geo.places.GeofenceSettings;
import city.mio.geo.places.GeofenceState;
import city.mio.geo.places.GeofenceStateCodec;
import city.mio.geo.places.PlaceShape;
import city.mio.geo.places.ZoneIndex;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.WorkSite;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

/**
 * Where construction vehicles are that share their positions, by geofences: a circle about each gate and holding area, a corridor
 * along each route. What counts as having entered or left is {@code geo.places}' to say, with its hysteresis. Of one task.
 */
final class Fences {

    /** A vehicle within so far of a route's course is on it, whatever its receiver's error. */
    private static final double ON_ROUTE_METRES = 60;

    /** Slower than that a vehicle stands; who drives through a holding area does not wait there. */
    private static final float STANDS_MPS = 1.5f;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** Where a vehicle is, and at which gate, area or route; {@code leftGate} says that it has just left its gate. */
    record Where(HaulPlace place, String id, boolean leftGate) {}

    private final HaulCity city;
    private ZoneIndex index;
    private GeofenceMonitor monitor;

    Fences(HaulCity city) {
        this.city = city;
    }

    private void load() throws IOException {
        if (index != null) {
            return;
        }
        RoadNetwork roads = city.network();
        List<PlaceShape> shapes = new ArrayList<>();
        for (WorkSite site : city.office().sites()) {
            for (Gate gate : site.gates()) {
                shapes.add(circle(roads, HaulPlace.AT_GATE + "/" + gate.id(), gate.nodeId()));
            }
        }
        for (HoldingArea area : city.office().holdingAreas()) {
            shapes.add(circle(roads, HaulPlace.HOLDING + "/" + area.id(), area.nodeId()));
        }
        for (ApprovedRoute route : city.office().routes()) {
            shapes.add(PlaceShape.corridor(HaulPlace.ON_ROUTE + "/" + route.id(), course(roads, route), ON_ROUTE_METRES));
        }
        index = new ZoneIndex(shapes);
        monitor = new GeofenceMonitor(index, GeofenceSettings.defaults());
    }

    private static PlaceShape circle(RoadNetwork roads, String id, long nodeId) {
        int node = roads.getNode(nodeId);
        return PlaceShape.stop(id, roads.nodeLon(node), roads.nodeLat(node), HaulSettings.THERE_METRES);
    }

    private static LineString course(RoadNetwork roads, ApprovedRoute route) {
        List<Coordinate> points = new ArrayList<>();
        for (long linkId : route.linkIds()) {
            int link = roads.getLink(linkId);
            for (int i = points.isEmpty() ? 0 : 1; i < roads.shapeSize(link); i++) {
                points.add(new Coordinate(roads.shapeLon(link, i), roads.shapeLat(link, i)));
            }
        }
        return GEOMETRY.createLineString(points.toArray(Coordinate[]::new));
    }

    /** Where the vehicle of a trip is with this fix; what the fences remember of it is kept in the entry. */
    Where fix(Entry entry, ProbePosition fix) throws IOException {
        load();
        GeofenceState state = entry.fences.length == 0
                ? new GeofenceState()
                : GeofenceStateCodec.read(new DataInputStream(new ByteArrayInputStream(entry.fences)), index).state();
        HaulTrip trip = entry.trip;
        WorkSite site = city.office().findSite(trip.siteId()).orElseThrow();
        boolean[] left = new boolean[1];
        monitor.fix(state, fix.time(), fix.lon(), fix.lat(), new GeofenceListener() {
            @Override
            public void entered(int place, long time) {}

            @Override
            public void dwelt(int place, long enterTime, long time) {}

            @Override
            public void left(int place, long enterTime, long lastInside, long time) {
                left[0] |= site.gates().stream().anyMatch(gate -> index.place(place).id().equals(HaulPlace.AT_GATE + "/" + gate.id()));
            }

            @Override
            public void crossed(int gate, boolean forwards, long time) {}
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GeofenceStateCodec.write(state, index, new DataOutputStream(bytes));
        entry.fences = bytes.toByteArray();

        for (Gate gate : site.gates()) {
            if (isInside(state, HaulPlace.AT_GATE, gate.id())) {
                return new Where(HaulPlace.AT_GATE, gate.id(), false);
            }
        }
        String route = trip.routeId().isEmpty() ? trip.declaredRouteId() : trip.routeId();
        for (HoldingArea area : city.office().holdingAreas()) {
            if (area.routeIds().contains(route) && fix.speedMps() < STANDS_MPS && isInside(state, HaulPlace.HOLDING, area.id())) {
                return new Where(HaulPlace.HOLDING, area.id(), left[0]);
            }
        }
        return isInside(state, HaulPlace.ON_ROUTE, route)
                ? new Where(HaulPlace.ON_ROUTE, route, left[0])
                : new Where(HaulPlace.ON_THE_WAY, "", left[0]);
    }

    private boolean isInside(GeofenceState state, HaulPlace kind, String id) {
        return state.isInside(index.getPlace(kind + "/" + id));
    }
}
