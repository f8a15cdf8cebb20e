package city.mio.jobs.traffic;

import city.mio.events.DetectorReading;
import city.mio.jobs.topics.WireSerializer;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one detector says of its link in one minute. Immutable.
 *
 * @param linkId the link
 * @param minute begin of the minute, UTC epoch milliseconds
 * @param count vehicles in the minute
 * @param flowVph vehicles per hour over all lanes
 * @param occupancy 0 to 1
 * @param speedMps time-mean spot speed; NaN if nothing passed
 * @param trusted false while the detector repeats itself
 * @param ingestedAt wall clock at which the broker had it, UTC epoch milliseconds
 */
record DetectorEvidence(
        long linkId,
        long minute,
        float count,
        float flowVph,
        float occupancy,
        float speedMps,
        boolean trusted,
        long ingestedAt) {

    private static final long MINUTE = 60_000;

    /** What a reading says; an interval over several minutes is shared out among them. */
    static void spread(
            DetectorReading reading, long linkId, boolean trusted, long ingestedAt, Consumer<DetectorEvidence> out) {
        double millis = reading.intervalEnd() - reading.intervalStart();
        float flowVph = (float) (reading.count() * 3_600_000.0 / millis);
        long first = Math.floorDiv(reading.intervalStart(), MINUTE) * MINUTE;
        for (long minute = first; minute < reading.intervalEnd(); minute += MINUTE) {
            double overlap = Math.min(reading.intervalEnd(), minute + MINUTE)
                    - Math.max(reading.intervalStart(), minute);
            // A clock a little off must not make a second minute of a few seconds.
            if (overlap * 4 >= Math.min(millis, MINUTE)) {
                out.accept(new DetectorEvidence(
                        linkId,
                        minute,
                        (float) (reading.count() * overlap / millis),
                        flowVph,
                        reading.occupancy(),
                        reading.meanSpeedMps(),
                        trusted,
                        ingestedAt));
            }
        }
    }

    static final class Serializer extends WireSerializer<DetectorEvidence> {

        private static final long serialVersionUID = 1L;

        @Override
        public void serialize(DetectorEvidence evidence, DataOutputView out) throws IOException {
            out.writeLong(evidence.linkId);
            out.writeLong(evidence.minute);
            out.writeFloat(evidence.count);
            out.writeFloat(evidence.flowVph);
            out.writeFloat(evidence.occupancy);
            out.writeFloat(evidence.speedMps);
            out.writeBoolean(evidence.trusted);
            out.writeLong(evidence.ingestedAt);
        }

        @Override
        public DetectorEvidence deserialize(DataInputView in) throws IOException {
            return new DetectorEvidence(
                    in.readLong(),
                    in.readLong(),
                    in.readFloat(),
                    in.readFloat(),
                    in.readFloat(),
                    in.readFloat(),
                    in.readBoolean(),
                    in.readLong());
        }

        @Override
        protected Object identity() {
            return "DetectorEvidence";
        }

        @Override
        public TypeSerializerSnapshot<DetectorEvidence> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends WireSerializer.Snapshot<DetectorEvidence> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<DetectorEvidence>>) Serializer::new);
            }
        }
    }
}
