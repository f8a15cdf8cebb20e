package city.mio.jobs.alert;

import city.mio.events.DeadLetter;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets passages in: each ends as accepted, as a duplicate, or as a dead letter (camera unknown, time out of range, or too
 * late), and what became of them is told by minute in receipts. Keyed by camera.
 */
final class PassageIntake extends KeyedProcessFunction<String, Inbound<HaulPassage>, HaulPassage> {

    static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused-passages", SerializerType.ofEvents(Topics.DEAD_LETTER));
    static final OutputTag<IntakeReceipt> RECEIPTS =
            new OutputTag<>("passage-receipts", SerializerType.ofEvents(Topics.INTAKE_RECEIPT));

    private static final long serialVersionUID = 1;
    private static final long MINUTE = 60_000;

    private final CityContext city;

    private transient MapState<Long, Long> seen;
    private transient MapState<Long, MinuteTally> tallies;
    private transient Counter duplicates;
    private transient Counter refused;

    PassageIntake(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.LONG));
        tallies = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("tallies", Types.LONG, StateForm.TALLY.typeInfo()));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicatePassages");
        refused = getRuntimeContext().getMetricGroup().counter("refusedPassages");
    }

    @Override
    public void processElement(Inbound<HaulPassage> inbound, Context ctx, Collector<HaulPassage> out)
            throws Exception {
        HaulPassage passage = inbound.event();
        AlertSettings settings = city.settings();
        long watermark = ctx.timerService().currentWatermark();
        long lateness = settings.latenessMinutes() * MINUTE;
        boolean isTimeKnown = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        if (!city.isCamera(passage.cameraId())) {
            refuse(inbound, RefusalReason.UNKNOWN_DEVICE, "cameraId " + passage.cameraId(), ctx);
            return;
        }
        if (!settings.isTimeInRange(passage.time())
                || (isTimeKnown && passage.time() - watermark > settings.mostJumpMinutes() * MINUTE)) {
            String detail = "time " + Instant.ofEpochMilli(passage.time()) + " is out of range or far ahead of all others";
            refuse(inbound, RefusalReason.TIME_OUT_OF_RANGE, detail, ctx);
            return;
        }
        if (watermark != Long.MIN_VALUE && passage.time() < watermark - lateness) {
            String detail = "time " + Instant.ofEpochMilli(passage.time()) + " is older than lateness allows";
            refuse(inbound, RefusalReason.TOO_LATE, detail, ctx);
            return;
        }
        long minute = passage.time() - Math.floorMod(passage.time(), MINUTE);
        MinuteTally tally = tallies.get(minute) == null ? MinuteTally.NONE : tallies.get(minute);
        if (seen.contains(passage.identity())) {
            duplicates.inc();
            tallies.put(minute, new MinuteTally(tally.accepted(), tally.digest(), tally.duplicates() + 1));
        } else {
            seen.put(passage.identity(), passage.time());
            tallies.put(
                    minute,
                    new MinuteTally(
                            tally.accepted() + 1,
                            tally.digest() + IntakeReceipt.digestOf(passage.identity()),
                            tally.duplicates()));
            out.collect(passage);
        }
        ctx.timerService().registerEventTimeTimer(minute + MINUTE);
        // A repeat of what is forgotten then is too late by then.
        ctx.timerService().registerEventTimeTimer(minute + MINUTE + lateness);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<HaulPassage> out) throws Exception {
        List<Long> told = new ArrayList<>();
        for (Map.Entry<Long, MinuteTally> entry : tallies.entries()) {
            if (entry.getKey() + MINUTE <= timestamp) {
                told.add(entry.getKey());
                MinuteTally tally = entry.getValue();
                ctx.output(
                        RECEIPTS,
                        IntakeReceipt.builder()
                                .source(IntakeSource.PASSAGES)
                                .deviceId(ctx.getCurrentKey())
                                .minute(entry.getKey())
                                .accepted(tally.accepted())
                                .digest(tally.digest())
                                .duplicates(tally.duplicates())
                                .build());
            }
        }
        for (Long minute : told) {
            tallies.remove(minute);
        }
        long lateness = city.settings().latenessMinutes() * MINUTE;
        List<Long> forgotten = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : seen.entries()) {
            if (entry.getValue() < timestamp - lateness) {
                forgotten.add(entry.getKey());
            }
        }
        for (Long identity : forgotten) {
            seen.remove(identity);
        }
    }

    private void refuse(Inbound<HaulPassage> inbound, RefusalReason reason, String detail, Context ctx) {
        refused.inc();
        ctx.output(REFUSED, inbound.refuse(reason, detail, inbound.event().cameraId()));
    }
}
