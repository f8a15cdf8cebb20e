package city.mio.events;

import java.util.List;

/**
 * A halt of a bus's plan.
 *
 * @param placeId stop or depot
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 * @param kind what for
 * @param arriveTime when service begins, UTC epoch milliseconds
 * @param departTime when the bus goes on, UTC epoch milliseconds
 * @param boarding request ids of who boards
 * @param alighting request ids of who alights
 * @param seatsAfter seats taken when it goes on
 * @param wheelchairsAfter wheelchairs on board when it goes on
 */
public record PlanStop(
        String placeId,
        double lon,
        double lat,
        PlanStopKind kind,
        long arriveTime,
        long departTime,
        List<String> boarding,
        List<String> alighting,
        int seatsAfter,
        int wheelchairsAfter) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public PlanStop {
        Checks.text("placeId", placeId);
        Checks.range("lon", lon, -180, 180);
        Checks.range("lat", lat, -90, 90);
        Checks.present("kind", kind);
        Checks.time("arriveTime", arriveTime);
        Checks.notBefore("departTime", arriveTime, departTime);
        Checks.present("boarding", boarding);
        Checks.present("alighting", alighting);
        Checks.notNegative("seatsAfter", seatsAfter);
        Checks.notNegative("wheelchairsAfter", wheelchairsAfter);
        boarding = List.copyOf(boarding);
        alighting = List.copyOf(alighting);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .placeId(placeId)
                .lon(lon)
                .lat(lat)
                .kind(kind)
                .arriveTime(arriveTime)
                .departTime(departTime)
                .boarding(boarding)
                .alighting(alighting)
                .seatsAfter(seatsAfter)
                .wheelchairsAfter(wheelchairsAfter);
    }

    /** Collects the fields of a {@link PlanStop}; not thread-safe. */
    public static final class Builder {
        private String placeId;
        private double lon;
        private double lat;
        private PlanStopKind kind;
        private long arriveTime;
        private long departTime;
        private List<String> boarding;
        private List<String> alighting;
        private int seatsAfter;
        private int wheelchairsAfter;

        private Builder() {}

        public Builder placeId(String placeId) {
            this.placeId = placeId;
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

        public Builder kind(PlanStopKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder arriveTime(long arriveTime) {
            this.arriveTime = arriveTime;
            return this;
        }

        public Builder departTime(long departTime) {
            this.departTime = departTime;
            return this;
        }

        public Builder boarding(List<String> boarding) {
            this.boarding = boarding;
            return this;
        }

        public Builder alighting(List<String> alighting) {
            this.alighting = alighting;
            return this;
        }

        public Builder seatsAfter(int seatsAfter) {
            this.seatsAfter = seatsAfter;
            return this;
        }

        public Builder wheelchairsAfter(int wheelchairsAfter) {
            this.wheelchairsAfter = wheelchairsAfter;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public PlanStop build() {
            return new PlanStop(
                    placeId,
                    lon,
                    lat,
                    kind,
                    arriveTime,
                    departTime,
                    boarding,
                    alighting,
                    seatsAfter,
                    wheelchairsAfter);
        }
    }
}
