package city.mio.simulators.city;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What city is simulated, and how. Everything random follows from the seed: the same settings on the same network
 * give the same stream. Immutable.
 *
 * @param seed of everything random
 * @param start first moment that is seen, simulated time
 * @param warmUpMinutes simulated before the start and not seen, so that the roads are not empty at the start
 * @param tripsPerHour vehicle trips in the busiest hour of the week
 * @param probeShare of the vehicles that send positions
 * @param incidentsPerHour over the whole network
 * @param rain showers
 * @param crowds whether the city's crowd events take place
 * @param haul construction trucks
 * @param faults of devices
 * @param retentionMinutes how long the truth is kept
 */
@JsonDeserialize(builder = SimulationSettings.Builder.class)
public record SimulationSettings(
        long seed,
        Instant start,
        double warmUpMinutes,
        double tripsPerHour,
        double probeShare,
        double incidentsPerHour,
        List<RainShower> rain,
        boolean crowds,
        HaulTraffic haul,
        FaultRates faults,
        int retentionMinutes) {

    /** Wednesday 2026-11-18, 07:00 in Osaka: the morning peak builds up. */
    private static final Instant DEFAULT_START = Instant.parse("2026-11-17T22:00:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public SimulationSettings {
        if (start == null) {
            throw new IllegalArgumentException("start is missing");
        }
        if (start.toEpochMilli() <= 0) {
            throw new IllegalArgumentException("start is before 1970: " + start);
        }
        range("warmUpMinutes", warmUpMinutes, 0, 24 * 60);
        range("tripsPerHour", tripsPerHour, 0, 1e7);
        FaultRates.share("probeShare", probeShare);
        range("incidentsPerHour", incidentsPerHour, 0, 1000);
        if (rain == null || haul == null || faults == null) {
            throw new IllegalArgumentException((rain == null ? "rain" : haul == null ? "haul" : "faults") + " is missing");
        }
        rain = rain.stream()
                .sorted(Comparator.comparingDouble(RainShower::afterMinutes))
                .toList();
        range("retentionMinutes", retentionMinutes, 1, 7 * 24 * 60);
    }

    private static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }

    /** The mapper that reads and writes settings: instants in ISO 8601, unknown fields refused. A copy. */
    public static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /** A builder with a demonstration's settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return new Builder()
                .seed(seed)
                .start(start)
                .warmUpMinutes(warmUpMinutes)
                .tripsPerHour(tripsPerHour)
                .probeShare(probeShare)
                .incidentsPerHour(incidentsPerHour)
                .rain(rain)
                .crowds(crowds)
                .haul(haul)
                .faults(faults)
                .retentionMinutes(retentionMinutes);
    }

    /** Collects the settings; not thread-safe. */
    @JsonPOJOBuilder(withPrefix = "")
    public static final class Builder {
        private long seed = 1;
        private Instant start = DEFAULT_START;
        private double warmUpMinutes = 25;
        private double tripsPerHour = 20_000;
        private double probeShare = 0.05;
        private double incidentsPerHour = 2;
        private List<RainShower> rain = List.of(new RainShower(50, 40, 5));
        private boolean crowds = true;
        private HaulTraffic haul = HaulTraffic.usual();
        private FaultRates faults = FaultRates.builder().build();
        private int retentionMinutes = 180;

        private Builder() {}

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Builder start(Instant start) {
            this.start = start;
            return this;
        }

        public Builder warmUpMinutes(double minutes) {
            this.warmUpMinutes = minutes;
            return this;
        }

        public Builder tripsPerHour(double trips) {
            this.tripsPerHour = trips;
            return this;
        }

        public Builder probeShare(double share) {
            this.probeShare = share;
            return this;
        }

        public Builder incidentsPerHour(double incidents) {
            this.incidentsPerHour = incidents;
            return this;
        }

        public Builder rain(List<RainShower> showers) {
            this.rain = showers;
            return this;
        }

        public Builder crowds(boolean takePlace) {
            this.crowds = takePlace;
            return this;
        }

        public Builder haul(HaulTraffic haul) {
            this.haul = haul;
            return this;
        }

        public Builder faults(FaultRates faults) {
            this.faults = faults;
            return this;
        }

        public Builder retentionMinutes(int minutes) {
            this.retentionMinutes = minutes;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public SimulationSettings build() {
            return new SimulationSettings(
                    seed,
                    start,
                    warmUpMinutes,
                    tripsPerHour,
                    probeShare,
                    incidentsPerHour,
                    rain,
                    crowds,
                    haul,
                    faults,
                    retentionMinutes);
        }
    }
}
