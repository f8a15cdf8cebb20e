package city.mio.simulators.riders;

/** The world around the dispatcher. Immutable. */
public final class LoopSettings {

    private final int vehicles;
    private final int capacity;
    private final int stopSeconds;
    private final long seed;
    private final int thinkEverySeconds;
    private final double noShowShare;
    private final double cancelShare;
    private final int breakdowns;
    private final double slowdown;

    private LoopSettings(Builder builder) {
        vehicles = (int) range("vehicles", builder.vehicles, 1, 100_000);
        capacity = (int) range("capacity", builder.capacity, 1, 1000);
        stopSeconds = (int) range("stopSeconds", builder.stopSeconds, 0, 3600);
        seed = builder.seed;
        thinkEverySeconds = (int) range("thinkEverySeconds", builder.thinkEverySeconds, 1, 86_400);
        noShowShare = range("noShowShare", builder.noShowShare, 0, 1);
        cancelShare = range("cancelShare", builder.cancelShare, 0, 1);
        breakdowns = (int) range("breakdowns", builder.breakdowns, 0, vehicles - 1.0);
        slowdown = range("slowdown", builder.slowdown, 0, 10);
    }

    private static double range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
        return value;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int vehicles() {
        return vehicles;
    }

    public int capacity() {
        return capacity;
    }

    public int stopSeconds() {
        return stopSeconds;
    }

    public long seed() {
        return seed;
    }

    public int thinkEverySeconds() {
        return thinkEverySeconds;
    }

    public double noShowShare() {
        return noShowShare;
    }

    public double cancelShare() {
        return cancelShare;
    }

    public int breakdowns() {
        return breakdowns;
    }

    /** At worst, driving takes 1 + this times as long as the dispatcher believes: it swells and ebbs every 20 minutes. */
    public double slowdown() {
        return slowdown;
    }

    /** Collects settings; what is not given: 1 vehicle with 4 places, 30 s a stop, thinking each 5 s, no faults. */
    public static final class Builder {
        private int vehicles = 1;
        private int capacity = 4;
        private int stopSeconds = 30;
        private long seed = 1;
        private int thinkEverySeconds = 5;
        private double noShowShare;
        private double cancelShare;
        private int breakdowns;
        private double slowdown;

        private Builder() {}

        public Builder fleet(int vehicles, int capacity) {
            this.vehicles = vehicles;
            this.capacity = capacity;
            return this;
        }

        public Builder stopSeconds(int seconds) {
            stopSeconds = seconds;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Builder thinkEverySeconds(int seconds) {
            thinkEverySeconds = seconds;
            return this;
        }

        public Builder faults(double noShowShare, double cancelShare, int breakdowns, double slowdown) {
            this.noShowShare = noShowShare;
            this.cancelShare = cancelShare;
            this.breakdowns = breakdowns;
            this.slowdown = slowdown;
            return this;
        }

        public LoopSettings build() {
            return new LoopSettings(this);
        }
    }
}
