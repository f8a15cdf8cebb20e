package city.mio.jobs.haul;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record of one of the job's inputs on its way to the office, with what orders it among the others: its time, its
 * topic, its bytes. Two that are alike in all are one.
 *
 * @param topic index in {@link #TOPICS}
 * @param time event time, UTC epoch milliseconds; 0 for what nobody gave a time
 * @param partition in the topic; -1 if it never was on a broker
 * @param offset in the partition; -1 if it never was on a broker
 * @param ingestedAt wall clock at which the broker had it
 * @param bytes on the wire
 */
record HaulNews(int topic, long time, int partition, long offset, long ingestedAt, byte[] bytes) {

    /** In the order in which records of one time are taken. */
    static final List<Topic<?>> TOPICS = List.of(
            Topics.HAUL_ORDER,
            Topics.HAUL_DECLARATION,
            Topics.LINK_STATE,
            Topics.FORECAST,
            Topics.FORECAST_SLOT,
            Topics.PROBE_POSITION,
            Topics.HAUL_PASSAGE);

    /** The order in which the office hears them, whatever the order in which they came. */
    static final Comparator<HaulNews> ORDER = Comparator.comparingLong(HaulNews::time)
            .thenComparingInt(HaulNews::topic)
            .thenComparingInt(HaulNews::partition)
            .thenComparingLong(HaulNews::offset)
            .thenComparing((a, b) -> Arrays.compare(a.bytes, b.bytes));

    static <T> HaulNews of(Inbound<T> inbound, long time) {
        int index = TOPICS.indexOf(inbound.topic());
        return new HaulNews(
                index,
                time,
                inbound.partition(),
                inbound.offset(),
                inbound.ingestedAt(),
                inbound.topic().codec().encode(inbound.event()));
    }

    /** The record as it came in. */
    Inbound<?> inbound() {
        return Inbound.of(TOPICS.get(topic), partition, offset, ingestedAt, bytes);
    }

    /** The binary form, versioned by its first byte. */
    public static final class Serializer extends StateSerializer<HaulNews> {

        private static final long serialVersionUID = 1;
        private static final int FORM = 1;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public HaulNews createInstance() {
            return new HaulNews(0, 0, -1, -1, 0, new byte[0]);
        }

        @Override
        public HaulNews copy(HaulNews from) {
            return from;
        }

        @Override
        public void serialize(HaulNews news, DataOutputView out) throws IOException {
            out.writeByte(FORM);
            out.writeUTF(TOPICS.get(news.topic).name());
            out.writeLong(news.time);
            out.writeInt(news.partition);
            out.writeLong(news.offset);
            out.writeLong(news.ingestedAt);
            out.writeInt(news.bytes.length);
            out.write(news.bytes);
        }

        @Override
        public HaulNews deserialize(DataInputView in) throws IOException {
            requireVersion("haul news", FORM, in.readByte());
            int topic = TOPICS.indexOf(Topics.getTopic(in.readUTF()));
            long time = in.readLong();
            int partition = in.readInt();
            long offset = in.readLong();
            long ingestedAt = in.readLong();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new HaulNews(topic, time, partition, offset, ingestedAt, bytes);
        }

        @Override
        public TypeSerializerSnapshot<HaulNews> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends StateSerializer.Snapshot<HaulNews> {
            public Snapshot() {
                super(Serializer::new);
            }
        }
    }
}
