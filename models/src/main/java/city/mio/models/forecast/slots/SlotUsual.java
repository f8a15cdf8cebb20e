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
 */
record SlotUsual(int targets, int perDay, float[] scale, float[] value, float[] doubt) {

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
                Packed.fine(doubt, perDay, targets));
    }

    /** Writes one that is rounded. */
    void write(DataOutputStream out) throws IOException {
        Packed.writeRounded(out, scale);
        Packed.writeFine(out, value, perDay, targets);
        Packed.writeFine(out, doubt, perDay, targets);
    }

    static SlotUsual read(DataInputStream in, int targets, int perDay) throws IOException {
        SlotUsual read = new SlotUsual(targets, perDay, new float[targets], new float[KINDS * perDay * targets],
                new float[KINDS * perDay * targets]);
        Packed.readRounded(in, read.scale);
        Packed.readFine(in, read.value, perDay, targets);
        Packed.readFine(in, read.doubt, perDay, targets);
        return read;
    }
}
