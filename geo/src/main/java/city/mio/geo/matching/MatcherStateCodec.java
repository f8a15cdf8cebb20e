package city.mio.geo.matching;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The stored form of a {@link MatcherState}: versioned, compact, links by their id so that a state outlives a
 * re-import of the network. Times are written as differences. A state that was read belongs to no network yet; the
 * matcher that is fed with it gives it one. Stateless and thread-safe.
 */
public final class MatcherStateCodec {

    private static final int VERSION = 1;

    private static final int MOST_ENTRIES = 1 << 20;

    private MatcherStateCodec() {}

    public static void write(MatcherState s, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        writeVarLong(out, s.fixCount);
        out.writeLong(s.lastTime);
        out.writeByte((s.parked ? 1 : 0) | (s.rootDecided ? 2 : 0));
        out.writeDouble(s.anchorLon);
        out.writeDouble(s.anchorLat);
        out.writeFloat(s.pace);
        out.writeLong(s.stayTime);
        out.writeDouble(s.stayLon);
        out.writeDouble(s.stayLat);
        out.writeLong(s.offRoadSince);
        writeLinks(s, out);
        writeVarLong(out, s.stages);
        for (int i = 0; i < s.stages; i++) {
            writeTime(out, s.stageTime[i], s.lastTime);
            writeTime(out, s.stageDepart[i], s.lastTime);
            writeVarLong(out, s.endOf(i) - s.firstOf(i));
        }
        for (int i = 0; i < s.hypotheses; i++) {
            out.writeFloat(s.hypothesisOffset[i]);
            out.writeFloat(s.hypothesisCost[i]);
            writeVarLong(out, s.hypothesisParent[i] + 1L);
            writeVarLong(out, s.hypothesisPath[i]);
            out.writeByte(s.hypothesisKind[i]);
            if (s.hypothesisKind[i] == MatcherState.SKIPPED) {
                out.writeFloat(s.hypothesisBehind[i]);
            }
        }
        for (int i = 0; i < s.paths; i++) {
            writeVarLong(out, s.pathParent[i] + 1L);
        }
        writeVarLong(out, s.openFixes);
        for (int i = 0; i < s.openFixes; i++) {
            writeTime(out, s.openFixTime[i], s.lastTime);
            writeVarLong(out, s.openFixStage[i] + 1L);
        }
        if (s.passageLink >= 0) {
            out.writeLong(s.passageEnter);
            out.writeFloat(s.passageStart);
            writeVarLong(out, s.passagePositions);
            out.writeBoolean(s.passageFirst);
            out.writeFloat(s.positionOffset);
            out.writeLong(s.positionTime);
        }
    }

    /** Links of hypotheses, paths and the passage: each distinct id once, then places in that list. */
    private static void writeLinks(MatcherState s, DataOutput out) throws IOException {
        int passage = s.passageLink >= 0 ? 1 : 0;
        int[] used = new int[s.hypotheses + s.paths + passage];
        System.arraycopy(s.hypothesisLink, 0, used, 0, s.hypotheses);
        System.arraycopy(s.pathLink, 0, used, s.hypotheses, s.paths);
        if (passage == 1) {
            used[used.length - 1] = s.passageLink;
        }
        int[] distinct = used.clone();
        Arrays.sort(distinct);
        int count = 0;
        for (int i = 0; i < distinct.length; i++) {
            if (i == 0 || distinct[i] != distinct[i - 1]) {
                distinct[count++] = distinct[i];
            }
        }
        writeVarLong(out, count);
        for (int i = 0; i < count; i++) {
            out.writeLong(s.network == null ? s.linkIds[distinct[i]] : s.network.linkId(distinct[i]));
        }
        writeVarLong(out, s.hypotheses);
        writeVarLong(out, s.paths);
        out.writeByte(passage);
        for (int link : used) {
            writeVarLong(out, Arrays.binarySearch(distinct, 0, count, link));
        }
    }

    /**
     * @throws IOException if what is read is no state of a known version, or broken
     */
    public static MatcherState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("matcher state of version " + version + "; known is " + VERSION);
        }
        MatcherState s = new MatcherState(null);
        s.fixCount = readVarLong(in);
        s.lastTime = in.readLong();
        int flags = in.readUnsignedByte();
        s.parked = (flags & 1) != 0;
        s.rootDecided = (flags & 2) != 0;
        s.anchorLon = in.readDouble();
        s.anchorLat = in.readDouble();
        s.pace = in.readFloat();
        s.stayTime = in.readLong();
        s.stayLon = in.readDouble();
        s.stayLat = in.readDouble();
        s.offRoadSince = in.readLong();

        s.linkIds = new long[readCount(in, "links")];
        for (int i = 0; i < s.linkIds.length; i++) {
            s.linkIds[i] = in.readLong();
        }
        int hypotheses = readCount(in, "hypotheses");
        int paths = readCount(in, "paths");
        boolean passage = in.readUnsignedByte() == 1;
        int[] used = new int[hypotheses + paths + (passage ? 1 : 0)];
        for (int i = 0; i < used.length; i++) {
            used[i] = readIndex(in, s.linkIds.length, "link");
        }
        readStages(s, in, hypotheses);
        for (int i = 0; i < hypotheses; i++) {
            float offset = in.readFloat();
            float cost = in.readFloat();
            int parent = readIndex(in, i + 1, "parent") - 1;
            int path = readIndex(in, paths, "path");
            byte kind = in.readByte();
            float behind = kind == MatcherState.SKIPPED ? in.readFloat() : 0;
            s.addHypothesis(used[i], offset, cost, parent, path, kind, behind);
        }
        for (int i = 0; i < paths; i++) {
            s.addPath(used[hypotheses + i], readIndex(in, i + 1, "path parent") - 1);
        }
        int openFixes = readCount(in, "open fixes");
        for (int i = 0; i < openFixes; i++) {
            long time = readTime(in, s.lastTime);
            s.addOpenFix(time, readIndex(in, s.stages + 1, "stage") - 1);
        }
        if (passage) {
            s.passageLink = used[used.length - 1];
            s.passageEnter = in.readLong();
            s.passageStart = in.readFloat();
            s.passagePositions = Math.toIntExact(readVarLong(in));
            s.passageFirst = in.readBoolean();
            s.positionOffset = in.readFloat();
            s.positionTime = in.readLong();
        }
        return s;
    }

    private static void readStages(MatcherState s, DataInput in, int hypotheses) throws IOException {
        int stages = readCount(in, "stages");
        int first = 0;
        for (int i = 0; i < stages; i++) {
            int stage = s.addStage(readTime(in, s.lastTime));
            s.stageDepart[stage] = readTime(in, s.lastTime);
            s.stageFirst[stage] = first;
            first += readIndex(in, hypotheses - first + 1, "hypotheses of a stage");
        }
        if (first != hypotheses) {
            throw new IOException("matcher state: " + first + " hypotheses in stages, " + hypotheses + " in all");
        }
    }

    private static int readCount(DataInput in, String what) throws IOException {
        return readIndex(in, MOST_ENTRIES, what);
    }

    private static int readIndex(DataInput in, int end, String what) throws IOException {
        long value = readVarLong(in);
        if (value < 0 || value >= end) {
            throw new IOException("matcher state: " + what + " " + value + " is not below " + end);
        }
        return (int) value;
    }

    private static void writeTime(DataOutput out, long time, long last) throws IOException {
        writeVarLong(out, last - time);
    }

    private static long readTime(DataInput in, long last) throws IOException {
        return last - readVarLong(in);
    }

    private static void writeVarLong(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readVarLong(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("matcher state: a number without end");
    }
}
