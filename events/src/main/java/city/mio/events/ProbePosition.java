package city.mio.events;

/**
 * One GPS fix of one vehicle.
 *
 * @param vehicleId stable within a day, never a plate number
 * @param kind what the vehicle is
 * @param sequence counts up per vehicle from 1; 0 where the device has none, then (vehicle, time) is the identity
 * @param time when the fix was taken, UTC epoch milliseconds
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 * @param speedMps over ground; NaN if absent
 * @param headingDegrees clockwise from north, [0, 360); NaN if absent
 * @param accuracyMetres radius of 68 % confidence; NaN if absent
 */
public record ProbePosition(
        String vehicleId,
        VehicleKind kind,
        long sequence,
        long time,
        double lon,
        double lat,
        float speedMps,
        float headingDegrees,
        float accuracyMetres) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public ProbePosition {
        Checks.text("vehicleId", vehicleId);
        Checks.present("kind", kind);
        Checks.notNegative("sequence", sequence);
        Checks.time("time", time);
        Checks.range("lon", lon, -180, 180);
        Checks.range("lat", lat, -90, 90);
        Checks.absentOrRange("speedMps", speedMps, 0, 140);
        Checks.absentOrRange("headingDegrees", headingDegrees, 0, 360);
        Checks.absentOrRange("accuracyMetres", accuracyMetres, 0, 100_000);
    }

    /** What tells two fixes of this vehicle apart: the sequence, or the time where there is none. */
    public long identity() {
        return sequence != 0 ? sequence : time;
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .vehicleId(vehicleId)
                .kind(kind)
                .sequence(sequence)
                .time(time)
                .lon(lon)
                .lat(lat)
                .speedMps(speedMps)
                .headingDegrees(headingDegrees)
                .accuracyMetres(accuracyMetres);
    }

    /** Collects the fields of a {@link ProbePosition}; not thread-safe. */
    public static final class Builder {
        private String vehicleId;
        private VehicleKind kind = VehicleKind.CAR;
        private long sequence;
        private long time;
        private double lon = Double.NaN;
        private double lat = Double.NaN;
        private float speedMps = Float.NaN;
        private float headingDegrees = Float.NaN;
        private float accuracyMetres = Float.NaN;

        private Builder() {}

        public Builder vehicleId(String vehicleId) {
            this.vehicleId = vehicleId;
            return this;
        }

        public Builder kind(VehicleKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder sequence(long sequence) {
            this.sequence = sequence;
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

        public Builder accuracyMetres(float accuracyMetres) {
            this.accuracyMetres = accuracyMetres;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public ProbePosition build() {
            return new ProbePosition(
                    vehicleId, kind, sequence, time, lon, lat, speedMps, headingDegrees, accuracyMetres);
        }
    }
}
