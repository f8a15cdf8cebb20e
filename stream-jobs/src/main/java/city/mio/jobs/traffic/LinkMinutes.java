package city.mio.jobs.traffic;

import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.VehicleKind;
import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The minutes of one link that are still open to evidence, and what the link has taught about its detectors. A
 * minute is published when the watermark has passed its end, and again, as a revision, at the end of each later minute
 * in which something was added to it. Mutable, not thread-safe.
 */
final class LinkMinutes {

    static final long MINUTE = 60_000;

    /** Less of a link than this says more of its ends than of it. */
    private static final float LEAST_SHARE = 0.1f;

    /** One reading moves the learnt ratio of link speed to spot speed by this much. */
    private static final double RATIO_RATE = 0.1;

    private static final double LEAST_RATIO = 0.2;
    private static final double MOST_RATIO = 1.2;

    private final List<MinuteEstimate> minutes = new ArrayList<>(4);
    private double spotRatio = 1;

    /** Adds what a vehicle drove, to each minute its share; what is older than {@code oldest} is left out. */
    boolean add(LinkTraversal traversal, float lengthMetres, long oldest) {
        if (traversal.coveredShare() < LEAST_SHARE || traversal.exitTime() <= traversal.enterTime()) {
            return true;
        }
        boolean whole = true;
        double millis = traversal.exitTime() - traversal.enterTime();
        double metres = traversal.coveredShare() * lengthMetres;
        long first = Math.floorDiv(traversal.enterTime(), MINUTE) * MINUTE;
        for (long minute = first; minute < traversal.exitTime(); minute += MINUTE) {
            if (minute < oldest) {
                whole = false;
                continue;
            }
            double within = Math.min(traversal.exitTime(), minute + MINUTE) - Math.max(traversal.enterTime(), minute);
            at(minute)
                    .addProbe(
                            metres * within / millis,
                            within / 1000,
                            traversal.kind() == VehicleKind.BUS,
                            traversal.ingestedAt());
        }
        return whole;
    }

    void add(DetectorEvidence evidence) {
        at(evidence.minute()).addDetector(evidence);
    }

    private MinuteEstimate at(long minute) {
        for (MinuteEstimate estimate : minutes) {
            if (estimate.minute == minute) {
                return estimate;
            }
        }
        MinuteEstimate estimate = new MinuteEstimate(minute);
        int place = minutes.size();
        while (place > 0 && minutes.get(place - 1).minute > minute) {
            place--;
        }
        minutes.add(place, estimate);
        return estimate;
    }

    /** Publishes each minute that has ended and has something new to say, oldest first. */
    void publish(
            long linkId, float lengthMetres, float freeFlowSpeedMps, long watermark, Consumer<LinkState> out) {
        for (MinuteEstimate estimate : minutes) {
            if (!estimate.changed || estimate.minute + MINUTE - 1 > watermark) {
                continue;
            }
            estimate.changed = false;
            double speed = estimate.speed(spotRatio);
            if (Double.isNaN(speed)) {
                continue;
            }
            // The map must be able to divide by it; slower than this is standing.
            float speedMps = (float) Math.min(Math.max(speed, 0.1), 70);
            out.accept(new LinkState(
                    linkId,
                    estimate.minute,
                    speedMps,
                    lengthMetres / speedMps,
                    freeFlowSpeedMps,
                    estimate.samples(),
                    (float) estimate.confidence(),
                    estimate.source(),
                    estimate.revision,
                    estimate.flowVph(),
                    estimate.occupancy(),
                    estimate.ingestedAt()));
            if (estimate.revision == 0) {
                learnRatio(estimate);
            }
            estimate.revision++;
        }
    }

    private void learnRatio(MinuteEstimate estimate) {
        double probe = estimate.probeSpeed();
        double spot = estimate.spotSpeed();
        if (estimate.samples() >= 2 && !Double.isNaN(spot) && !Double.isNaN(probe)) {
            double ratio = Math.min(Math.max(probe / spot, LEAST_RATIO), MOST_RATIO);
            spotRatio += RATIO_RATE * (ratio - spotRatio);
        }
    }

    /** Forgets the minutes that began before the time. */
    void forget(long before) {
        for (Iterator<MinuteEstimate> i = minutes.iterator(); i.hasNext(); ) {
            if (i.next().minute < before) {
                i.remove();
            }
        }
    }

    boolean isEmpty() {
        return minutes.isEmpty();
    }

    /** Begin of the oldest minute; {@code Long.MAX_VALUE} without any. */
    long oldestMinute() {
        return minutes.isEmpty() ? Long.MAX_VALUE : minutes.get(0).minute;
    }

    /** The earliest time at which there will be something to publish; {@code Long.MAX_VALUE} if nothing waits. */
    long nextPublication(long watermark) {
        for (MinuteEstimate estimate : minutes) {
            if (estimate.changed) {
                long end = estimate.minute + MINUTE - 1;
                return end > watermark ? end : Math.floorDiv(watermark, MINUTE) * MINUTE + MINUTE - 1;
            }
        }
        return Long.MAX_VALUE;
    }

    LinkMinutes copy() {
        LinkMinutes copy = new LinkMinutes();
        for (MinuteEstimate estimate : minutes) {
            copy.minutes.add(estimate.copy());
        }
        copy.spotRatio = spotRatio;
        return copy;
    }

    static final class Serializer extends StateSerializer<LinkMinutes> {

        private static final long serialVersionUID = 1L;
        private static final int FORM = 1;

        @Override
        public LinkMinutes createInstance() {
            return new LinkMinutes();
        }

        @Override
        public LinkMinutes copy(LinkMinutes from) {
            return from.copy();
        }

        @Override
        public void serialize(LinkMinutes state, DataOutputView out) throws IOException {
            out.writeByte(FORM);
            out.writeDouble(state.spotRatio);
            out.writeInt(state.minutes.size());
            for (MinuteEstimate estimate : state.minutes) {
                estimate.write(out);
            }
        }

        @Override
        public LinkMinutes deserialize(DataInputView in) throws IOException {
            requireVersion("link minutes", FORM, in.readByte());
            LinkMinutes state = new LinkMinutes();
            state.spotRatio = in.readDouble();
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                state.minutes.add(MinuteEstimate.read(in));
            }
            return state;
        }

        @Override
        public TypeSerializerSnapshot<LinkMinutes> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends StateSerializer.Snapshot<LinkMinutes> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<LinkMinutes>>) Serializer::new);
            }
        }
    }
}
