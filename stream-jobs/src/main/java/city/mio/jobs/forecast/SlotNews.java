package city.mio.jobs.forecast;

import city.mio.jobs.topics.WireSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Something that is known of slots to come, on its way to a part of the city. Immutable.
 *
 * @param part whose targets it may concern
 * @param id a later word with the same id replaces an earlier one
 * @param kind what it is
 * @param begin UTC epoch milliseconds, inclusive
 * @param end UTC epoch milliseconds, exclusive
 * @param linkId where; 0 for the whole city
 * @param routeId of construction vehicles; else empty
 * @param amount rain in mm/h, a crowd's trips, closed lanes; 0 for a vehicle that was withdrawn
 */
record SlotNews(
        String part, String id, Kind kind, long begin, long end, long linkId, String routeId, double amount) {

    enum Kind {
        /** Rain, also what the weather forecast says. */
        RAIN,
        /** A crowd beside those of the calendar. */
        CROWD,
        /** A link is closed. */
        CLOSURE,
        /** Some of a link's lanes are closed. */
        LANES_CLOSED,
        /** A construction vehicle declared for a route. */
        HAUL
    }

    static final class Serializer extends WireSerializer<SlotNews> {

        private static final long serialVersionUID = 1L;

        @Override
        public void serialize(SlotNews news, DataOutputView out) throws IOException {
            out.writeUTF(news.part);
            out.writeUTF(news.id);
            out.writeByte(news.kind.ordinal());
            out.writeLong(news.begin);
            out.writeLong(news.end);
            out.writeLong(news.linkId);
            out.writeUTF(news.routeId);
            out.writeDouble(news.amount);
        }

        @Override
        public SlotNews deserialize(DataInputView in) throws IOException {
            return new SlotNews(in.readUTF(), in.readUTF(), Kind.values()[in.readByte()], in.readLong(), in.readLong(),
                    in.readLong(), in.readUTF(), in.readDouble());
        }

        @Override
        protected Object identity() {
            return "SlotNews";
        }

        @Override
        public TypeSerializerSnapshot<SlotNews> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends WireSerializer.Snapshot<SlotNews> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<SlotNews>>) Serializer::new);
            }
        }
    }
}
