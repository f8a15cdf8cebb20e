package city.mio.jobs.alert;

import city.mio.events.LinkState;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes event time along where the records themselves are not wanted. */
final class CityTime {

    private CityTime() {}

    /** Lets no record through; watermarks pass. */
    static <A, B> FlatMapFunction<A, B> only() {
        return (record, out) -> {};
    }

    /** The begin of each minute, once a task; the rest only takes its time along. */
    static final class FirstOfMinute implements FlatMapFunction<LinkState, Long> {

        private static final long serialVersionUID = 1;

        private transient long newest;

        @Override
        public void flatMap(LinkState state, Collector<Long> out) {
            if (state.minute() > newest) {
                newest = state.minute();
                out.collect(newest);
            }
        }
    }
}
