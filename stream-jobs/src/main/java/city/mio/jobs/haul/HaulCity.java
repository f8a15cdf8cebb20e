package city.mio.jobs.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.haul.control.CameraSight;
import city.mio.models.haul.declarations.TripDeclaration;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.VehicleClass;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the job's operators need of their city. It travels to the tasks as the settings' JSON and loads the network where it
 * is used.
 */
final class HaulCity implements Serializable {

    /** Vehicles by class, and undeclared ones after them. */
    static final int COUNTS = VehicleClass.values().length + 1;

    private static final long serialVersionUID = 1;

    private final String json;
    private transient HaulSettings settings;
    private transient RoadNetwork network;
    private transient Set<String> cameraIds;
    private transient Map<String, CameraSight> sights;
    private transient Map<String, Long> linkOfDetector;
    private transient Set<Long> links;

    HaulCity(HaulSettings settings) {
        this.json = SettingsJson.write(settings);
        this.settings = settings;
    }

    HaulSettings settings() {
        if (settings == null) {
            settings = SettingsJson.read(json, HaulSettings.class);
        }
        return settings;
    }

    HaulOffice office() {
        return settings().office();
    }

    RoadNetwork network() throws IOException {
        if (network == null) {
            network = SharedNetworks.get(Path.of(settings().networkFile()));
        }
        return network;
    }

    boolean isCamera(String id) {
        return cameraIds().contains(id);
    }

    private Set<String> cameraIds() {
        if (cameraIds == null) {
            Set<String> ids = new TreeSet<>();
            settings().places().cameras().forEach(camera -> ids.add(camera.id()));
            cameraIds = ids;
        }
        return cameraIds;
    }

    /** The camera with this id. */
    Optional<CameraSite> findCamera(String id) {
        return settings().places().cameras().stream().filter(camera -> camera.id().equals(id)).findFirst();
    }

    /** Where vehicles of a route wait. */
    Optional<HoldingArea> findHoldingArea(String routeId) {
        return office().holdingAreas().stream().filter(area -> area.routeIds().contains(routeId)).findFirst();
    }

    /** Whether a camera sees vehicles of a route before they come to the route's holding area. */
    boolean isBeforeHolding(String cameraId, String routeId) throws IOException {
        Optional<HoldingArea> area = findHoldingArea(routeId);
        Optional<ApprovedRoute> route = office().findRoute(routeId);
        if (area.isEmpty() || route.isEmpty()) {
            return false;
        }
        long link = findCamera(cameraId).map(CameraSite::linkId).orElse(0L);
        boolean seen = false;
        for (long on : route.get().linkIds()) {
            seen |= on == link;
            int index = network().getLink(on);
            if (network().nodeId(network().toNode(index)) == area.get().nodeId()) {
                return seen;
            }
        }
        return false;
    }

    /** From a place to a node: straight over the ground, with a third on top for the roads, at 8 m/s. */
    long driveMillis(double lon, double lat, long toNode) throws IOException {
        int node = network().getNode(toNode);
        double metres = Math.hypot(
                (lon - network().nodeLon(node)) * 111_320 * Math.cos(Math.toRadians(lat)), (lat - network().nodeLat(node)) * 110_950);
        return Math.round(metres * 4 / 3 / 8 * 1000);
    }

    /** The same from a node. */
    long driveMillis(long fromNode, long toNode) throws IOException {
        int node = network().getNode(fromNode);
        return driveMillis(network().nodeLon(node), network().nodeLat(node), toNode);
    }

    /** What a camera of the city can say of trucks. */
    CameraSight sight(String cameraId) throws IOException {
        if (sights == null) {
            sights = CameraSights.of(network(), settings().places().cameras(), office());
        }
        return sights.get(cameraId);
    }

    /** The link that a detector watches, if it is one of a haul route. */
    Optional<Long> findLinkOf(String detectorId) {
        if (linkOfDetector == null) {
            Map<String, Long> of = new TreeMap<>();
            for (DetectorSite site : settings().places().detectors()) {
                if (links().contains(site.linkId())) {
                    of.put(site.id(), site.linkId());
                }
            }
            linkOfDetector = of;
        }
        return Optional.ofNullable(linkOfDetector.get(detectorId));
    }

    /** The link that a forecast is about, if it is one of a haul route. */
    Optional<Long> findLinkOf(ForecastTarget target, String targetId) {
        if (target == ForecastTarget.DETECTOR) {
            return findLinkOf(targetId);
        }
        return targetId.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(targetId)).filter(links()::contains) : Optional.empty();
    }

    /** Speed on a link that is free of traffic, metres a second. */
    double freeFlowMps(long linkId) throws IOException {
        return Math.max(1, network().freeFlowSpeedMps(network().getLink(linkId)));
    }

    /** Links of all haul routes. */
    Set<Long> links() {
        if (links == null) {
            Set<Long> all = new TreeSet<>();
            office().routes().forEach(route -> all.addAll(route.linkIds()));
            links = all;
        }
        return links;
    }

    /** What a link carries in a slot, passenger cars. */
    double capacityOfSlot(long linkId) throws IOException {
        LaneCapacity lanes =
                new LaneCapacity(settings().lanePassengerCarsPerHour(), settings().streetPassengerCarsPerHour());
        return lanes.passengerCarsPerHour(network(), network().getLink(linkId)) * office().slotMinutes() / 60;
    }

    /** How speed falls with volume on a link: as fitted for its class of road, else as in the book. */
    SpeedFlow speedFlow(long linkId) throws IOException {
        String type = network().roadClass(network().getLink(linkId)).name();
        return settings().speedFlows().getOrDefault(type, SpeedFlow.OF_THE_BOOK);
    }

    /** What a slot counts a day by: days from 1970 in the city's zone. */
    long dayOf(long time) {
        return office().local(time).toLocalDate().toEpochDay();
    }

    LocalName routeName(String routeId) {
        return settings().places().haulRoutes().stream()
                .filter(route -> route.id().equals(routeId))
                .map(HaulRoute::name)
                .findFirst()
                .orElseGet(() -> new LocalName(routeId, routeId));
    }

    LocalName siteName(String siteId) {
        return settings().places().haulSites().stream()
                .filter(site -> site.id().equals(siteId))
                .map(site -> site.name())
                .findFirst()
                .orElseGet(() -> new LocalName(siteId, siteId));
    }

    static VehicleClass type(HaulVehicleClass type) {
        return VehicleClass.valueOf(type.name());
    }

    static TripDeclaration row(HaulDeclaration d) {
        return new TripDeclaration(
                0, d.declarationId(), d.contractor(), d.siteId(), d.routeId(), d.slotStart(), d.plateHash(),
                type(d.vehicleClass()), status(d.status()));
    }

    private static TripDeclaration.Status status(DeclarationStatus status) {
        return TripDeclaration.Status.valueOf(status.name());
    }
}
