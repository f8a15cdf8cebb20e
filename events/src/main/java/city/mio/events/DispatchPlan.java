package city.mio.events;

import java.util.List;

/**
 * What a bus has to do from now on, as a version. What is being served is not in it any more.
 *
 * @param operatorId who runs the service
 * @param zoneId the zone that it serves
 * @param vehicleId of the fleet
 * @param version rises with each plan of the vehicle
 * @param acknowledgedVersion the newest that its device has told to have; 0 if none
 * @param time when it was decided, event time, UTC epoch milliseconds
 * @param seatsOnBoard seats taken now
 * @param wheelchairsOnBoard wheelchairs on board now
 * @param stops in visiting order
 */
public record DispatchPlan(
        String operatorId,
        String zoneId,
        String vehicleId,
        long version,
        long acknowledgedVersion,
        long time,
        int seatsOnBoard,
        int wheelchairsOnBoard,
        List<PlanStop> stops) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public DispatchPlan {
        Checks.text("operatorId", operatorId);
        Checks.text("zoneId", zoneId);
        Checks.text("vehicleId", vehicleId);
        Checks.notNegative("version", version);
        Checks.notNegative("acknowledgedVersion", acknowledgedVersion);
        Checks.time("time", time);
        Checks.notNegative("seatsOnBoard", seatsOnBoard);
        Checks.notNegative("wheelchairsOnBoard", wheelchairsOnBoard);
        Checks.present("stops", stops);
        stops = List.copyOf(stops);
    }

    /** The service that it is for, as it partitions the topic: operator and zone. */
    public String serviceKey() {
        return operatorId + "/" + zoneId;
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
                .version(version)
                .acknowledgedVersion(acknowledgedVersion)
                .time(time)
                .seatsOnBoard(seatsOnBoard)
                .wheelchairsOnBoard(wheelchairsOnBoard)
                .stops(stops);
    }

    /** Collects the fields of a {@link DispatchPlan}; not thread-safe. */
    public static final class Builder {
        private String operatorId;
        private String zoneId;
        private String vehicleId;
        private long version;
        private long acknowledgedVersion;
        private long time;
        private int seatsOnBoard;
        private int wheelchairsOnBoard;
        private List<PlanStop> stops = List.of();

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

        public Builder version(long version) {
            this.version = version;
            return this;
        }

        public Builder acknowledgedVersion(long acknowledgedVersion) {
            this.acknowledgedVersion = acknowledgedVersion;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder seatsOnBoard(int seatsOnBoard) {
            this.seatsOnBoard = seatsOnBoard;
            return this;
        }

        public Builder wheelchairsOnBoard(int wheelchairsOnBoard) {
            this.wheelchairsOnBoard = wheelchairsOnBoard;
            return this;
        }

        public Builder stops(List<PlanStop> stops) {
            this.stops = stops;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public DispatchPlan build() {
            return new DispatchPlan(
                    operatorId,
                    zoneId,
                    vehicleId,
                    version,
                    acknowledgedVersion,
                    time,
                    seatsOnBoard,
                    wheelchairsOnBoard,
                    stops);
        }
    }
}
