package city.mio.models.forecast.live;

import java.util.List;

/**
 * What is known of the road beside what was measured: rain over the whole city, also rain that is to come, and links that
 * are closed or have lost lanes. Immutable.
 */
public record Conditions(List<Rain> rain, List<Disturbance> disturbances) {

    /** Nothing is known. */
    public static final Conditions NONE = new Conditions(List.of(), List.of());

    /**
     * Rain of one strength.
     *
     * @param start UTC epoch milliseconds
     * @param end not included
     * @param millimetresPerHour not negative
     */
    public record Rain(long start, long end, double millimetresPerHour) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Rain {
            if (end < start) {
                throw new IllegalArgumentException("end of rain is before its start");
            }
            if (!(millimetresPerHour >= 0)) {
                throw new IllegalArgumentException("millimetresPerHour is negative: " + millimetresPerHour);
            }
        }
    }

    /**
     * Something in the way of a target's traffic.
     *
     * @param targetId whose
     * @param start UTC epoch milliseconds
     * @param end not included
     * @param closed whether nobody gets through
     */
    public record Disturbance(String targetId, long start, long end, boolean closed) {}

    public Conditions {
        rain = List.copyOf(rain);
        disturbances = List.copyOf(disturbances);
    }

    /** Mean rain from one time to another in mm/h; of showers at once the stronger counts. */
    float rainBetween(long from, long to) {
        double most = 0;
        for (Rain shower : rain) {
            long shared = Math.min(to, shower.end) - Math.max(from, shower.start);
            if (shared > 0) {
                most = Math.max(most, shower.millimetresPerHour * shared / (to - from));
            }
        }
        return (float) most;
    }
}
