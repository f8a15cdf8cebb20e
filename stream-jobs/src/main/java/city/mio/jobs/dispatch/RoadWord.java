package city.mio.jobs.dispatch;

import city.mio.events.Forecast;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.InboundSerializer;
import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What every task is told of the roads: how a link is, how it will be, or what has happened on it. The others are null.
 *
 * @param state of a link in a minute
 * @param forecast of a link
 * @param event a closure or something else
 */
record RoadWord(Inbound<LinkState> state, Inbound<Forecast> forecast, Inbound<RoadEvent> event) {

    static RoadWord of(LinkState state) {
        return new RoadWord(Inbound.of(Topics.LINK_STATE, state, 0), null, null);
    }

    static RoadWord of(Forecast forecast) {
        return new RoadWord(null, Inbound.of(Topics.FORECAST, forecast, 0), null);
    }

    static RoadWord of(RoadEvent event) {
        return new RoadWord(null, null, Inbound.of(Topics.ROAD_EVENT, event, 0));
    }

    boolean isReadable() {
        return state != null ? state.isReadable() : forecast != null ? forecast.isReadable() : event.isReadable();
    }

    /** Which of the three, then the record as it came. */
    static final class Serializer extends StateSerializer<RoadWord> {

        private static final long serialVersionUID = 1L;
        private static final InboundSerializer<LinkState> STATES = new InboundSerializer<>(Topics.LINK_STATE);
        private static final InboundSerializer<Forecast> FORECASTS = new InboundSerializer<>(Topics.FORECAST);
        private static final InboundSerializer<RoadEvent> EVENTS = new InboundSerializer<>(Topics.ROAD_EVENT);

        public Serializer() {}

        @Override
        public RoadWord createInstance() {
            return new RoadWord(null, null, null);
        }

        @Override
        public RoadWord copy(RoadWord from) {
            return from;
        }

        @Override
        public void serialize(RoadWord word, DataOutputView target) throws IOException {
            if (word.state != null) {
                target.writeByte(1);
                STATES.serialize(word.state, target);
            } else if (word.forecast != null) {
                target.writeByte(2);
                FORECASTS.serialize(word.forecast, target);
            } else {
                target.writeByte(3);
                EVENTS.serialize(word.event, target);
            }
        }

        @Override
        public RoadWord deserialize(DataInputView source) throws IOException {
            byte which = source.readByte();
            return switch (which) {
                case 1 -> new RoadWord(STATES.deserialize(source), null, null);
                case 2 -> new RoadWord(null, FORECASTS.deserialize(source), null);
                case 3 -> new RoadWord(null, null, EVENTS.deserialize(source));
                default -> throw new IOException("a word on the roads: of kind " + which + ", which this version does not know");
            };
        }

        @Override
        public TypeSerializer<RoadWord> duplicate() {
            return this;
        }

        @Override
        public TypeSerializerSnapshot<RoadWord> snapshotConfiguration() {
            return new WordSnapshot();
        }

        /** Its class is all there is to know. */
        public static final class WordSnapshot extends Snapshot<RoadWord> {
            public WordSnapshot() {
                super(Serializer::new);
            }
        }
    }
}
