package city.mio.events;

/**
 * What a bus, or its driver, tells.
 *
 * @param operatorId who runs the service
 * @param zoneId the zone that it serves
 * @param vehicleId of the fleet
 * @param sequence counts up per vehicle from 1; 0 where the device has none, then (vehicle, kind, time) is the identity
 * @param kind what is told
 * @param time when it happened, UTC epoch milliseconds
 * @param lon WGS 84 degrees; NaN if absent
 * @param lat WGS 84 degrees; NaN if absent
 * @param speedMps over ground; NaN if absent
 * @param headingDegrees clockwise from north, [0, 360); NaN if absent
 * @param stopId stop or depot reached or left; empty otherwise
 * @param requestId whose rider was not there; empty otherwise
 * @param planVersion version of the plan that the device has; 0 otherwise
 */
public record BusStatus(
        String operatorId,
        String zoneId,
        String vehicleId,
        long sequence,
        BusStatusKind kind,
        long time,
        double lon,
        double lat,
        float speedMps,
        float headingDegrees,
        String stopId,
        String requestId,
        long planVersion) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public BusStatus {
        Checks.text("operatorId", operatorId);
        Checks.text("zoneId", zoneId);
        Checks.text("vehicleId", vehicleId);
        Checks.notNegative("sequence", sequence);
        Checks.present("kind", kind);
        Checks.time("time", time);
        Checks.absentOrRange("lon", lon, -180, 180);
        Checks.absentOrRange("lat", lat, -90, 90);
        if (Double.isNaN(lon) != Double.isNaN(lat)) {
            throw new IllegalArgumentException("lon and lat belong together");
        }
        Checks.absentOrRange("speedMps", speedMps, 0, 150);
        Checks.absentOrRange("headingDegrees", headingDegrees, 0, 360);
        Checks.present("stopId", stopId);
        Checks.present("requestId", requestId);
        Checks.notNegative("planVersion", planVersion);
        if (kind == BusStatusKind.POSITION && Double.isNaN(lon)) {
            throw new IllegalArgumentException("lon is missing");
        }
        if (kind == BusStatusKind.STOP_REACHED) {
            Checks.text("stopId", stopId);
        }
        if (kind == BusStatusKind.NO_SHOW) {
            Checks.text("requestId", requestId);
        }
    }

    /** The service that it is for, as it partitions the topic: operator and zone. */
    public String serviceKey() {
        return operatorId + "/" + zoneId;
    }

    /** Whether it says where the bus is. */
    public boolean hasPosition() {
        return !Double.isNaN(lon);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .operatorId(operatorId)
                .zoneId(zoneId)
                .vehicleId(vehicleId)
                .sequence(sequence)
                .kind(kind)
                .time(time)
                .lon(lon)
                .lat(lat)
                .speedMps(speedMps)
                .headingDegrees(headingDegrees)
                .stopId(stopId)
                .requestId(requestId)
                .planVersion(planVersion);
    }

    /** Collects the fields of a {@link BusStatus}; not thread-safe. */
    public static final class Builder {
        private String operatorId;
        private String zoneId;
        private String vehicleId;
        private long sequence;
        private BusStatusKind kind = BusStatusKind.POSITION;
        private long time;
        private double lon = Double.NaN;
        private double lat = Double.NaN;
        private float speedMps = Float.NaN;
        private float headingDegrees = Float.NaN;
        private String stopId = "";
        private String requestId = "";
        private long planVersion;

        private Builder() {}

        public Builder operatorId(String operatorId) {
            this.operatorId = operatorId;
            return this;
        }

        public Builder zoneId(String zoneId) {
            this.zoneId = zoneId;
            return this;
        }

        public Builder vehicleId(String vehicleId) {
            this.vehicleId = vehicleId;
            return this;
        }

        public Builder sequence(long sequence) {
            this.sequence = sequence;
            return this;
        }

        public Builder kind(BusStatusKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
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

        public Builder speedMps(float speedMps) {
            this.speedMps = speedMps;
            return this;
        }

        public Builder headingDegrees(float headingDegrees) {
            this.headingDegrees = headingDegrees;
            return this;
        }

        public Builder stopId(String stopId) {
            this.stopId = stopId;
            return this;
        }

        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        public Builder planVersion(long planVersion) {
            this.planVersion = planVersion;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public BusStatus build() {
            return new BusStatus(
                    operatorId,
                    zoneId,
                    vehicleId,
                    sequence,
                    kind,
                    time,
                    lon,
                    lat,
                    speedMps,
                    headingDegrees,
                    stopId,
                    requestId,
                    planVersion);
        }
    }
}
