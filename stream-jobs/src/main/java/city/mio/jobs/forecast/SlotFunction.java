package city.mio.jobs.forecast;

import city.mio.events.SlotForecast;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveTarget;
import city.mio.models.forecast.live.MinuteValues;
import city.mio.models.forecast.slots.SlotModel;
import city.mio.models.forecast.slots.SlotWidths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts the slots of the next two weeks for one part of the city. Each half hour of event time what is left of today is
 * told, each three hours tomorrow, after midnight and with a new model all fourteen days; and, within a minute of event
 * time, the days for which rain, a closure or a crowd became known. Keyed by the part. Keeps eight days of slots and what is known of others.
 */
final class SlotFunction extends KeyedCoProcessFunction<String, TargetValue, SlotNews, SlotForecast> {

    static final long SLOT = 1_800_000;
    /** A week that levels are made of, and the day that intervals follow. */
    static final int KEPT_SLOTS = (SlotModel.DAYS_BEHIND + 1) * 48;

    private static final Logger LOG = LoggerFactory.getLogger(SlotFunction.class);
    private static final long serialVersionUID = 1;
    private static final long MINUTE = 60_000;
    private static final long STEP = 5 * MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final int STEPS = (int) (SLOT / STEP);
    /** As in training: a slot counts if half of its steps were seen. */
    private static final int LEAST_STEPS = STEPS / 2;
    private static final int TOMORROW_EVERY_SLOTS = 6;
    /** What is said of farther days is told again when they come near; what lasts longer has a wild clock. */
    private static final long FARTHEST = 60 * DAY;

    private final CityTargets city;

    private transient Map<String, Live> parts;
    private transient MapState<String, MinuteValues> minutes;
    /** By begin of the slot: {@code [channel * targets + target]}. */
    private transient MapState<Long, float[]> rows;
    private transient MapState<String, SlotNews> known;
    private transient ValueState<byte[]> widths;
    private transient ValueState<Long> nextSlot;
    private transient ValueState<Long> heardUntil;
    /** Which model spoke last, and of which targets the rows are. */
    private transient ValueState<String> spoke;
    private transient ValueState<Integer> targetsHash;
    /** From when to when something became known that is not told yet. */
    private transient ValueState<Long> changedFrom;
    private transient ValueState<Long> changedTo;
    private transient Counter late;
    private transient Counter unknownTargets;
    private transient Counter refusedModels;
    private transient Counter refusedNews;

    /** What is at hand of a part while the task runs. */
    private static final class Live {
        private final List<LiveTarget> targets;
        private final List<LiveChannel> channels;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final SlotShelf shelf;
        private final Map<Long, float[]> rows = new HashMap<>();
        private SlotPart speaker;

        Live(List<LiveTarget> targets, List<LiveChannel> channels, SlotShelf shelf) {
            this.targets = targets;
            this.channels = channels;
            this.shelf = shelf;
            for (int i = 0; i < targets.size(); i++) {
                numbers.put(targets.get(i).id(), i);
            }
        }
    }

    SlotFunction(CityTargets city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) {
        parts = new HashMap<>();
        var runtime = getRuntimeContext();
        minutes = runtime.getMapState(new MapStateDescriptor<>(
                "minutes", Types.STRING, SerializerType.of(MinuteValues.class, new MinuteValuesSerializer())));
        rows = runtime.getMapState(new MapStateDescriptor<>(
                "slots", Types.LONG, PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO));
        known = runtime.getMapState(new MapStateDescriptor<>(
                "news", Types.STRING, SerializerType.of(SlotNews.class, new SlotNews.Serializer())));
        widths = runtime.getState(
                new ValueStateDescriptor<>("widths", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        nextSlot = runtime.getState(new ValueStateDescriptor<>("nextSlot", Types.LONG));
        heardUntil = runtime.getState(new ValueStateDescriptor<>("heardUntil", Types.LONG));
        spoke = runtime.getState(new ValueStateDescriptor<>("spoke", Types.STRING));
        targetsHash = runtime.getState(new ValueStateDescriptor<>("targets", Types.INT));
        changedFrom = runtime.getState(new ValueStateDescriptor<>("changedFrom", Types.LONG));
        changedTo = runtime.getState(new ValueStateDescriptor<>("changedTo", Types.LONG));
        var metrics = runtime.getMetricGroup();
        late = metrics.counter("lateValues");
        unknownTargets = metrics.counter("valuesOfUnknownTargets");
        refusedModels = metrics.counter("refusedSlotModels");
        refusedNews = metrics.counter("refusedNews");
    }

    @Override
    public void processElement1(TargetValue value, Context ctx, Collector<SlotForecast> out) throws Exception {
        if (!live(ctx.getCurrentKey()).numbers.containsKey(value.targetId())) {
            unknownTargets.inc();
            return;
        }
        Long next = nextSlot.value();
        if (next == null) {
            next = Math.floorDiv(value.start(), SLOT) * SLOT + SLOT;
            nextSlot.update(next);
            ctx.timerService().registerEventTimeTimer(next);
        }
        if (value.start() < next - SLOT) {
            late.inc();
            return;
        }
        MinuteValues values = minutes.get(value.targetId());
        values = values == null ? new MinuteValues() : values;
        values.put(value.start(), value.channel(), value.value(), value.weight());
        minutes.put(value.targetId(), values);
        Long heard = heardUntil.value();
        if (heard == null || value.start() + MINUTE > heard) {
            heardUntil.update(value.start() + MINUTE);
        }
    }

    @Override
    public void processElement2(SlotNews news, Context ctx, Collector<SlotForecast> out) throws Exception {
        long now = ctx.timerService().currentWatermark();
        boolean begun = now > 0 && now < Long.MAX_VALUE - DAY;
        if (begun
                && (news.begin() > now + FARTHEST
                        || news.end() - news.begin() > FARTHEST
                        || news.end() < now - KEPT_SLOTS * SLOT)) {
            refusedNews.inc();
            return;
        }
        SlotNews before = known.get(news.id());
        if (news.equals(before)) {
            return;
        }
        known.put(news.id(), news);
        note(news);
        if (before != null) {
            note(before);
        }
        // Construction vehicles are declared all day long, each moves little: the next half hour is soon enough for them.
        if (begun && nextSlot.value() != null && news.kind() != SlotNews.Kind.HAUL) {
            // Together with what else becomes known in this minute.
            ctx.timerService().registerEventTimeTimer(Math.floorDiv(now, MINUTE) * MINUTE + 2 * MINUTE);
        }
    }

    private void note(SlotNews news) throws IOException {
        Long from = changedFrom.value();
        Long to = changedTo.value();
        // A crowd comes before and leaves after.
        changedFrom.update(Math.min(from == null ? Long.MAX_VALUE : from, news.begin() - 2 * 60 * MINUTE));
        changedTo.update(Math.max(to == null ? Long.MIN_VALUE : to, news.end() + 2 * 60 * MINUTE));
    }

    @Override
    public void onTimer(long time, OnTimerContext ctx, Collector<SlotForecast> out) throws Exception {
        Long due = nextSlot.value();
        if (due == null) {
            return;
        }
        boolean drained = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
        long heard = heardUntil.value();
        if (drained && time > heard) {
            // At the end of the input nothing more comes; the last slot is not over.
            return;
        }
        Live live = live(ctx.getCurrentKey());
        if (time < due) {
            if (live.speaker != null && changedFrom.value() != null) {
                tell(live, due - SLOT, time, changed(live, due - SLOT, new boolean[SlotModel.DAYS_AHEAD]), out);
            }
            return;
        }
        if (time != due) {
            return;
        }
        if (time - heard >= city.settings().forgetHours() * 60 * MINUTE) {
            forget(ctx.getCurrentKey());
            return;
        }
        close(live, time);
        forgetOldNews(time);
        boolean renewed = lookForModel(ctx.getCurrentKey(), live);
        if (live.speaker != null) {
            long midnight = live.speaker.midnight(time, 0);
            boolean dayBegins = time == midnight;
            if (dayBegins) {
                SlotWidths kept = widths(live);
                live.speaker.follow(kept, live.rows, known.values(), time);
                keep(kept);
            }
            boolean all = renewed || dayBegins || !live.speaker.version().equals(spoke.value());
            boolean[] days = new boolean[SlotModel.DAYS_AHEAD];
            Arrays.fill(days, all);
            days[0] = true;
            days[1] |= (time - midnight) / SLOT % TOMORROW_EVERY_SLOTS == 0;
            tell(live, time, time, changed(live, time, days), out);
            spoke.update(live.speaker.version());
        }
        nextSlot.update(time + SLOT);
        ctx.timerService().registerEventTimeTimer(time + SLOT);
    }

    /** The days, those added for which something became known. */
    private boolean[] changed(Live live, long now, boolean[] days) throws IOException {
        Long from = changedFrom.value();
        Long to = changedTo.value();
        for (int day = 0; from != null && day < days.length; day++) {
            days[day] |= from < live.speaker.midnight(now, day + 1) && to > live.speaker.midnight(now, day);
        }
        changedFrom.clear();
        changedTo.clear();
        return days;
    }

    private void tell(Live live, long now, long time, boolean[] days, Collector<SlotForecast> out) throws Exception {
        live.speaker.tell(widths(live), live.rows, known.values(), now, time, days, out::collect);
    }

    /** Makes a row of the slot that ended, and lets go of what is too old. */
    private void close(Live live, long time) throws Exception {
        int targets = live.targets.size();
        float[] row = new float[live.channels.size() * targets];
        Arrays.fill(row, Float.NaN);
        List<String> empty = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, MinuteValues> entry : minutes.entries()) {
            Integer target = live.numbers.get(entry.getKey());
            MinuteValues values = entry.getValue();
            for (int channel = 0; target != null && channel < live.channels.size(); channel++) {
                float value = slot(values, live.channels.get(channel).kind(), channel, time - SLOT);
                row[channel * targets + target] = value;
                any |= !Float.isNaN(value);
            }
            values.forgetBefore(time);
            if (values.isEmpty() || target == null) {
                empty.add(entry.getKey());
            } else {
                entry.setValue(values);
            }
        }
        for (String target : empty) {
            minutes.remove(target);
        }
        if (any) {
            rows.put(time - SLOT, row);
            live.rows.put(time - SLOT, row);
        }
        long oldest = time - KEPT_SLOTS * SLOT;
        for (Iterator<Long> begins = rows.keys().iterator(); begins.hasNext(); ) {
            long begin = begins.next();
            if (begin < oldest) {
                begins.remove();
                live.rows.remove(begin);
            }
        }
    }

    private static float slot(MinuteValues values, LiveChannel.Kind kind, int channel, long from) {
        double sum = 0;
        int seen = 0;
        for (int step = 0; step < STEPS; step++) {
            float value = values.step(kind, channel, from + step * STEP, STEP);
            if (!Float.isNaN(value)) {
                sum += value;
                seen++;
            }
        }
        if (seen < LEAST_STEPS) {
            return Float.NaN;
        }
        return (float) (kind == LiveChannel.Kind.COUNT ? sum / seen * STEPS : sum / seen);
    }

    private void forgetOldNews(long time) throws Exception {
        for (Iterator<Map.Entry<String, SlotNews>> each = known.iterator(); each.hasNext(); ) {
            SlotNews news = each.next().getValue();
            if (news.end() < time - KEPT_SLOTS * SLOT || news.begin() > time + FARTHEST) {
                each.remove();
            }
        }
    }

    private void forget(String key) {
        minutes.clear();
        rows.clear();
        known.clear();
        widths.clear();
        nextSlot.clear();
        heardUntil.clear();
        spoke.clear();
        targetsHash.clear();
        changedFrom.clear();
        changedTo.clear();
        parts.remove(key);
    }

    private SlotWidths widths(Live live) throws IOException {
        byte[] bytes = widths.value();
        if (bytes == null) {
            return new SlotWidths(live.channels.size());
        }
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return SlotWidths.read(data, live.channels.size());
        }
    }

    private void keep(SlotWidths kept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            kept.write(data);
        }
        widths.update(bytes.toByteArray());
    }

    /** Whether a newer model speaks from now on. */
    private boolean lookForModel(String key, Live live) throws IOException {
        Optional<SlotShelf.Version> newer = live.shelf.findNewer(live.speaker == null ? "" : live.speaker.version());
        if (newer.isEmpty()) {
            return false;
        }
        live.speaker = new SlotPart(key, city, live.targets, newer.get());
        boolean isNew = !newer.get().name().equals(spoke.value());
        if (isNew) {
            // The widths are of the errors of the model before.
            widths.clear();
            LOG.info("slot forecast of {}: model {} speaks", key, newer.get().name());
        }
        return isNew;
    }

    private Live live(String key) throws Exception {
        Live live = parts.get(key);
        if (live != null) {
            return live;
        }
        PartKey part = new PartKey(key, 0);
        List<LiveTarget> targets = city.targets(part);
        List<LiveChannel> channels = CityTargets.channels(part);
        String folder = city.settings().modelFolder();
        live = new Live(targets, channels, new SlotShelf(
                folder == null ? null : Path.of(folder, "slots", key),
                channels.stream().map(LiveChannel::name).toList(),
                line -> {
                    refusedModels.inc();
                    LOG.warn("slot forecast of {}: refused model {}", key, line);
                }));
        int hash = targets.stream().map(LiveTarget::id).toList().hashCode();
        if (targetsHash.value() != null && targetsHash.value() != hash) {
            // Another network: rows are of other targets.
            rows.clear();
        }
        targetsHash.update(hash);
        for (Map.Entry<Long, float[]> row : rows.entries()) {
            live.rows.put(row.getKey(), row.getValue());
        }
        lookForModel(key, live);
        parts.put(key, live);
        return live;
    }
}
