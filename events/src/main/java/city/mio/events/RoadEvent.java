package city.mio.events;

/**
 * Something known about the road: a closure, an accident, rain, a crowd.
 *
 * @param eventId stable over updates
 * @param kind what happened
 * @param start UTC epoch milliseconds, inclusive
 * @param end UTC epoch milliseconds, exclusive
 * @param linkId where; 0 means the whole city
 * @param lanesClosed lanes that cannot be used
 * @param magnitude rain in mm/h, crowd in trips; 0 where it has no meaning
 * @param descriptionEn one sentence
 * @param descriptionJa one sentence
 */
public record RoadEvent(
        String eventId,
        RoadEventKind kind,
        long start,
        long end,
        long linkId,
        int lanesClosed,
        double magnitude,
        String descriptionEn,
        String descriptionJa) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public RoadEvent {
        Checks.text("eventId", eventId);
        Checks.present("kind", kind);
        Checks.time("start", start);
        Checks.time("end", end);
        Checks.order("end", start, end);
        Checks.notNegative("lanesClosed", lanesClosed);
        Checks.range("magnitude", magnitude, 0, 1e9);
        Checks.present("descriptionEn", descriptionEn);
        Checks.present("descriptionJa", descriptionJa);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .eventId(eventId)
                .kind(kind)
                .start(start)
                .end(end)
                .linkId(linkId)
                .lanesClosed(lanesClosed)
                .magnitude(magnitude)
                .descriptionEn(descriptionEn)
                .descriptionJa(descriptionJa);
    }

    /** Collects the fields of a {@link RoadEvent}; not thread-safe. */
    public static final class Builder {
        private String eventId;
        private RoadEventKind kind;
        private long start;
        private long end;
        private long linkId;
        private int lanesClosed;
        private double magnitude;
        private String descriptionEn = "";
        private String descriptionJa = "";

        private Builder() {}

        public Builder eventId(String eventId) {
            this.eventId = eventId;
            return this;
        }

        public Builder kind(RoadEventKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder start(long start) {
            this.start = start;
            return this;
        }

        public Builder end(long end) {
            this.end = end;
            return this;
        }

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder lanesClosed(int lanesClosed) {
            this.lanesClosed = lanesClosed;
            return this;
        }

        public Builder magnitude(double magnitude) {
            this.magnitude = magnitude;
            return this;
        }

        public Builder descriptionEn(String descriptionEn) {
            this.descriptionEn = descriptionEn;
            return this;
        }

        public Builder descriptionJa(String descriptionJa) {
            this.descriptionJa = descriptionJa;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public RoadEvent build() {
            return new RoadEvent(
                    eventId, kind, start, end, linkId, lanesClosed, magnitude, descriptionEn, descriptionJa);
        }
    }
}
