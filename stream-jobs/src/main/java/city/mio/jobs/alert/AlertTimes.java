package city.mio.jobs.alert;

import city.mio.events.DetectorReading;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** How each input of the alert job tells its event time. */
public final class AlertTimes {

    private static final long MINUTE = 60_000;

    private AlertTimes() {}

    /** A minute's state is known at its end; corrections of earlier minutes come later and hold nobody back. */
    public static WatermarkStrategy<LinkState> linkStates(AlertSettings settings) {
        return WatermarkStrategy.<LinkState>forBoundedOutOfOrderness(outOfOrderness(settings))
                .withTimestampAssigner((state, recordTime) -> state.minute() + MINUTE)
                .withIdleness(Duration.ofSeconds(settings.idleSeconds()));
    }

    /** A reading is known at its interval's end. */
    public static WatermarkStrategy<DetectorReading> readings(AlertSettings settings) {
        return WatermarkStrategy.<DetectorReading>forBoundedOutOfOrderness(outOfOrderness(settings))
                .withTimestampAssigner((reading, recordTime) -> reading.intervalEnd())
                .withIdleness(Duration.ofSeconds(settings.idleSeconds()));
    }

    public static WatermarkStrategy<HaulPassage> passages(AlertSettings settings) {
        return WatermarkStrategy.<HaulPassage>forBoundedOutOfOrderness(outOfOrderness(settings))
                .withTimestampAssigner((passage, recordTime) -> passage.time())
                .withIdleness(Duration.ofSeconds(settings.idleSeconds()));
    }

    /**
     * For declarations and road events, which speak of the future: they have no event time of their own. They hold the
     * others back while a backlog of them is read, so that what is known is known first, at most for {@code idleSeconds}
     * on end and never again after.
     */
    public static <T> WatermarkStrategy<T> known(AlertSettings settings) {
        Duration hold = Duration.ofSeconds(settings.idleSeconds());
        return WatermarkStrategy.forGenerator(context -> new BacklogFirst<>(hold));
    }

    private static Duration outOfOrderness(AlertSettings settings) {
        return Duration.ofSeconds(settings.outOfOrdernessSeconds());
    }
}
