package city.mio.models.incident;

import city.mio.models.incident.PredictedChange.Likelihood;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What {@link PredictedCongestion} remembers of one link. Mutable; confined to one thread. */
public final class PredictedState {

    private static final int VERSION = 1;

    boolean congested;
    long lastForecast;
    int saying;
    int denying;
    boolean open;
    long since;
    boolean expected;
    long startsAt;
    float speedMps;
    float lowSpeedMps;
    float freeFlowSpeedMps;

    Likelihood likelihood() {
        return expected ? Likelihood.EXPECTED : Likelihood.POSSIBLE;
    }

    /** An independent copy. */
    public PredictedState copy() {
        PredictedState copy = new PredictedState();
        copy.congested = congested;
        copy.lastForecast = lastForecast;
        copy.saying = saying;
        copy.denying = denying;
        copy.open = open;
        copy.since = since;
        copy.expected = expected;
        copy.startsAt = startsAt;
        copy.speedMps = speedMps;
        copy.lowSpeedMps = lowSpeedMps;
        copy.freeFlowSpeedMps = freeFlowSpeedMps;
        return copy;
    }

    /** Writes the state in its binary form, version 1. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeBoolean(congested);
        out.writeLong(lastForecast);
        out.writeInt(saying);
        out.writeInt(denying);
        out.writeBoolean(open);
        out.writeLong(since);
        out.writeBoolean(expected);
        out.writeLong(startsAt);
        out.writeFloat(speedMps);
        out.writeFloat(lowSpeedMps);
        out.writeFloat(freeFlowSpeedMps);
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static PredictedState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("state of predicted congestion: unknown version " + version);
        }
        PredictedState state = new PredictedState();
        state.congested = in.readBoolean();
        state.lastForecast = in.readLong();
        state.saying = in.readInt();
        state.denying = in.readInt();
        state.open = in.readBoolean();
        state.since = in.readLong();
        state.expected = in.readBoolean();
        state.startsAt = in.readLong();
        state.speedMps = in.readFloat();
        state.lowSpeedMps = in.readFloat();
        state.freeFlowSpeedMps = in.readFloat();
        return state;
    }
}
