package city.mio.events;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something a person should act on, in one step of its life.
 *
 * @param alertId the same through its whole life
 * @param type what it is about
 * @param severity how much it matters
 * @param status this step
 * @param since when it opened, event time, UTC epoch milliseconds
 * @param time when this step happened, event time, UTC epoch milliseconds
 * @param linkId the link; 0 where it has none
 * @param placeId detector, camera, route or link that it is about
 * @param placeEn name of the place
 * @param placeJa name of the place
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 * @param sentenceEn one sentence
 * @param sentenceJa one sentence
 * @param evidence figures behind it, by name, SI units in the name; iterates in key order
 * @param acknowledgedBy who took note; empty if nobody
 */
public record Alert(
        String alertId,
        AlertType type,
        AlertSeverity severity,
        AlertStatus status,
        long since,
        long time,
        long linkId,
        String placeId,
        String placeEn,
        String placeJa,
        double lon,
        double lat,
        String sentenceEn,
        String sentenceJa,
        Map<String, String> evidence,
        String acknowledgedBy) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public Alert {
        Checks.text("alertId", alertId);
        Checks.present("type", type);
        Checks.present("severity", severity);
        Checks.present("status", status);
        Checks.time("since", since);
        Checks.time("time", time);
        Checks.present("placeId", placeId);
        Checks.present("placeEn", placeEn);
        Checks.present("placeJa", placeJa);
        Checks.range("lon", lon, -180, 180);
        Checks.range("lat", lat, -90, 90);
        Checks.text("sentenceEn", sentenceEn);
        Checks.text("sentenceJa", sentenceJa);
        Checks.present("evidence", evidence);
        Checks.present("acknowledgedBy", acknowledgedBy);
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .alertId(alertId)
                .type(type)
                .severity(severity)
                .status(status)
                .since(since)
                .time(time)
                .linkId(linkId)
                .placeId(placeId)
                .placeEn(placeEn)
                .placeJa(placeJa)
                .lon(lon)
                .lat(lat)
                .sentenceEn(sentenceEn)
                .sentenceJa(sentenceJa)
                .evidence(evidence)
                .acknowledgedBy(acknowledgedBy);
    }

    /** Collects the fields of a {@link Alert}; not thread-safe. */
    public static final class Builder {
        private String alertId;
        private AlertType type;
        private AlertSeverity severity;
        private AlertStatus status = AlertStatus.OPENED;
        private long since;
        private long time;
        private long linkId;
        private String placeId = "";
        private String placeEn = "";
        private String placeJa = "";
        private double lon;
        private double lat;
        private String sentenceEn = "";
        private String sentenceJa = "";
        private Map<String, String> evidence = Map.of();
        private String acknowledgedBy = "";

        private Builder() {}

        public Builder alertId(String alertId) {
            this.alertId = alertId;
            return this;
        }

        public Builder type(AlertType type) {
            this.type = type;
            return this;
        }

        public Builder severity(AlertSeverity severity) {
            this.severity = severity;
            return this;
        }

        public Builder status(AlertStatus status) {
            this.status = status;
            return this;
        }

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder placeId(String placeId) {
            this.placeId = placeId;
            return this;
        }

        public Builder placeEn(String placeEn) {
            this.placeEn = placeEn;
            return this;
        }

        public Builder placeJa(String placeJa) {
            this.placeJa = placeJa;
            return this;
        }

        public Builder lon(double lon) {
            this.lon = lon;
            return this;
        }

        public Builder lat(double lat) {
            this.lat = lat;
            return this;
        }

        public Builder sentenceEn(String sentenceEn) {
            this.sentenceEn = sentenceEn;
            return this;
        }

        public Builder sentenceJa(String sentenceJa) {
            this.sentenceJa = sentenceJa;
            return this;
        }

        public Builder evidence(Map<String, String> evidence) {
            this.evidence = evidence;
            return this;
        }

        public Builder acknowledgedBy(String acknowledgedBy) {
            this.acknowledgedBy = acknowledgedBy;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public Alert build() {
            return new Alert(
                    alertId, type, severity, status, since, time, linkId, placeId, placeEn, placeJa, lon, lat, sentenceEn, sentenceJa, evidence, acknowledgedBy);
        }
    }
}
