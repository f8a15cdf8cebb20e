package city.mio.jobs.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What came from one camera in one minute and is not told yet.
 *
 * @param accepted valid and new
 * @param digest wrapping sum over the accepted
 * @param duplicates seen before
 */
record MinuteTally(int accepted, long digest, int duplicates) {

    static final MinuteTally NONE = new MinuteTally(0, 0, 0);

    void write(DataOutput out) throws IOException {
        out.writeInt(accepted);
        out.writeLong(digest);
        out.writeInt(duplicates);
    }

    static MinuteTally read(DataInput in) throws IOException {
        return new MinuteTally(in.readInt(), in.readLong(), in.readInt());
    }
}
