package city.mio.bench.haulday;

import city.mio.cli.city.City;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.HaulTraffic;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.haul.GateSite;
import city.mio.simulators.haul.HaulControl;
import city.mio.simulators.haul.HaulFigures;
import city.mio.simulators.haul.HaulGround;
import city.mio.simulators.haul.HaulTrip;
import city.mio.simulators.haul.HaulYard;
import city.mio.simulators.haul.HoldingSite;
import city.mio.simulators.haul.RoadWatch;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Simulates one day under one regime. */
final class DayRunner {

    /** The crowd of the city that comes only on event days. */
    private static final String EVENT = "expo-evening";

    private final RoadNetwork network;
    private final CityPlaces places;
    private final HaulOffice office;
    private final HaulGround ground;
    private final Declarations declarations;
    private final int tripsADay;
    private final int untilMinute;
    private HeadRoomProof proof;
    private RoadBook provedBy;

    /** @param untilMinute local time at which a day's simulation ends */
    DayRunner(City city, HaulOffice office, int tripsADay, int untilMinute) {
        this.network = city.network();
        this.places = city.places();
        this.office = office;
        this.tripsADay = tripsADay;
        this.untilMinute = untilMinute;
        List<GateSite> gates = new ArrayList<>();
        places.haulSites().forEach(site -> {
            Gate gate = office.findSite(site.id()).orElseThrow().gates().get(0);
            gates.add(new GateSite(gate.nodeId(), gate.queueLimit(), gate.vehiclesPerHour()));
        });
        List<HoldingSite> areas = new ArrayList<>();
        List<String> routeIds = places.haulRoutes().stream().map(route -> route.id()).toList();
        for (HoldingArea area : office.holdingAreas()) {
            areas.add(new HoldingSite(
                    area.nodeId(), area.capacity(), area.routeIds().stream().map(routeIds::indexOf).toList()));
        }
        ground = new HaulGround(network, places, gates, areas);
        declarations = new Declarations(office, places, ground);
    }

    HaulGround ground() {
        return ground;
    }

    /** Trips that an announced event brings each way. */
    double attendance() {
        return places.events().stream()
                .filter(event -> event.id().equals(EVENT))
                .mapToDouble(DemandEvent::trips)
                .findFirst()
                .orElse(0);
    }

    /** What became of a day. */
    record Outcome(HaulFigures figures, Moves moves) {}

    /** A day that is over, with what was counted on its roads. */
    record Ran(Outcome outcome, RoadWatch watch) {}

    /**
     * Trips of a day that went otherwise than declared.
     *
     * @param released that got a slot
     * @param moved of them, in another slot or by another route
     * @param slots by which they were moved in time, all together
     * @param overCap released beyond the caps that the office had set, routes and slots added up
     * @param late through their gate an hour or more after they should have been on their route
     */
    record Moves(int released, int moved, int slots, int overCap, int late) {}

    /** No construction vehicle at all. */
    Ran without(WorkDay day) {
        return run(day, List.of(), (yard, midnight) -> NOBODY);
    }

    Ran asDeclared(WorkDay day) {
        List<DeclaredTrip> trips = declarations.of(tripsADay, day.seed());
        return run(day, trips, (yard, midnight) -> new AsDeclared(trips, midnight, new OpenRoads(network, ground)));
    }

    Ran firstCome(WorkDay day) {
        List<DeclaredTrip> trips = declarations.of(tripsADay, day.seed());
        return run(day, trips, (yard, midnight) -> new FirstCome(
                trips,
                shuffled(trips.size(), day.seed()),
                DayCaps.of(office, places, day.date()),
                midnight,
                new OpenRoads(network, ground)));
    }

    /** From now on days are watched by a proof, each with what the book knows before it. */
    void prove(HeadRoomProof proof, RoadBook book) {
        this.proof = proof;
        this.provedBy = book;
    }

    /** @param relaxes whether head-room may raise caps, or only lower them */
    Ran mio(WorkDay day, RoadBook book, boolean relaxes) {
        List<DeclaredTrip> trips = declarations.of(tripsADay, day.seed());
        return run(day, trips, (yard, midnight) -> new MioControl(
                trips,
                new DayModel(
                        office, network, ground, trips, DayCaps.of(office, places, day.date()), book, yard.watch(), relaxes),
                new RoadNow(network, yard.watch(), book.forecast(day), day, midnight),
                midnight));
    }

    private static int[] shuffled(int count, long seed) {
        int[] order = new int[count];
        SplittableRandom random = new SplittableRandom(seed ^ 0x0bdeL);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private interface Regime {
        HaulControl of(HaulYard yard, long midnight);
    }

    private static final HaulControl NOBODY = new HaulControl() {
        @Override
        public boolean usesHoldingAreas() {
            return false;
        }

        @Override
        public void begin(HaulYard yard) {
            // There is nobody to send.
        }

        @Override
        public void minute(HaulYard yard) {
            // There is nobody to call.
        }
    };

    private Ran run(WorkDay day, List<DeclaredTrip> trips, Regime regime) {
        ZoneId zone = places.timezone();
        long midnight = day.date().atStartOfDay(zone).toInstant().toEpochMilli();
        List<DemandEvent> crowds = new ArrayList<>(PortTraffic.ofDay());
        places.events().stream().filter(event -> day.event() || !event.id().equals(EVENT)).forEach(crowds::add);
        CityPlaces today = new CityPlaces(
                places.id(), places.name(), zone, places.bounds(), places.zones(), places.detectors(), places.cameras(),
                places.haulSlotMinutes(), places.haulSites(), places.haulRoutes(), places.depots(), crowds);
        SimulationSettings usual = SimulationSettings.builder().build();
        CitySimulation city = new CitySimulation(network, today, usual.toBuilder()
                .seed(day.seed())
                .start(Instant.ofEpochMilli(midnight + WorkDay.BEGIN_MINUTE * 60_000L))
                .tripsPerHour(usual.tripsPerHour() * day.demandFactor())
                .rain(day.rain())
                .haul(new HaulTraffic(0, 0, 0, 0, 0, 0))
                .retentionMinutes(5)
                .build());
        day.blocks().forEach(city::plan);
        city.warmUp();
        List<HaulTrip> drives = trips.stream().map(DeclaredTrip::drive).toList();
        Later control = new Later();
        HaulYard yard = new HaulYard(city, ground, drives, control, day.seed());
        control.decided = regime.of(yard, midnight);
        if (proof != null && !trips.isEmpty()) {
            DayCaps caps = DayCaps.of(office, places, day.date());
            DayModel model = new DayModel(office, network, ground, trips, caps, provedBy, yard.watch(), true);
            control.watched = proof.watch(day, provedBy, model, yard, midnight, caps.vehicles(), network);
        }
        yard.run(midnight + untilMinute * 60_000L);
        if (control.watched != null) {
            control.watched.close(yard.watch());
        }
        return new Ran(new Outcome(yard.figures(), moves(day, trips, yard, midnight)), yard.watch());
    }

    private Moves moves(WorkDay day, List<DeclaredTrip> trips, HaulYard yard, long midnight) {
        int released = 0;
        int moved = 0;
        int slots = 0;
        int late = 0;
        int[][] caps = DayCaps.of(office, places, day.date()).vehicles();
        int[][] used = new int[caps.length][WorkDay.SLOTS];
        for (int trip = 0; trip < trips.size(); trip++) {
            if (yard.state(trip) == HaulYard.State.NOT_RELEASED) {
                continue;
            }
            released++;
            DeclaredTrip.Wish wish = trips.get(trip).wish();
            int slot = (int) ((yard.targetOf(trip) - midnight) / (WorkDay.SLOT_MINUTES * 60_000L));
            moved += slot != wish.slot() || yard.routeOf(trip) != wish.route() ? 1 : 0;
            used[yard.routeOf(trip)][slot]++;
            slots += Math.abs(slot - wish.slot());
            late += yard.deliveredAt(trip) > yard.targetOf(trip) + 3_600_000 ? 1 : 0;
        }
        int over = 0;
        for (int route = 0; route < used.length; route++) {
            for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
                over += Math.max(0, used[route][slot] - caps[route][slot]);
            }
        }
        return new Moves(released, moved, slots, over, late);
    }

    /** The yard and who decides know each other. */
    private static final class Later implements HaulControl {
        private HaulControl decided = NOBODY;
        private HeadRoomProof.Day watched;

        @Override
        public boolean usesHoldingAreas() {
            return decided.usesHoldingAreas();
        }

        @Override
        public void begin(HaulYard yard) {
            decided.begin(yard);
        }

        @Override
        public void minute(HaulYard yard) {
            if (watched != null) {
                watched.minute(yard);
            }
            decided.minute(yard);
        }

        @Override
        public void told(HaulYard yard, RoadEvent event) {
            if (watched != null) {
                watched.told(yard, event);
            }
            decided.told(yard, event);
        }

        @Override
        public void held(HaulYard yard, int trip) {
            decided.held(yard, trip);
        }
    }
}
