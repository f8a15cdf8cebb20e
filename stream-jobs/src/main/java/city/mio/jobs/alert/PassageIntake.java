package city.mio.jobs.alert;

import city.mio.events.DeadLetter;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
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
 * Lets passages in: each ends as accepted, as a duplicate, or as a dead letter (camera unknown, or too late), and what
 * became of them is told by minute in receipts. Keyed by camera.
 */
final class PassageIntake extends KeyedProcessFunction<String, HaulPassage, HaulPassage> {

    static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused-passages", StateForm.DEAD_LETTER.typeInfo());
    static final OutputTag<IntakeReceipt> RECEIPTS =
            new OutputTag<>("passage-receipts", StateForm.RECEIPT.typeInfo());

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
    public void processElement(HaulPassage passage, Context ctx, Collector<HaulPassage> out) throws Exception {
        if (city.names().findCamera(passage.cameraId()).isEmpty()) {
            refuse(passage, RefusalReason.UNKNOWN_DEVICE, "cameraId: the city has no such camera", ctx);
            return;
        }
        long watermark = ctx.timerService().currentWatermark();
        long lateness = city.settings().latenessMinutes() * MINUTE;
        if (watermark != Long.MIN_VALUE && passage.time() < watermark - lateness) {
            refuse(passage, RefusalReason.TOO_LATE, "time: older than the lateness that is allowed", ctx);
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

    private void refuse(HaulPassage passage, RefusalReason reason, String detail, Context ctx) {
        refused.inc();
        Long received = ctx.timestamp();
        ctx.output(
                REFUSED,
                new DeadLetter(
                        Topics.HAUL_PASSAGE.name(),
                        reason,
                        detail,
                        passage.cameraId(),
                        Topics.HAUL_PASSAGE.codec().encode(passage),
                        -1,
                        -1,
                        received == null ? passage.time() : received));
    }
}
