package city.mio.jobs.dispatch;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.LinkState;
import city.mio.events.RefusalReason;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripStatus;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.dispatch.live.NetworkDriveTimes;
import city.mio.models.dispatch.service.OnDemandService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Serves each service that is its key. Link states, forecasts of links and closures go to every task: their travel times, and
 * the time of the states as the city's clock. What is remembered of a service is put into bytes when a snapshot asks ({@link HeldService}); the state is asked for
 * before anything of it changes.
 */
final class DispatchFunction
        extends KeyedBroadcastProcessFunction<String, ServiceInput, RoadWord, TripOffer> {

    static final OutputTag<DispatchPlan> PLANS =
            new OutputTag<>("dispatch-plans", SerializerType.ofEvents(Topics.DISPATCH_PLAN));
    static final OutputTag<Alert> ALERTS = new OutputTag<>("dispatch-alerts", SerializerType.ofEvents(Topics.ALERT));

    /** The newest state of each link. */
    static final MapStateDescriptor<Long, LinkState> LINKS =
            new MapStateDescriptor<>("links", Types.LONG, SerializerType.ofEvents(Topics.LINK_STATE));

    /** The newest forecast of each link. */
    static final MapStateDescriptor<Long, Forecast> FORECASTS =
            new MapStateDescriptor<>("forecasts", Types.LONG, SerializerType.ofEvents(Topics.FORECAST));

    /** Links that are closed or will be, by event. */
    static final MapStateDescriptor<String, RoadEvent> CLOSURES =
            new MapStateDescriptor<>("closures", Types.STRING, SerializerType.ofEvents(Topics.ROAD_EVENT));

    private static final long serialVersionUID = 1L;

    private final DispatchJobSettings settings;
    private final boolean inBackground;

    private transient Map<String, ServiceSettings> services;
    private transient Map<String, ServiceDesk> desks;
    private transient ExecutorService worker;
    private transient LiveTimes times;
    private transient boolean timesRestored;
    private transient BusPlaces places;
    private transient RoadNetwork network;
    private transient ValueStateDescriptor<HeldService> kept;
    private transient ValueState<HeldService> state;
    private transient Counter duplicates;
    private transient Counter offRoad;
    private transient Counter notTaken;
    private transient Counter unreadable;
    private transient Counter requests;
    private transient Counter offers;

    DispatchFunction(DispatchJobSettings settings) {
        this(settings, true);
    }

    /** @param inBackground whether another thread makes new travel times ready */
    DispatchFunction(DispatchJobSettings settings, boolean inBackground) {
        this.settings = settings;
        this.inBackground = inBackground;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        Path file = Path.of(settings.networkFile());
        network = SharedNetworks.get(file);
        places = new BusPlaces(SharedNetworks.getIndex(file));
        services = new HashMap<>();
        settings.services().forEach(service -> services.put(service.key(), service));
        desks = new HashMap<>();
        worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "dispatch-travel-times");
            thread.setDaemon(true);
            return thread;
        });
        times = new LiveTimes(network, settings, inBackground ? worker : Runnable::run);
        kept = new ValueStateDescriptor<>("service", new HeldService.Serializer());
        kept.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(settings.forgetDays()))
                .build());
        state = getRuntimeContext().getState(kept);
        var metrics = getRuntimeContext().getMetricGroup();
        duplicates = metrics.counter("duplicates");
        offRoad = metrics.counter("positionsOffRoad");
        notTaken = metrics.counter("roadWordsNotTaken");
        unreadable = metrics.counter("unreadableRoadWords");
        requests = metrics.counter("requests");
        offers = metrics.counter("offers");
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.shutdownNow();
        }
    }

    @Override
    public void processElement(ServiceInput input, ReadOnlyContext ctx, Collector<TripOffer> out) throws Exception {
        restoreTimes(
                ctx.getBroadcastState(LINKS).immutableEntries(),
                ctx.getBroadcastState(FORECASTS).immutableEntries(),
                ctx.getBroadcastState(CLOSURES).immutableEntries());
        times.publishIfDue(ctx.currentProcessingTime());
        String key = ctx.getCurrentKey();
        ServiceSettings service = services.get(key);
        if (service == null) {
            refuseUnknown(input, ctx, out);
            return;
        }
        ServiceDesk desk = desk(service, state.value());
        Tell tell = new Out(ctx::output, out);
        if (input.request() != null) {
            requests.inc();
            desk.request(input.request(), tell);
        } else {
            desk.status(input.status(), tell);
        }
        times.heard(desk.memory().now);
        state.update(new HeldService(desk.memory()));
    }

    private void refuseUnknown(ServiceInput input, ReadOnlyContext ctx, Collector<TripOffer> out) {
        if (input.status() != null) {
            ctx.output(
                    DispatchIntake.LETTERS,
                    input.status().refuse(
                            RefusalReason.UNKNOWN_DEVICE,
                            "no service " + input.serviceKey(),
                            input.status().event().vehicleId()));
            return;
        }
        Inbound<TripRequest> inbound = input.request();
        TripRequest said = inbound.event();
        out.collect(TripOffer.builder()
                .operatorId(said.operatorId())
                .zoneId(said.zoneId())
                .requestId(said.requestId())
                .inReplyTo(said.messageId())
                .time(said.time())
                .news(TripNews.ANSWER)
                .status(TripStatus.REFUSED)
                .refusal(TripRefusal.UNKNOWN_SERVICE)
                .detail("no operator " + said.operatorId() + " runs in zone " + said.zoneId())
                .party(said.party())
                .ingestedAt(Math.max(0, inbound.ingestedAt()))
                .build());
    }

    @Override
    public void processBroadcastElement(RoadWord word, Context ctx, Collector<TripOffer> out) throws Exception {
        var links = ctx.getBroadcastState(LINKS);
        var forecasts = ctx.getBroadcastState(FORECASTS);
        var closures = ctx.getBroadcastState(CLOSURES);
        restoreTimes(links.immutableEntries(), forecasts.immutableEntries(), closures.immutableEntries());
        if (!word.isReadable()) {
            // Other jobs write them; whoever else does is told by the job that takes them as input first.
            unreadable.inc();
            return;
        }
        long before = times.clock();
        boolean taken;
        boolean closed = false;
        if (word.state() != null) {
            LinkState said = word.state().event();
            taken = times.take(said);
            if (taken) {
                links.put(said.linkId(), said);
            }
        } else if (word.forecast() != null) {
            Forecast said = word.forecast().event();
            taken = times.take(said);
            if (taken) {
                forecasts.put(Long.parseLong(said.targetId()), said);
            }
        } else {
            RoadEvent said = word.event().event();
            taken = times.take(said);
            closed = taken;
            if (taken && said.kind() == RoadEventKind.CLOSURE) {
                closures.put(said.eventId(), said);
            } else {
                closures.remove(said.eventId());
            }
        }
        if (!taken) {
            notTaken.inc();
            return;
        }
        for (String over : times.forgetClosures()) {
            closures.remove(over);
        }
        times.publishIfDue(ctx.currentProcessingTime());
        if (closed || times.clock() > before) {
            long clock = times.clock();
            ctx.applyToKeyedState(kept, (key, value) -> {
                ServiceSettings service = services.get(key);
                HeldService held = value.value();
                if (service != null && held != null) {
                    ServiceDesk desk = desk(service, held);
                    desk.clock(clock, new Out(ctx::output, out));
                    value.update(new HeldService(desk.memory()));
                }
            });
        }
    }

    /** What is remembered of a service that this task has served. */
    ServiceMemory memory(String serviceKey) {
        return desks.get(serviceKey).memory();
    }

    private void restoreTimes(
            Iterable<Map.Entry<Long, LinkState>> links,
            Iterable<Map.Entry<Long, Forecast>> forecasts,
            Iterable<Map.Entry<String, RoadEvent>> closures) {
        if (!timesRestored) {
            timesRestored = true;
            boolean any = false;
            for (Map.Entry<Long, LinkState> entry : links) {
                any |= times.take(entry.getValue());
            }
            for (Map.Entry<Long, Forecast> entry : forecasts) {
                any |= times.take(entry.getValue());
            }
            for (Map.Entry<String, RoadEvent> entry : closures) {
                any |= times.take(entry.getValue());
            }
            if (any) {
                times.publish();
            }
        }
    }

    /** The desk of a service, from what was kept if this task has not served it yet or it was forgotten meanwhile. */
    private ServiceDesk desk(ServiceSettings service, HeldService held) throws IOException {
        if (held == null) {
            desks.remove(service.key());
        }
        ServiceDesk desk = desks.get(service.key());
        if (desk == null) {
            OnDemandService bound = service.on(network);
            desk = new ServiceDesk(
                    service,
                    bound,
                    settings,
                    new NetworkDriveTimes(times.travelTimes(), bound, LiveTimes.SLICE_SECONDS, LiveTimes.SLICES),
                    times::closedAt,
                    places,
                    held == null ? null : ServiceMemory.read(held.write(), bound),
                    new ServiceDesk.Counts() {
                        @Override
                        public void duplicate() {
                            duplicates.inc();
                        }

                        @Override
                        public void offRoad() {
                            offRoad.inc();
                        }
                    });
            desks.put(service.key(), desk);
        }
        return desk;
    }

    /** A side output of either context. */
    private interface Side {
        <X> void output(OutputTag<X> tag, X value);
    }

    /** Offers to the main output, the rest to the side. */
    private final class Out implements Tell {

        private final Side side;
        private final Collector<TripOffer> out;

        Out(Side side, Collector<TripOffer> out) {
            this.side = side;
            this.out = out;
        }

        @Override
        public void offer(TripOffer offer) {
            offers.inc();
            out.collect(offer);
        }

        @Override
        public void plan(DispatchPlan plan) {
            side.output(PLANS, plan);
        }

        @Override
        public void alert(Alert alert) {
            side.output(ALERTS, alert);
        }

        @Override
        public void letter(DeadLetter letter) {
            side.output(DispatchIntake.LETTERS, letter);
        }
    }
}
