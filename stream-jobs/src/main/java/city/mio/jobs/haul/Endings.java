package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulVehicleClass;
import city.mio.jobs.haul.OfficeState.Entry;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Says what has ended when an alert of the office is cleared, and why. Stateless. */
final class Endings {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** Why, in one word, and the sentence. */
    record Ending(String why, String en, String ja) {}

    private Endings() {}

    /** The end of an alert whose condition holds no more, from what is known now. */
    static Ending of(HaulCity city, OfficeState state, Alert open, long now) {
        return switch (open.type()) {
            case HAUL_SLOT_OVER_CAP -> overCap(city, state, open, now);
            case HAUL_PREDICTED_OVER_CAP -> predicted(city, state, open, now);
            case HAUL_OFF_ROUTE -> offRoute(state, open);
            case HAUL_GATE_QUEUE -> new Ending(
                    "FITS",
                    "The queue that was foreseen at " + open.placeEn() + " fits in front of the gate again.",
                    open.placeJa() + "のゲート前で見込まれた待ち行列は、待機可能な台数に収まりました。");
            case HAUL_HOLDING_FULL -> new Ending(
                    "FITS",
                    open.placeEn() + " has room again.",
                    open.placeJa() + "に空きができました。");
            case HAUL_CONVOY_DELAYED -> convoy(city, state, open, now);
            default -> throw new IllegalStateException("the office tells no alerts of type " + open.type());
        };
    }

    private static long time(Map<String, String> evidence, String key) {
        return Instant.parse(evidence.get(key)).toEpochMilli();
    }

    private static String slot(HaulCity city, long start) {
        return clock(city, start) + "-" + clock(city, city.office().slotEnd(start));
    }

    private static String clock(HaulCity city, long time) {
        return city.office().local(time).format(CLOCK);
    }

    private static Ending overCap(HaulCity city, OfficeState state, Alert open, long now) {
        long start = time(open.evidence(), "slotStart");
        HaulSlot slot = state.slots.get(open.placeId() + "@" + start);
        if (slot != null && now < city.office().slotEnd(start)) {
            return new Ending(
                    "CAP_RAISED",
                    "The " + open.placeEn() + " is within its cap again in the slot " + slot(city, start) + ": the cap is now "
                            + slot.cap() + ".",
                    open.placeJa() + "の" + slot(city, start) + "の枠は、上限が" + slot.cap() + "台となり、上限内に収まりました。");
        }
        String type = open.evidence().getOrDefault("class", "");
        int seen = Integer.parseInt(open.evidence().get("seen"));
        int cap = Integer.parseInt(open.evidence().get("cap"));
        if (slot != null) {
            // The last vehicles may have come after it was told.
            HaulClassUse use = slot.classes().stream()
                    .filter(u -> u.vehicleClass().name().equals(type))
                    .findFirst()
                    .orElse(null);
            seen = type.isEmpty() ? slot.seen() : use == null ? seen : use.seen();
            cap = type.isEmpty() ? slot.cap() : use == null ? cap : use.cap();
        }
        String en = type.isEmpty() ? "construction vehicles" : Watch.CLASS_EN.get(HaulVehicleClass.valueOf(type));
        String ja = type.isEmpty() ? "" : Watch.CLASS_JA.get(HaulVehicleClass.valueOf(type));
        return new Ending(
                "SLOT_ENDED",
                "The slot " + slot(city, start) + " of the " + open.placeEn() + " is over with " + seen + " " + en + ", "
                        + (seen - cap) + " over its cap.",
                open.placeJa() + "の" + slot(city, start) + "の枠は、" + ja + "上限を" + (seen - cap) + "台超える" + seen
                        + "台で終了しました。");
    }

    private static Ending predicted(HaulCity city, OfficeState state, Alert open, long now) {
        long start = time(open.evidence(), "slotStart");
        HaulSlot slot = state.slots.get(open.placeId() + "@" + start);
        if (slot != null && slot.seen() > slot.cap()) {
            return new Ending(
                    "CAME_TRUE",
                    "The " + open.placeEn() + " has gone over its cap in the slot " + slot(city, start) + ", as was foreseen.",
                    open.placeJa() + "の" + slot(city, start) + "の枠は、見込みどおり上限を超えました。");
        }
        if (now >= city.office().slotEnd(start)) {
            return new Ending(
                    "SLOT_ENDED",
                    "The slot " + slot(city, start) + " of the " + open.placeEn() + " is over; it stayed within its cap.",
                    open.placeJa() + "の" + slot(city, start) + "の枠は、上限内で終了しました。");
        }
        return new Ending(
                "RECEDED",
                "The " + open.placeEn() + " is no longer expected to go over its cap in the slot " + slot(city, start) + ".",
                open.placeJa() + "の" + slot(city, start) + "の枠が上限を超えるおそれはなくなりました。");
    }

    private static Ending offRoute(OfficeState state, Alert open) {
        String trip = open.evidence().get("tripId");
        String contractor = open.evidence().get("contractor");
        Entry entry = state.entries.get(trip);
        HaulTrip now = entry == null ? null : entry.trip;
        if (now != null && now.place() == HaulPlace.AT_GATE) {
            return new Ending(
                    "ARRIVED",
                    "Trip " + trip + " of " + contractor + ", which had left its route, has come to its gate.",
                    "経路を外れていた" + contractor + "の搬入" + trip + "は、ゲートに到着しました。");
        }
        if (now != null && now.place() == HaulPlace.ON_ROUTE) {
            return new Ending(
                    "BACK",
                    "Trip " + trip + " of " + contractor + " is back on its route (" + open.placeEn() + ").",
                    contractor + "の搬入" + trip + "は、指定経路（" + open.placeJa() + "）に戻りました。");
        }
        return new Ending(
                "PAST",
                "Trip " + trip + " of " + contractor + ", which had left its route, is over.",
                "経路を外れていた" + contractor + "の搬入" + trip + "は終了しました。");
    }

    private static Ending convoy(HaulCity city, OfficeState state, Alert open, long now) {
        long start = time(open.evidence(), "slotStart");
        String contractor = open.evidence().get("contractor");
        long missing = state.entries.values().stream()
                .map(entry -> entry.trip)
                .filter(trip -> trip.contractor().equals(contractor)
                        && trip.routeId().equals(open.placeId())
                        && trip.slotStart() == start
                        && trip.seenAt() == 0)
                .count();
        if (missing < Watch.CONVOY) {
            return new Ending(
                    "COME",
                    "The delayed vehicles of " + contractor + " on the " + open.placeEn() + " (slot " + slot(city, start)
                            + ") have come.",
                    "遅れていた" + contractor + "の車両（" + open.placeJa() + "、" + slot(city, start) + "の枠）が到着しました。");
        }
        return new Ending(
                "GIVEN_UP",
                missing + " vehicles of " + contractor + " due on the " + open.placeEn() + " in the slot " + slot(city, start)
                        + " are no longer waited for.",
                contractor + "の車両" + missing + "台（" + open.placeJa() + "、" + slot(city, start) + "の枠）は、来ないものとして扱います。");
    }
}
