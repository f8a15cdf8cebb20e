package city.mio.jobs.alert;

import city.mio.models.incident.LinkCongestion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A link became congested or free, with the road event that is known there.
 *
 * @param change what happened
 * @param causeId id of the road event; empty if none is known
 * @param causeKind its kind; empty if none is known
 */
record CongestionNews(LinkCongestion change, String causeId, String causeKind) {

    void write(DataOutput out) throws IOException {
        out.writeLong(change.linkId());
        out.writeBoolean(change.congested());
        out.writeLong(change.since());
        out.writeLong(change.time());
        out.writeUTF(causeId);
        out.writeUTF(causeKind);
    }

    static CongestionNews read(DataInput in) throws IOException {
        return new CongestionNews(
                new LinkCongestion(in.readLong(), in.readBoolean(), in.readLong(), in.readLong()),
                in.readUTF(),
                in.readUTF());
    }
}
