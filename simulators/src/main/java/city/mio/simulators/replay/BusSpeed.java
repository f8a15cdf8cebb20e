package city.mio.simulators.replay;

import java.util.List;

/**
 * The unit of the speeds in a polled bus feed, which the feed does not name. Austin's recordings hold both: miles an
 * hour in hundredths, and whole miles an hour turned into metres a second (multiples of 0.44704). Against the
 * distances driven, the first are 0.44 of a metre a second and the second 1.0.
 */
enum BusSpeed {
    MILES_PER_HOUR(BusSpeed.MPH),
    METRES_PER_SECOND(1);

    private static final double MPH = 0.44704;

    private final double metresPerSecond;

    BusSpeed(double metresPerSecond) {
        this.metresPerSecond = metresPerSecond;
    }

    /**
     * Metres a second if more than half of the speeds over 0 are multiples of 0.44704, else miles an hour.
     *
     * @param speeds a sample from one file
     */
    static BusSpeed of(List<Double> speeds) {
        long moving = speeds.stream().filter(speed -> speed > 0).count();
        long turned = speeds.stream()
                .filter(speed -> speed > 0 && Math.abs(speed / MPH - Math.rint(speed / MPH)) < 1e-4)
                .count();
        return turned * 2 > moving ? METRES_PER_SECOND : MILES_PER_HOUR;
    }

    double toMetresPerSecond(double speed) {
        return speed * metresPerSecond;
    }
}
