package city.mio.jobs.forecast;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.forecast.live.Conditions;
import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveModel;
import city.mio.models.forecast.live.LivePart;
import city.mio.models.forecast.live.LiveTarget;
import city.mio.models.forecast.live.MinuteValues;
import city.mio.models.forecast.live.Tick;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts one part of the city: keeps the values of its targets until their step is over, then scores all targets at
 * once. Looks for a newer model at each tick. Tells to the side how well forecasts hold. Keyed by {@link PartKey}.
 */
final class ForecastFunction extends KeyedBroadcastProcessFunction<String, TargetValue, RoadEvent, Forecast> {

    static final OutputTag<ForecastQuality> QUALITY =
            new OutputTag<>("forecast-quality", SerializerType.ofEvents(Topics.FORECAST_QUALITY));

    /** What is known of the road, by the event's id; the same in every task. */
    static final MapStateDescriptor<String, RoadEvent> ROAD_EVENTS =
            new MapStateDescriptor<>("roadEvents", Types.STRING, SerializerType.ofEvents(Topics.ROAD_EVENT));

    private static final Logger LOG = LoggerFactory.getLogger(ForecastFunction.class);
    private static final long serialVersionUID = 1;
    private static final long MINUTE = 60_000;
    /** Steps before the newest whose values may still be corrected. */
    private static final int CORRECTED_STEPS = 2;
    /** A shower that is over is still seen in the last quarter of an hour, which a restarted task looks at once more. */
    private static final long KEPT_AFTER_END = 120 * MINUTE;

    private final CityTargets city;

    private transient Map<String, Live> parts;
    private transient MapState<String, MinuteValues> minutes;
    /** What {@link LivePart#write} wrote after the newest tick. */
    private transient ValueState<byte[]> kept;
    private transient ValueState<Long> nextTick;
    private transient ValueState<Long> heardUntil;
    /** The newest version that has lost its trial: older ones are not tried again. */
    private transient ValueState<String> lost;
    private transient Counter late;
    private transient Counter unknownTargets;
    private transient Counter refusedModels;
    private transient Counter adoptedModels;
    private transient Counter lostTrials;
    private transient Counter outcomes;

    /** What is at hand of a part while the task runs. */
    private record Live(
            LivePart part,
            ModelShelf shelf,
            Map<String, Integer> numbers,
            List<LiveChannel> channels,
            PartVoice voice,
            PartMetrics metrics) {}

    ForecastFunction(CityTargets city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) {
        parts = new HashMap<>();
        minutes = getRuntimeContext().getMapState(new MapStateDescriptor<>(
                "minutes", Types.STRING, SerializerType.of(MinuteValues.class, new MinuteValuesSerializer())));
        kept = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("part", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        nextTick = getRuntimeContext().getState(new ValueStateDescriptor<>("nextTick", Types.LONG));
        heardUntil = getRuntimeContext().getState(new ValueStateDescriptor<>("heardUntil", Types.LONG));
        lost = getRuntimeContext().getState(new ValueStateDescriptor<>("lost", Types.STRING));
        var metrics = getRuntimeContext().getMetricGroup();
        late = metrics.counter("lateValues");
        unknownTargets = metrics.counter("valuesOfUnknownTargets");
        refusedModels = metrics.counter("refusedModels");
        adoptedModels = metrics.counter("adoptedModels");
        lostTrials = metrics.counter("lostTrials");
        outcomes = metrics.counter("outcomes");
    }

    private long step() {
        return city.settings().live().stepMillis();
    }

    @Override
    public void processElement(TargetValue value, ReadOnlyContext ctx, Collector<Forecast> out) throws Exception {
        PartKey key = PartKey.of(ctx.getCurrentKey());
        if (!live(key, ctx.getBroadcastState(ROAD_EVENTS)).numbers().containsKey(value.targetId())) {
            unknownTargets.inc();
            return;
        }
        Long next = nextTick.value();
        if (next == null) {
            // The first step is the one that this value lies in.
            long phase = key.phase() * MINUTE;
            next = Math.floorDiv(value.start() - phase, step()) * step() + phase + step();
            nextTick.update(next);
            ctx.timerService().registerEventTimeTimer(next);
        }
        if (value.start() < next - (1 + CORRECTED_STEPS) * step()) {
            late.inc();
            return;
        }
        MinuteValues known = minutes.get(value.targetId());
        known = known == null ? new MinuteValues() : known;
        known.put(value.start(), value.channel(), value.value(), value.weight());
        minutes.put(value.targetId(), known);
        Long heard = heardUntil.value();
        if (heard == null || value.start() + MINUTE > heard) {
            heardUntil.update(value.start() + MINUTE);
        }
    }

    @Override
    public void processBroadcastElement(RoadEvent event, Context ctx, Collector<Forecast> out) throws Exception {
        BroadcastState<String, RoadEvent> events = ctx.getBroadcastState(ROAD_EVENTS);
        events.put(event.eventId(), event);
        List<String> over = new ArrayList<>();
        // Before the first watermark nothing is over.
        long oldest = Math.max(ctx.currentWatermark(), 0) - KEPT_AFTER_END;
        for (Map.Entry<String, RoadEvent> each : events.entries()) {
            if (each.getValue().end() < oldest) {
                over.add(each.getKey());
            }
        }
        for (String id : over) {
            events.remove(id);
        }
    }

    /** What the events say of the targets of a part, leaving out what a task no longer needs to look back at. */
    private Conditions conditions(PartKey key, ReadOnlyBroadcastState<String, RoadEvent> events) throws Exception {
        List<Conditions.Rain> rain = new ArrayList<>();
        List<Conditions.Disturbance> disturbances = new ArrayList<>();
        for (Map.Entry<String, RoadEvent> entry : events.immutableEntries()) {
            RoadEvent event = entry.getValue();
            if (event.kind() == RoadEventKind.RAIN) {
                rain.add(new Conditions.Rain(event.start(), event.end(), event.magnitude()));
            } else if (event.linkId() != 0 && event.kind() != RoadEventKind.CROWD) {
                boolean closed = event.kind() == RoadEventKind.CLOSURE;
                for (String target : city.targetsOn(key, event.linkId())) {
                    disturbances.add(new Conditions.Disturbance(target, event.start(), event.end(), closed));
                }
            }
        }
        return new Conditions(rain, disturbances);
    }

    @Override
    public void onTimer(long time, OnTimerContext ctx, Collector<Forecast> out) throws Exception {
        Long due = nextTick.value();
        if (due == null || due != time) {
            return;
        }
        long heard = heardUntil.value();
        if (ctx.timerService().currentWatermark() == Long.MAX_VALUE && time > heard) {
            // At the end of the input nothing more comes; the last step is not over.
            return;
        }
        PartKey key = PartKey.of(ctx.getCurrentKey());
        if (time - heard >= city.settings().forgetHours() * 60 * MINUTE) {
            minutes.clear();
            kept.clear();
            nextTick.clear();
            heardUntil.clear();
            lost.clear();
            parts.remove(key.text());
            return;
        }
        ReadOnlyBroadcastState<String, RoadEvent> events = ctx.getBroadcastState(ROAD_EVENTS);
        Live live = live(key, events);
        long began = System.nanoTime();
        live.part().know(conditions(key, events));
        lookForModel(key, live);
        live.part().begin(time - step());
        takeMinutes(live, time);
        if (!live.part().isSilent()) {
            Tick tick = live.part().finish();
            live.metrics().scored((System.nanoTime() - began) / 1_000_000);
            outcomes.inc(tick.outcomes());
            noteTrial(key, tick);
            live.voice().tell(live.part(), tick.said(), time, out::collect);
            if (key.phase() == 0) {
                live.voice().judge(live.part(), time, quality -> {
                    live.metrics().judged(quality);
                    ctx.output(QUALITY, quality);
                });
            }
        }
        kept.update(live.part().kept());
        nextTick.update(time + step());
        ctx.timerService().registerEventTimeTimer(time + step());
    }

    private void takeMinutes(Live live, long time) throws Exception {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, MinuteValues> entry : minutes.entries()) {
            MinuteValues values = entry.getValue();
            Integer target = live.numbers().get(entry.getKey());
            for (int back = CORRECTED_STEPS; target != null && back >= 0; back--) {
                long from = time - (1 + back) * step();
                for (int channel = 0; channel < live.channels().size(); channel++) {
                    float value = values.step(live.channels().get(channel).kind(), channel, from, step());
                    if (!Float.isNaN(value)) {
                        live.part().set(from, channel, target, value);
                    }
                }
            }
            values.forgetBefore(time - CORRECTED_STEPS * step());
            if (values.isEmpty() || target == null) {
                empty.add(entry.getKey());
            } else {
                entry.setValue(values);
            }
        }
        for (String target : empty) {
            minutes.remove(target);
        }
    }

    private void lookForModel(PartKey key, Live live) throws IOException {
        String active = live.part().findVersion().orElse("");
        String shadow = live.part().findShadow().orElse("");
        String best = max(max(active, shadow), Optional.ofNullable(lost.value()).orElse(""));
        Optional<LiveModel> newer = live.shelf().findNewer(best);
        if (newer.isPresent()) {
            live.part().offer(newer.get());
            LOG.info("forecast of {}: model {} {}", key.text(), newer.get().version(),
                    active.isEmpty() ? "speaks" : "is on trial beside " + active);
        }
    }

    private static String max(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void noteTrial(PartKey key, Tick tick) throws IOException {
        if (tick.adopted().isPresent()) {
            adoptedModels.inc();
            LOG.info("forecast of {}: model {} has taken over, its error is {} times that of the one before",
                    key.text(), tick.adopted().get(), tick.trialRatio());
        }
        if (tick.refused().isPresent()) {
            lostTrials.inc();
            lost.update(tick.refused().get());
            LOG.warn("forecast of {}: model {} does not take over, its error is {} times that of the one that speaks",
                    key.text(), tick.refused().get(), tick.trialRatio());
        }
    }

    private Live live(PartKey key, ReadOnlyBroadcastState<String, RoadEvent> events) throws Exception {
        Live live = parts.get(key.text());
        if (live == null) {
            live = load(key, events);
            parts.put(key.text(), live);
        }
        return live;
    }

    private Live load(PartKey key, ReadOnlyBroadcastState<String, RoadEvent> events) throws Exception {
        List<LiveTarget> targets = city.targets(key);
        List<LiveChannel> channels = CityTargets.channels(key);
        String folder = city.settings().modelFolder();
        ModelShelf shelf = new ModelShelf(
                folder == null ? null : Path.of(folder, key.part()), channels, city.settings().live(), line -> {
                    refusedModels.inc();
                    LOG.warn("forecast of {}: refused model {}", key.text(), line);
                });
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            numbers.put(targets.get(i).id(), i);
        }
        byte[] bytes = kept.value();
        LivePart part = bytes == null
                ? new LivePart(targets, channels, city.settings().live(), shelf.findNewer(""))
                : restore(bytes, targets, channels, shelf, conditions(key, events));
        return new Live(
                part,
                shelf,
                numbers,
                channels,
                new PartVoice(key, targets, key.isDetectors() ? null : lengths(targets)),
                new PartMetrics(getRuntimeContext().getMetricGroup(), key));
    }

    private LivePart restore(
            byte[] bytes,
            List<LiveTarget> targets,
            List<LiveChannel> channels,
            ModelShelf shelf,
            Conditions conditions)
            throws IOException {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return LivePart.read(data, targets, channels, city.settings().live(), shelf::find,
                    () -> shelf.findNewer(""), conditions);
        }
    }

    private float[] lengths(List<LiveTarget> targets) throws IOException {
        RoadNetwork roads = city.network();
        float[] lengths = new float[targets.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = roads.lengthMetres(roads.getLink(Long.parseLong(targets.get(i).id())));
        }
        return lengths;
    }
}
