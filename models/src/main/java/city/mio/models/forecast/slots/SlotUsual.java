package city.mio.models.forecast.slots;

import city.mio.models.forecast.Packed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What is usual in each slot of each kind of day for every target of a channel, and how little is known of it. Immutable.
 *
 * @param scale of each target: mean absolute deviation from its mean
 * @param value {@code [(kind * perDay + slot) * targets + target]}
 * @param doubt of the same: what is not known of a kind of day that was hardly seen
 * @param conditions what comes as data, as it usually does
 */
record SlotUsual(int targets, int perDay, float[] scale, float[] value, float[] doubt, Conditions conditions) {

    /**
     * Construction vehicles and visitors as they usually come: what differs from that is what moves a target.
     *
     * @param trips {@code [((off ? 1 : 0) * perDay + slot) * targets + target]}
     * @param crowd the same
     */
    record Conditions(int targets, int perDay, float[] trips, float[] crowd) {

        static Conditions learn(SlotDays days, SlotConditions conditions, int targets, int from, int to) {
            int perDay = days.perDay();
            double[] trips = new double[2 * perDay * targets];
            double[] crowd = new double[trips.length];
            int[] seenTrips = new int[trips.length];
            int[] seen = new int[2 * perDay];
            for (int step = from; step < to; step++) {
                int slot = (days.isDayOff(step) ? perDay : 0) + days.slot(step);
                seen[slot]++;
                for (int target = 0; target < targets; target++) {
                    int at = slot * targets + target;
                    double vehicles = conditions.constructionTrips(target, step);
                    if (!Double.isNaN(vehicles)) {
                        trips[at] += vehicles;
                        seenTrips[at]++;
                    }
                    crowd[at] += conditions.extraAttendance(target, step);
                }
            }
            float[] meanTrips = new float[trips.length];
            float[] meanCrowd = new float[trips.length];
            for (int at = 0; at < trips.length; at++) {
                meanTrips[at] = seenTrips[at] == 0 ? 0 : (float) (trips[at] / seenTrips[at]);
                meanCrowd[at] = seen[at / targets] == 0 ? 0 : (float) (crowd[at] / seen[at / targets]);
            }
            return new Conditions(targets, perDay, Packed.fine(meanTrips, perDay, targets), Packed.fine(meanCrowd, perDay, targets));
        }

        private int at(SlotDays days, int step, int target) {
            return ((days.isDayOff(step) ? perDay : 0) + days.slot(step)) * targets + target;
        }

        float trips(SlotDays days, int step, int target) {
            return trips[at(days, step, target)];
        }

        float crowd(SlotDays days, int step, int target) {
            return crowd[at(days, step, target)];
        }
    }

    private static final int KINDS = DayKind.values().length;

    float scale(int target) {
        return scale[target];
    }

    float value(int kind, int slot, int target) {
        return value[(kind * perDay + slot) * targets + target];
    }

    float doubt(int kind, int slot, int target) {
        return doubt[(kind * perDay + slot) * targets + target];
    }

    /** As it is when it was stored. */
    SlotUsual rounded() {
        return new SlotUsual(targets, perDay, Packed.rounded(scale), Packed.fine(value, perDay, targets),
                Packed.fine(doubt, perDay, targets), conditions);
    }

    /** Writes one that is rounded. */
    void write(DataOutputStream out) throws IOException {
        Packed.writeRounded(out, scale);
        Packed.writeFine(out, value, perDay, targets);
        Packed.writeFine(out, doubt, perDay, targets);
        Packed.writeFine(out, conditions.trips, perDay, targets);
        Packed.writeFine(out, conditions.crowd, perDay, targets);
    }

    static SlotUsual read(DataInputStream in, int targets, int perDay) throws IOException {
        SlotUsual read = new SlotUsual(targets, perDay, new float[targets], new float[KINDS * perDay * targets],
                new float[KINDS * perDay * targets],
                new Conditions(targets, perDay, new float[2 * perDay * targets], new float[2 * perDay * targets]));
        Packed.readRounded(in, read.scale);
        Packed.readFine(in, read.value, perDay, targets);
        Packed.readFine(in, read.doubt, perDay, targets);
        Packed.readFine(in, read.conditions.trips, perDay, targets);
        Packed.readFine(in, read.conditions.crowd, perDay, targets);
        return read;
    }
}
