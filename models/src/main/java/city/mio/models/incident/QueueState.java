package city.mio.models.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link QueueSpillback} remembers of the whole city: the congested links and the open queues. Mutable; confined to
 * one thread.
 */
public final class QueueState {

    private static final int VERSION = 1;

    /** One open queue. */
    static final class Queue {
        long anchor;
        long since;
        long head;
        long tail;
        /** Ascending. */
        long[] members = new long[0];
        double length;
        double worstLength;
        boolean expressway;
        Severity severity = Severity.NOTICE;
        long toldAt;
        double toldLength;
        /** Since when it is too short; 0 if it is not. */
        long shortSince;
        boolean merged;
    }

    /** Link id to the begin of its congestion. */
    final TreeMap<Long, Long> congested = new TreeMap<>();

    final List<Queue> queues = new ArrayList<>();

    /** Number of congested links. */
    public int congestedLinks() {
        return congested.size();
    }

    /** Number of open queues. */
    public int openQueues() {
        return queues.size();
    }

    /** An independent copy. */
    public QueueState copy() {
        QueueState copy = new QueueState();
        copy.congested.putAll(congested);
        for (Queue queue : queues) {
            Queue q = new Queue();
            q.anchor = queue.anchor;
            q.since = queue.since;
            q.head = queue.head;
            q.tail = queue.tail;
            q.members = queue.members;
            q.length = queue.length;
            q.worstLength = queue.worstLength;
            q.expressway = queue.expressway;
            q.severity = queue.severity;
            q.toldAt = queue.toldAt;
            q.toldLength = queue.toldLength;
            q.shortSince = queue.shortSince;
            q.merged = queue.merged;
            copy.queues.add(q);
        }
        return copy;
    }

    /** Writes the state in its binary form, version 1. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(congested.size());
        for (Map.Entry<Long, Long> link : congested.entrySet()) {
            out.writeLong(link.getKey());
            out.writeLong(link.getValue());
        }
        out.writeInt(queues.size());
        for (Queue q : queues) {
            out.writeLong(q.anchor);
            out.writeLong(q.since);
            out.writeLong(q.head);
            out.writeLong(q.tail);
            out.writeInt(q.members.length);
            for (long member : q.members) {
                out.writeLong(member);
            }
            out.writeDouble(q.length);
            out.writeDouble(q.worstLength);
            out.writeBoolean(q.expressway);
            out.writeByte(q.severity.ordinal());
            out.writeLong(q.toldAt);
            out.writeDouble(q.toldLength);
            out.writeLong(q.shortSince);
            out.writeBoolean(q.merged);
        }
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static QueueState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("queue state: unknown version " + version);
        }
        QueueState state = new QueueState();
        int links = in.readInt();
        for (int i = 0; i < links; i++) {
            state.congested.put(in.readLong(), in.readLong());
        }
        int queues = in.readInt();
        for (int i = 0; i < queues; i++) {
            Queue q = new Queue();
            q.anchor = in.readLong();
            q.since = in.readLong();
            q.head = in.readLong();
            q.tail = in.readLong();
            q.members = new long[in.readInt()];
            for (int m = 0; m < q.members.length; m++) {
                q.members[m] = in.readLong();
            }
            q.length = in.readDouble();
            q.worstLength = in.readDouble();
            q.expressway = in.readBoolean();
            q.severity = Severity.ofOrdinal(in.readByte());
            q.toldAt = in.readLong();
            q.toldLength = in.readDouble();
            q.shortSince = in.readLong();
            q.merged = in.readBoolean();
            state.queues.add(q);
        }
        return state;
    }
}
