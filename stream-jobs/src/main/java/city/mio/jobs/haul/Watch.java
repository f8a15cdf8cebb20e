package city.mio.jobs.haul;

import city.mio.events.AlertSeverity;
import city.mio.events.AlertType;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.LocalName;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.OverCapRules;
import city.mio.models.haul.control.CallForward;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.WorkSite;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at what is and an hour ahead: slots that are or will be over their caps, gates in front of which too many will wait, holding areas that
 * will be full, convoys that are late and whom they push aside. Of one task.
 */
final class Watch {

    static final int CONVOY = 3;
    private static final OverCapRules RULES = OverCapRules.DEFAULT;
    static final Map<HaulVehicleClass, String> CLASS_EN = Map.of(
            HaulVehicleClass.LIGHT, "light vehicles",
            HaulVehicleClass.MEDIUM, "medium vehicles",
            HaulVehicleClass.HEAVY, "heavy vehicles",
            HaulVehicleClass.TRAILER, "trailers");
    static final Map<HaulVehicleClass, String> CLASS_JA = Map.of(
            HaulVehicleClass.LIGHT, "小型車",
            HaulVehicleClass.MEDIUM, "中型車",
            HaulVehicleClass.HEAVY, "大型車",
            HaulVehicleClass.TRAILER, "トレーラ");
    private static final long AHEAD_MILLIS = 3_600_000;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final HaulCity city;
    private final HaulOffice office;

    Watch(HaulCity city) {
        this.city = city;
        this.office = city.office();
    }

    private String clock(long time) {
        return office.local(time).format(CLOCK);
    }

    void look(OfficeState state, long now, Alarms alarms) throws IOException {
        Set<String> holding = new HashSet<>();
        over(state, now, alarms, holding);
        slots(state, now, alarms, holding);
        gates(state, now, alarms, holding);
        areas(state, now, alarms, holding);
        convoys(state, now, alarms, holding);
        for (String key : List.copyOf(state.alerts.keySet())) {
            if (!holding.contains(key) && !key.startsWith("haul-off-route-")) {
                alarms.end(key);
            }
        }
    }

    private Alarms.Words words(
            AlertType type, AlertSeverity severity, String routeId, String en, String ja, Map<String, String> evidence) {
        ApprovedRoute route = office.findRoute(routeId).orElseThrow();
        LocalName name = city.routeName(routeId);
        return new Alarms.Words(
                type, severity, routeId, name.en(), name.ja(), route.linkIds().get(0), 0, 0, en, ja, evidence);
    }

    /** Slots in which more have passed than may, of all classes together or of one; until late readings are in. */
    private void over(OfficeState state, long now, Alarms alarms, Set<String> holding) {
        for (HaulSlot slot : state.slots.values()) {
            if (slot.slotStart() > now || slot.slotEnd() + RULES.graceMinutes() * 60_000L <= now) {
                continue;
            }
            LocalName name = city.routeName(slot.routeId());
            String at = clock(slot.slotStart()) + "-" + clock(slot.slotEnd());
            int seen = slot.seen();
            int cap = slot.cap();
            String en = "The " + name.en() + " has gone over its cap in the slot " + at + ": " + seen
                    + " construction vehicles, cap " + cap + ".";
            String ja = name.ja() + "の" + at + "の枠で、工事車両が" + seen + "台となり、上限の" + cap + "台を超えました。";
            String type = "";
            if (seen <= cap) {
                HaulClassUse over = slot.classes().stream()
                        .filter(use -> use.seen() > use.cap())
                        .findFirst()
                        .orElse(null);
                if (over == null) {
                    continue;
                }
                seen = over.seen();
                cap = over.cap();
                type = over.vehicleClass().name();
                en = "The " + name.en() + " has gone over its cap of " + CLASS_EN.get(over.vehicleClass()) + " in the slot " + at
                        + ": " + seen + ", cap " + cap + ".";
                ja = name.ja() + "の" + at + "の枠で、" + CLASS_JA.get(over.vehicleClass()) + "が" + seen + "台となり、車種別上限の" + cap
                        + "台を超えました。";
            }
            String key = "haul-over-" + slot.routeId() + "-" + slot.slotStart();
            holding.add(key);
            Map<String, String> evidence = new TreeMap<>(Map.of(
                    "slotStart", Instant.ofEpochMilli(slot.slotStart()).toString(),
                    "slotEnd", Instant.ofEpochMilli(slot.slotEnd()).toString(),
                    "seen", Integer.toString(seen),
                    "cap", Integer.toString(cap),
                    "ruleCap", Integer.toString(slot.ruleCap()),
                    "declared", Integer.toString(slot.declared()),
                    "undeclared", Integer.toString(slot.undeclared())));
            if (!type.isEmpty()) {
                evidence.put("class", type);
            }
            alarms.hold(key, words(
                    AlertType.HAUL_SLOT_OVER_CAP, AlertSeverity.valueOf(RULES.severity(seen, cap).name()), slot.routeId(), en, ja,
                    evidence));
        }
    }

    private void slots(OfficeState state, long now, Alarms alarms, Set<String> holding) {
        for (HaulSlot slot : state.slots.values()) {
            // Who is over already is told as such.
            if (slot.slotEnd() <= now || slot.predicted() <= slot.cap() || slot.seen() > slot.cap()) {
                continue;
            }
            String key = "haul-predicted-" + slot.routeId() + "-" + slot.slotStart();
            holding.add(key);
            LocalName name = city.routeName(slot.routeId());
            String at = clock(slot.slotStart()) + "-" + clock(slot.slotEnd());
            alarms.hold(key, words(
                    AlertType.HAUL_PREDICTED_OVER_CAP,
                    AlertSeverity.WARNING,
                    slot.routeId(),
                    "The " + name.en() + " will probably go over its cap in the slot " + at + ": " + slot.predicted()
                            + " construction vehicles expected, cap " + slot.cap() + ".",
                    name.ja() + "の" + at + "の枠で、工事車両" + slot.predicted() + "台が見込まれ、上限" + slot.cap()
                            + "台を超えるおそれがあります。",
                    Map.of(
                            "slotStart", Instant.ofEpochMilli(slot.slotStart()).toString(),
                            "cap", Integer.toString(slot.cap()),
                            "predicted", Integer.toString(slot.predicted()),
                            "seen", Integer.toString(slot.seen()),
                            "planned", Integer.toString(slot.planned()))));
        }
    }

    private void gates(OfficeState state, long now, Alarms alarms, Set<String> holding) throws IOException {
        for (WorkSite site : office.sites()) {
            Gate gate = site.gates().get(0);
            double perHour = site.gates().stream().mapToDouble(Gate::vehiclesPerHour).sum();
            int limit = site.gates().stream().mapToInt(Gate::queueLimit).sum();
            List<Long> arrivals = new ArrayList<>();
            Map<Long, Integer> inSlot = new TreeMap<>();
            int queued = GateLoad.of(state, site, gate, now).queued();
            for (Entry entry : state.entries.values()) {
                HaulTrip trip = entry.trip;
                if (!trip.siteId().equals(site.id())) {
                    continue;
                }
                if (trip.state() == HaulTripState.PLANNED && trip.slotStart() <= now + AHEAD_MILLIS) {
                    inSlot.merge(Math.max(trip.slotStart(), now), 1, Integer::sum);
                }
            }
            long length = office.slotMinutes() * 60_000L;
            inSlot.forEach((start, count) -> {
                long end = start == now ? now + length : start + length;
                for (int i = 0; i < count; i++) {
                    arrivals.add(start + (end - start) * (2L * i + 1) / (2L * count));
                }
            });
            arrivals.sort(null);
            double most = queued;
            long at = now;
            double queue = queued;
            long last = now;
            for (long arrival : arrivals) {
                queue = Math.max(0, queue - (arrival - last) / 3_600_000.0 * perHour) + 1;
                last = arrival;
                if (queue > most) {
                    most = queue;
                    at = arrival;
                }
            }
            if (Math.ceil(most - 1e-9) <= limit) {
                continue;
            }
            String key = "haul-gate-" + gate.id();
            holding.add(key);
            LocalName name = city.siteName(site.id());
            RoadNetwork roads = city.network();
            int node = roads.getNode(gate.nodeId());
            int expected = (int) Math.ceil(most - 1e-9);
            alarms.hold(key, new Alarms.Words(
                    AlertType.HAUL_GATE_QUEUE,
                    queued > limit ? AlertSeverity.CRITICAL : AlertSeverity.WARNING,
                    gate.id(),
                    name.en(),
                    name.ja(),
                    0,
                    roads.nodeLon(node),
                    roads.nodeLat(node),
                    "About " + expected + " construction vehicles will wait at " + name.en() + " at " + clock(at) + "; there is room for "
                            + limit + ".",
                    name.ja() + "のゲート前で、" + clock(at) + "頃に工事車両約" + expected + "台が待つ見込みです（待機可能" + limit + "台）。",
                    Map.of(
                            "queued", Integer.toString(queued),
                            "queueLimit", Integer.toString(limit),
                            "predictedQueue", Integer.toString(expected),
                            "at", Instant.ofEpochMilli(at).toString(),
                            "vehiclesPerHour", Long.toString(Math.round(perHour)))));
        }
    }

    private void areas(OfficeState state, long now, Alarms alarms, Set<String> holding) throws IOException {
        for (HoldingArea area : office.holdingAreas()) {
            int held = 0;
            List<Long> entering = new ArrayList<>();
            List<Long> leaving = new ArrayList<>();
            for (Entry entry : state.entries.values()) {
                HaulTrip trip = entry.trip;
                if (trip.place() == HaulPlace.HOLDING && trip.placeId().equals(area.id())) {
                    held++;
                    leaving.add(Math.max(now, trip.callAt() > 0 ? trip.callAt() : trip.slotStart()));
                } else if (trip.place() == HaulPlace.ON_ROUTE
                        && area.routeIds().contains(trip.routeId())
                        && trip.slotStart() - now > 900_000) {
                    // Too early for its slot: it will wait.
                    entering.add(now + 300_000);
                    leaving.add(trip.slotStart());
                }
            }
            long full = CallForward.overflowsAt(held, area.capacity(), entering, leaving);
            if (full == Long.MAX_VALUE || full > now + AHEAD_MILLIS) {
                continue;
            }
            String key = "haul-holding-" + area.id();
            holding.add(key);
            RoadNetwork roads = city.network();
            int node = roads.getNode(area.nodeId());
            long at = Math.max(now, full);
            alarms.hold(key, new Alarms.Words(
                    AlertType.HAUL_HOLDING_FULL,
                    held > area.capacity() ? AlertSeverity.CRITICAL : AlertSeverity.WARNING,
                    area.id(),
                    area.name().en(),
                    area.name().ja(),
                    0,
                    roads.nodeLon(node),
                    roads.nodeLat(node),
                    area.name().en() + " will be full at " + clock(at) + ": it holds " + held + " of " + area.capacity() + ".",
                    area.name().ja() + "が" + clock(at) + "頃に満車となる見込みです（現在" + held + "台、容量" + area.capacity() + "台）。",
                    Map.of(
                            "held", Integer.toString(held),
                            "capacity", Integer.toString(area.capacity()),
                            "at", Instant.ofEpochMilli(at).toString())));
        }
    }

    private void convoys(OfficeState state, long now, Alarms alarms, Set<String> holding) {
        Map<String, List<HaulTrip>> overdue = new TreeMap<>();
        for (Entry entry : state.entries.values()) {
            HaulTrip trip = entry.trip;
            if (trip.state() == HaulTripState.PLANNED && trip.slotEnd() <= now && !trip.plateHash().isEmpty()) {
                overdue.computeIfAbsent(
                                trip.routeId() + "@" + trip.slotStart() + "/" + trip.contractor(), id -> new ArrayList<>())
                        .add(trip);
            }
        }
        for (List<HaulTrip> late : overdue.values()) {
            if (late.size() < CONVOY) {
                continue;
            }
            HaulTrip first = late.get(0);
            String key = "haul-convoy-" + first.routeId() + "-" + first.slotStart() + "-" + first.contractor();
            holding.add(key);
            long length = office.slotMinutes() * 60_000L;
            HaulSlot next = state.slots.get(first.routeId() + "@" + (now - Math.floorMod(now - first.slotStart(), length)));
            int knockOn = next == null ? 0 : Math.max(0, next.seen() + next.planned() + late.size() - next.cap());
            LocalName name = city.routeName(first.routeId());
            alarms.hold(key, words(
                    AlertType.HAUL_CONVOY_DELAYED,
                    AlertSeverity.NOTICE,
                    first.routeId(),
                    late.size() + " vehicles of " + first.contractor() + " due on the " + name.en() + " in the slot from "
                            + clock(first.slotStart()) + " have not come; " + knockOn + " planned trips lose their place if they"
                            + " all come now.",
                    first.contractor() + "の車両" + late.size() + "台（" + name.ja() + "、" + clock(first.slotStart())
                            + "からの枠）が未着です。今すべて到着すると、予定の" + knockOn + "台が枠に入れなくなります。",
                    Map.of(
                            "contractor", first.contractor(),
                            "slotStart", Instant.ofEpochMilli(first.slotStart()).toString(),
                            "overdue", Integer.toString(late.size()),
                            "knockOn", Integer.toString(knockOn))));
        }
    }
}
