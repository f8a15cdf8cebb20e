package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.HaulPassage;
import city.mio.events.HaulTrip;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CameraSite;
import city.mio.models.haul.PlateChange;
import city.mio.models.haul.PlateDeclaration;
import city.mio.models.haul.PlateRegister;
import city.mio.models.haul.PlateSettings;
import city.mio.models.haul.PlateState;
import city.mio.models.haul.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which plates nobody declared: holds the readings of cameras against the declarations that the office has taken, and tells
 * the alerts. Plates appear as the first letters of their hash. Of one task.
 */
final class PlateWatch {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter CLOCK_JA = DateTimeFormatter.ofPattern("H時mm分");

    private final HaulCity city;
    private final PlateRegister register = new PlateRegister(PlateSettings.DEFAULT);

    PlateWatch(HaulCity city) {
        this.city = city;
    }

    /** A firm trip with a plate, or its correction: it covers the plate in the slot it was given, or else declared. */
    void declare(OfficeState state, HaulTrip trip, long now, Voice voice) {
        if (!trip.plateHash().isEmpty()) {
            long start = trip.slotStart() > 0 ? trip.slotStart() : trip.declaredSlotStart();
            take(state, trip, new PlateDeclaration(trip.tripId(), start, city.office().slotEnd(start), true), now, voice);
        }
    }

    /** A trip that covers its plate no more. */
    void withdraw(OfficeState state, HaulTrip trip, long now, Voice voice) {
        long start = trip.declaredSlotStart();
        if (state.plates.containsKey(trip.plateHash())) {
            take(state, trip, new PlateDeclaration(trip.tripId(), start, city.office().slotEnd(start), false), now, voice);
        }
    }

    private void take(OfficeState state, HaulTrip trip, PlateDeclaration declaration, long now, Voice voice) {
        PlateState plate = state.plates.computeIfAbsent(trip.plateHash(), hash -> new PlateState());
        register.declare(plate, declaration, now).ifPresent(change -> voice.alert(alert(trip.plateHash(), change)));
        if (plate.isEmpty()) {
            state.plates.remove(trip.plateHash());
        }
    }

    /** A reading of a plate; a light van cannot be told from any other. */
    void see(OfficeState state, HaulPassage passage) {
        if (passage.vehicleClass() != HaulVehicleClass.LIGHT) {
            register.see(
                    state.plates.computeIfAbsent(passage.plateHash(), hash -> new PlateState()),
                    new Sighting(passage.time(), passage.cameraId(), passage.confidence(), true));
        }
    }

    /** Lets time pass: judges readings, ends what is over, forgets. */
    void tick(OfficeState state, long now, Voice voice) {
        for (String hash : List.copyOf(state.plates.keySet())) {
            PlateState plate = state.plates.get(hash);
            if (register.deadline(plate) <= now) {
                register.tick(plate, now).forEach(change -> voice.alert(alert(hash, change)));
                if (plate.isEmpty()) {
                    state.plates.remove(hash);
                }
            }
        }
    }

    /** When {@link #tick} has something to do; {@link Long#MAX_VALUE} for never. */
    long deadline(OfficeState state) {
        return state.plates.values().stream().mapToLong(register::deadline).min().orElse(Long.MAX_VALUE);
    }

    private Alert alert(String hash, PlateChange change) {
        Optional<CameraSite> camera = city.findCamera(change.cameraId());
        String en = camera.map(site -> site.name().en()).orElse(change.cameraId());
        String ja = camera.map(site -> site.name().ja()).orElse(change.cameraId());
        double[] at = camera.map(this::point).orElseGet(() -> new double[2]);
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("plateHash", hash);
        evidence.put("cameraId", change.cameraId());
        evidence.put("lastSeen", Instant.ofEpochMilli(change.lastSeen()).toString());
        evidence.put("sightings", Integer.toString(change.sightings()));
        evidence.put("cameras", Integer.toString(change.cameras()));
        evidence.put("readConfidence", String.format(java.util.Locale.ROOT, "%.2f", change.confidence()));
        if (change.ending() != PlateChange.Ending.NONE) {
            evidence.put("ending", change.ending().name());
        }
        String plate = hash.substring(0, Math.min(8, hash.length()));
        String seen = city.office().local(change.lastSeen()).format(CLOCK);
        String seenJa = city.office().local(change.lastSeen()).format(CLOCK_JA);
        return Alert.builder()
                .alertId("plate-" + hash.substring(0, Math.min(16, hash.length())).replaceAll("[^A-Za-z0-9._~-]", "_") + "-"
                        + STAMP.format(Instant.ofEpochMilli(change.since())))
                .type(AlertType.UNREGISTERED_PLATE)
                .severity(AlertSeverity.valueOf(change.severity().name()))
                .status(AlertStatus.valueOf(change.step().name()))
                .since(change.since())
                .time(change.time())
                .linkId(camera.map(CameraSite::linkId).orElse(0L))
                .placeId(change.cameraId())
                .placeEn(en)
                .placeJa(ja)
                .lon(at[0])
                .lat(at[1])
                .sentenceEn(switch (change.step()) {
                    case OPENED -> "An undeclared construction vehicle (plate hash " + plate + ") passed " + en + " at " + seen + ".";
                    case UPDATED -> "The undeclared construction vehicle (plate hash " + plate + ") was seen again, at " + en
                            + " at " + seen + ".";
                    case CLEARED -> change.ending() == PlateChange.Ending.DECLARED
                            ? "The construction vehicle (plate hash " + plate + ") seen at " + en + " at " + seen
                                    + " has now been declared."
                            : "The undeclared construction vehicle (plate hash " + plate + ") has not been seen since " + seen + ".";
                })
                .sentenceJa(switch (change.step()) {
                    case OPENED -> seenJa + "、" + ja + "で届出のない工事車両（照合番号" + plate + "）の通過を確認しました。";
                    case UPDATED -> "届出のない工事車両（照合番号" + plate + "）を、" + seenJa + "に" + ja + "でも確認しました。";
                    case CLEARED -> change.ending() == PlateChange.Ending.DECLARED
                            ? seenJa + "に" + ja + "で確認した工事車両（照合番号" + plate + "）は、届出が確認されました。"
                            : "届出のない工事車両（照合番号" + plate + "）は、" + seenJa + "以降確認されていません。";
                })
                .evidence(evidence)
                .build();
    }

    /** Where a camera stands, straight between the ends of its link. */
    private double[] point(CameraSite site) {
        RoadNetwork roads;
        try {
            roads = city.network();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (roads.findLink(site.linkId()).isEmpty()) {
            return new double[2];
        }
        int link = roads.getLink(site.linkId());
        int from = roads.fromNode(link);
        int to = roads.toNode(link);
        double share = site.offsetShare();
        return new double[] {
            roads.nodeLon(from) + share * (roads.nodeLon(to) - roads.nodeLon(from)),
            roads.nodeLat(from) + share * (roads.nodeLat(to) - roads.nodeLat(from))
        };
    }
}
