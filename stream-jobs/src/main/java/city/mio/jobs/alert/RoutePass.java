package city.mio.jobs.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A construction vehicle passed where its route is counted.
 *
 * @param routeId the route
 * @param time of the passage, UTC epoch milliseconds
 * @param dueAt event time at which it is to be counted, so that passages are counted in one order
 * @param plateHash keyed hash of the plate
 */
record RoutePass(String routeId, long time, long dueAt, String plateHash) {

    void write(DataOutput out) throws IOException {
        out.writeUTF(routeId);
        out.writeLong(time);
        out.writeLong(dueAt);
        out.writeUTF(plateHash);
    }

    static RoutePass read(DataInput in) throws IOException {
        return new RoutePass(in.readUTF(), in.readLong(), in.readLong(), in.readUTF());
    }
}
