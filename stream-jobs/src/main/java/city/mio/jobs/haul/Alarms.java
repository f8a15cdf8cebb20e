package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The life of an alert that holds as long as a condition does: opened, told again when it has become graver, or when its
 * sentence has changed and at least five minutes have gone, cleared with a sentence that says what has ended. Ids are made of what it is about and when it began, so that a replay gives the same.
 */
final class Alarms {

    private static final long AGAIN_MILLIS = 300_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What would be said. */
    record Words(
            AlertType type,
            AlertSeverity severity,
            String placeId,
            String placeEn,
            String placeJa,
            long linkId,
            double lon,
            double lat,
            String en,
            String ja,
            Map<String, String> evidence) {}

    private final HaulCity city;
    private final OfficeState state;
    private final Voice voice;
    private final long now;

    Alarms(HaulCity city, OfficeState state, Voice voice, long now) {
        this.city = city;
        this.state = state;
        this.voice = voice;
        this.now = now;
    }

    /** The condition holds. */
    void hold(String key, Words words) {
        Alert open = state.alerts.get(key);
        boolean graver = open != null && words.severity().compareTo(open.severity()) > 0;
        if (open != null && !graver && (open.sentenceEn().equals(words.en()) || now - open.time() < AGAIN_MILLIS)) {
            return;
        }
        long since = open == null ? now : open.since();
        Alert alert = Alert.builder()
                .alertId(key.replaceAll("[^A-Za-z0-9._~-]", "_") + "-" + STAMP.format(Instant.ofEpochMilli(since)))
                .type(words.type())
                .severity(words.severity())
                .status(open == null ? AlertStatus.OPENED : AlertStatus.UPDATED)
                .since(since)
                .time(now)
                .linkId(words.linkId())
                .placeId(words.placeId())
                .placeEn(words.placeEn())
                .placeJa(words.placeJa())
                .lon(words.lon())
                .lat(words.lat())
                .sentenceEn(words.en())
                .sentenceJa(words.ja())
                .evidence(words.evidence())
                .build();
        state.alerts.put(key, alert);
        voice.alert(alert);
    }

    /** The condition holds no more, if it did. */
    void end(String key) {
        Alert open = state.alerts.remove(key);
        if (open != null) {
            Endings.Ending ending = Endings.of(city, state, open, now);
            Map<String, String> evidence = new TreeMap<>(open.evidence());
            evidence.put("ending", ending.why());
            evidence.put("durationSeconds", Long.toString((now - open.since()) / 1000));
            voice.alert(open.toBuilder()
                    .status(AlertStatus.CLEARED)
                    .time(now)
                    .sentenceEn(ending.en())
                    .sentenceJa(ending.ja())
                    .evidence(evidence)
                    .build());
        }
    }
}
