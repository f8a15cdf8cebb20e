package city.mio.models.forecast.slots;

/**
 * What is known of slots from elsewhere: measured or announced for those of the history, forecast or declared for those
 * to come. Steps are those of the history, also beyond its end.
 */
public interface SlotConditions {

    /** Nothing is known. */
    SlotConditions NONE = new SlotConditions() {};

    /** Mean rain in the slot, mm/h; NaN if unknown. */
    default double rainMillimetresPerHour(int step) {
        return Double.NaN;
    }

    /** Construction vehicles declared for the target in the slot; NaN while nothing is declared for it: as usual. */
    default double constructionTrips(int target, int step) {
        return 0;
    }

    /** Visitors whom events bring past the target in the slot, beyond the usual. */
    default double extraAttendance(int target, int step) {
        return 0;
    }
}
