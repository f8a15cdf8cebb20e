package city.mio.jobs.forecast;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.jobs.topics.Inbound;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** What road events and declarations say of slots to come, told to each part of the city. */
final class SlotIntake {

    private SlotIntake() {}

    /** They speak of the future and have no event time of their own, so they hold nobody back. */
    static <T> WatermarkStrategy<T> aside() {
        return WatermarkStrategy.forGenerator(context -> new Aside<>());
    }

    private static final class Aside<T> implements WatermarkGenerator<T> {

        @Override
        public void onEvent(T event, long time, WatermarkOutput output) {
            // Says nothing of time.
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    /** What cannot be read, or says nothing of slots, is counted; other jobs refuse it. */
    private abstract static class News<T> extends ProcessFunction<Inbound<T>, SlotNews> {

        private static final long serialVersionUID = 1;

        private final CityTargets city;
        private transient Counter unreadable;
        private transient Counter passedOver;

        News(CityTargets city) {
            this.city = city;
        }

        @Override
        public void open(OpenContext context) {
            unreadable = getRuntimeContext().getMetricGroup().counter("unreadable");
            passedOver = getRuntimeContext().getMetricGroup().counter("passedOver");
        }

        @Override
        public void processElement(Inbound<T> inbound, Context ctx, Collector<SlotNews> out) {
            if (!inbound.isReadable()) {
                unreadable.inc();
                return;
            }
            boolean told = false;
            for (String part : parts()) {
                SlotNews news = of(part, inbound.event());
                if (news != null) {
                    out.collect(news);
                    told = true;
                }
            }
            if (!told) {
                passedOver.inc();
            }
        }

        private List<String> parts() {
            int shards = city.settings().linkShards();
            List<String> parts = new ArrayList<>();
            parts.add(PartKey.DETECTORS);
            for (int shard = 0; shard < shards; shard++) {
                parts.add(PartKey.ofLink(shard, shards));
            }
            return parts;
        }

        /** Null if it says nothing of slots. */
        abstract SlotNews of(String part, T event);
    }

    static final class OfRoad extends News<RoadEvent> {

        private static final long serialVersionUID = 1;

        OfRoad(CityTargets city) {
            super(city);
        }

        @Override
        SlotNews of(String part, RoadEvent event) {
            SlotNews.Kind kind = switch (event.kind()) {
                case RAIN -> SlotNews.Kind.RAIN;
                case CROWD -> SlotNews.Kind.CROWD;
                case CLOSURE -> SlotNews.Kind.CLOSURE;
                case LANES_CLOSED, WORKS, ACCIDENT -> SlotNews.Kind.LANES_CLOSED;
            };
            boolean ofLanes = kind == SlotNews.Kind.LANES_CLOSED;
            // A crowd without a place is one of the calendar's; a closure without one, or of no lanes, says nothing.
            if (kind != SlotNews.Kind.RAIN && event.linkId() == 0 || ofLanes && event.lanesClosed() == 0) {
                return null;
            }
            return new SlotNews(part, "road " + event.eventId(), kind, event.start(), event.end(), event.linkId(), "",
                    ofLanes ? event.lanesClosed() : event.magnitude());
        }
    }

    static final class OfHaul extends News<HaulDeclaration> {

        private static final long serialVersionUID = 1;

        OfHaul(CityTargets city) {
            super(city);
        }

        @Override
        SlotNews of(String part, HaulDeclaration declaration) {
            return new SlotNews(part, "haul " + declaration.declarationId(), SlotNews.Kind.HAUL, declaration.slotStart(),
                    declaration.slotEnd(), 0, declaration.routeId(),
                    declaration.status() == DeclarationStatus.CANCELLED ? 0 : 1);
        }
    }
}
