package city.mio.jobs.dispatch;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.TripReference;
import city.mio.geo.places.LocalName;
import city.mio.models.dispatch.live.Offer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Alerts of promises to riders: when they open, change and clear, and their words. */
final class PromiseAlerts {

    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ServiceSettings settings;
    private final ZoneId zone;
    private final Map<String, ServiceSettings.Stop> stops = new HashMap<>();

    PromiseAlerts(ServiceSettings settings) {
        this.settings = settings;
        zone = settings.zoneId();
        settings.stops().forEach(stop -> stops.put(stop.id(), stop));
    }

    /** A promise cannot be kept, and another has taken its place. */
    void slipped(ServiceMemory memory, Offer offer, long promisedPickup, long promisedDropOff, Tell tell) {
        long latePickup = offer.pickupMillis() - promisedPickup;
        long lateDropOff = offer.dropOffMillis() - promisedDropOff;
        long late = Math.max(0, Math.max(latePickup, lateDropOff)) / 1000;
        boolean pickup = latePickup >= lateDropOff;
        boolean inTime = latePickup <= 0 && lateDropOff <= 0;
        Map<String, String> evidence = evidence(offer.requestId());
        evidence.put("vehicleId", offer.vehicleId());
        evidence.put("promisedPickup", Instant.ofEpochMilli(promisedPickup).toString());
        evidence.put("promisedDropOff", Instant.ofEpochMilli(promisedDropOff).toString());
        evidence.put("plannedPickup", Instant.ofEpochMilli(offer.pickupMillis()).toString());
        evidence.put("plannedDropOff", Instant.ofEpochMilli(offer.dropOffMillis()).toString());
        evidence.put("lateSeconds", Long.toString(late));
        LocalName stop = name(pickup ? offer.fromStopId() : offer.toStopId());
        long at = pickup ? offer.pickupMillis() : offer.dropOffMillis();
        long minutes = Math.max(1, Math.round(late / 60.0));
        String en = inTime
                ? "A trip of " + settings.operator().name().en() + " is not as promised, though in time: it is now from "
                        + name(offer.fromStopId()).en() + " at " + clock(offer.pickupMillis()) + " to "
                        + name(offer.toStopId()).en() + " at " + clock(offer.dropOffMillis()) + "."
                : pickup
                ? "A rider of " + settings.operator().name().en() + " waits at " + stop.en()
                        + " longer than promised: pick-up at " + clock(at) + ", " + minutes
                        + " min later than the latest promised."
                : "A rider of " + settings.operator().name().en() + " arrives at " + stop.en()
                        + " later than promised: at " + clock(at) + ", " + minutes + " min later than the latest promised.";
        String ja = inTime
                ? settings.operator().name().ja() + "の便が約束から変わりました（時刻は約束の範囲内）。" + name(offer.fromStopId()).ja()
                        + clockJa(offer.pickupMillis()) + "発、" + name(offer.toStopId()).ja()
                        + clockJa(offer.dropOffMillis()) + "着です。"
                : pickup
                ? stop.ja() + "の利用者のお迎え（" + settings.operator().name().ja() + "）が約束より遅れます。お迎えは" + clockJa(at)
                        + "、約束の最終時刻より" + minutes + "分後の見込みです。"
                : stop.ja() + "への到着（" + settings.operator().name().ja() + "）が約束より遅れます。到着は" + clockJa(at)
                        + "、約束の最終時刻より" + minutes + "分後の見込みです。";
        Alert before = open(memory, offer.requestId(), AlertType.PROMISE_AT_RISK);
        tell(memory, step(AlertType.PROMISE_AT_RISK, AlertSeverity.WARNING, offer.fromStopId(), memory.now, before,
                evidence, en, ja), tell);
    }

    /** A promised trip cannot be made. */
    void failed(ServiceMemory memory, String requestId, String fromStopId, String why, Tell tell) {
        Map<String, String> evidence = evidence(requestId);
        evidence.put("why", why);
        LocalName stop = name(fromStopId);
        String en = "A promised trip of " + settings.operator().name().en() + " from " + stop.en() + " cannot be made: " + why
                + ".";
        String ja = stop.ja() + "からの予約便（" + settings.operator().name().ja() + "）を運行できません。お迎えできる車両がありません。";
        Alert before = open(memory, requestId, AlertType.PROMISE_BROKEN);
        tell(memory, step(AlertType.PROMISE_BROKEN, AlertSeverity.CRITICAL, fromStopId, memory.now, before, evidence, en, ja),
                tell);
    }

    /** The trip has ended: what was at risk is so no more. */
    void ended(ServiceMemory memory, String requestId, String ending, Tell tell) {
        clear(memory, requestId, AlertType.PROMISE_AT_RISK, ending, tell);
    }

    /** The request is forgotten. */
    void forgotten(ServiceMemory memory, String requestId, Tell tell) {
        clear(memory, requestId, AlertType.PROMISE_AT_RISK, "PAST", tell);
        clear(memory, requestId, AlertType.PROMISE_BROKEN, "PAST", tell);
    }

    private String reference(String requestId) {
        return TripReference.of(settings.key(), requestId);
    }

    private void clear(ServiceMemory memory, String requestId, AlertType type, String ending, Tell tell) {
        Alert before = open(memory, requestId, type);
        if (before != null) {
            Map<String, String> evidence = new TreeMap<>(before.evidence());
            evidence.put("ending", ending);
            tell(memory, before.toBuilder()
                    .status(AlertStatus.CLEARED)
                    .time(Math.max(before.time(), memory.now))
                    .evidence(evidence)
                    .build(), tell);
        }
    }

    private Alert open(ServiceMemory memory, String requestId, AlertType type) {
        List<Alert> found = new ArrayList<>(1);
        for (Alert alert : memory.alerts.values()) {
            if (alert.type() == type && reference(requestId).equals(alert.evidence().get("trip"))) {
                found.add(alert);
            }
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static void tell(ServiceMemory memory, Alert alert, Tell tell) {
        if (alert.status() == AlertStatus.CLEARED) {
            memory.alerts.remove(alert.alertId());
        } else {
            memory.alerts.put(alert.alertId(), alert);
        }
        tell.alert(alert);
    }

    private Alert step(
            AlertType type,
            AlertSeverity severity,
            String stopId,
            long now,
            Alert before,
            Map<String, String> evidence,
            String en,
            String ja) {
        ServiceSettings.Stop stop = stops.getOrDefault(stopId, settings.stops().get(0));
        long since = before == null ? now : before.since();
        String id = type.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + settings.operator().id() + "-"
                + settings.zone().id() + "-" + evidence.get("trip") + "-" + COMPACT.format(Instant.ofEpochMilli(since));
        return Alert.builder()
                .alertId(id)
                .type(type)
                .severity(severity)
                .status(before == null ? AlertStatus.OPENED : AlertStatus.UPDATED)
                .since(since)
                .time(now)
                .placeId(stopId)
                .placeEn(stop.name().en())
                .placeJa(stop.name().ja())
                .lon(stop.lon())
                .lat(stop.lat())
                .sentenceEn(en)
                .sentenceJa(ja)
                .evidence(evidence)
                .build();
    }

    private Map<String, String> evidence(String requestId) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("operatorId", settings.operator().id());
        evidence.put("zoneId", settings.zone().id());
        // Everybody may read alerts: who knows the request id may cancel the trip.
        evidence.put("trip", reference(requestId));
        return evidence;
    }

    private LocalName name(String stopId) {
        ServiceSettings.Stop stop = stops.get(stopId);
        return stop == null ? new LocalName(stopId, stopId) : stop.name();
    }

    private String clock(long time) {
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
        return String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
    }

    private String clockJa(long time) {
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
        return String.format(Locale.ROOT, "%d時%02d分", local.getHour(), local.getMinute());
    }
}
