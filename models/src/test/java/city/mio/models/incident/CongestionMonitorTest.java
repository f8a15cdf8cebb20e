package city.mio.models.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.incident.CongestionChange.Basis;
import city.mio.models.incident.CongestionChange.Ending;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CongestionMonitorTest {

    private static final long T0 = 1_763_420_400_000L;
    private static final long MINUTE = 60_000;

    private final CongestionMonitor monitor = new CongestionMonitor(CongestionSettings.DEFAULT);
    private final CongestionState state = new CongestionState();

    private static LinkMinute minute(int n, int revision, double ratio, double usualRatio) {
        return new LinkMinute(T0 + n * MINUTE, revision, (float) (20 * ratio), 20, (float) (20 * usualRatio), 0.8f);
    }

    /** One minute a number, ratio to free flow in tenths of a percent; -1 is a minute without news. */
    private List<CongestionChange> run(int firstMinute, double... ratios) {
        List<CongestionChange> changes = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            monitor.tick(state, T0 + (firstMinute + i) * MINUTE).ifPresent(changes::add);
            if (ratios[i] >= 0) {
                monitor.observe(state, minute(firstMinute + i, 0, ratios[i], Double.NaN)).ifPresent(changes::add);
            }
        }
        return changes;
    }

    @Test
    void opensAfterThreeCongestedMinutesAndLooksBackToTheFirst() {
        List<CongestionChange> changes = run(0, 0.9, 0.8, 0.3, 0.3, 0.3);

        assertThat(changes).singleElement().satisfies(opened -> {
            assertThat(opened.step()).isEqualTo(Step.OPENED);
            assertThat(opened.since()).isEqualTo(T0 + 2 * MINUTE);
            assertThat(opened.time()).isEqualTo(T0 + 5 * MINUTE);
            assertThat(opened.severity()).isEqualTo(Severity.NOTICE);
            assertThat(opened.basis()).isEqualTo(Basis.FREE_FLOW);
            assertThat(opened.ratio()).isBetween(0.299f, 0.301f);
        });
    }

    @Test
    void twoCongestedMinutesAreNotEnough() {
        assertThat(run(0, 0.3, 0.3, 0.9, 0.3, 0.3, 0.9)).isEmpty();
    }

    @Test
    void speedBetweenTheLinesNeitherOpensNorClears() {
        assertThat(run(0, 0.5, 0.5, 0.5, 0.5)).isEmpty();
        assertThat(run(4, 0.3, 0.3, 0.3)).hasSize(1);
        assertThat(run(7, 0.5, 0.5, 0.5, 0.45, 0.5)).isEmpty();
        assertThat(run(12, 0.6, 0.7, 0.8)).singleElement().satisfies(cleared -> {
            assertThat(cleared.step()).isEqualTo(Step.CLEARED);
            assertThat(cleared.ending()).isEqualTo(Ending.RECOVERED);
            assertThat(cleared.since()).isEqualTo(T0 + 4 * MINUTE);
            assertThat(cleared.minutes()).isEqualTo(11);
            assertThat(cleared.worstRatio()).isLessThan(0.31f);
        });
    }

    @Test
    void aLinkThatNeverReachesTheUpperLineIsClearedAfterALongWhile() {
        run(0, 0.3, 0.3, 0.3);
        double[] middling = new double[15];
        java.util.Arrays.fill(middling, 0.48);
        assertThat(run(3, middling)).extracting(CongestionChange::step).containsExactly(Step.UPDATED, Step.CLEARED);
    }

    @Test
    void minutesWithoutNewsArePassedOver() {
        assertThat(run(0, 0.3, -1, 0.3, -1, -1, 0.3)).extracting(CongestionChange::step).containsExactly(Step.OPENED);
    }

    @Test
    void aLongHoleBreaksTheRow() {
        assertThat(run(0, 0.3, 0.3, -1, -1, -1, -1, -1, 0.3)).isEmpty();
    }

    @Test
    void endsByTimeOutWhenTheNewsRunsOut() {
        run(0, 0.3, 0.3, 0.3);
        assertThat(monitor.deadline(state)).isEqualTo(T0 + 18 * MINUTE);
        assertThat(monitor.tick(state, T0 + 18 * MINUTE - 1)).isEmpty();
        assertThat(monitor.tick(state, T0 + 18 * MINUTE)).hasValueSatisfying(cleared -> {
            assertThat(cleared.step()).isEqualTo(Step.CLEARED);
            assertThat(cleared.ending()).isEqualTo(Ending.NO_NEWS);
        });
        assertThat(monitor.tick(state, T0 + 19 * MINUTE)).isEmpty();
        assertThat(monitor.isDisposable(state, T0 + 33 * MINUTE)).isTrue();
    }

    @Test
    void deeperAndLongerIsGraver() {
        assertThat(run(0, 0.2, 0.2, 0.2)).extracting(CongestionChange::severity).containsExactly(Severity.WARNING);
        List<CongestionChange> later = run(3, 0.1, 0.1, 0.1);
        assertThat(later).extracting(CongestionChange::severity).containsExactly(Severity.CRITICAL);
        assertThat(later).extracting(CongestionChange::step).containsExactly(Step.UPDATED);
    }

    @Test
    void aLongNoticeBecomesAWarning() {
        double[] slow = new double[25];
        java.util.Arrays.fill(slow, 0.35);
        List<CongestionChange> changes = run(0, slow);
        assertThat(changes).extracting(CongestionChange::severity).containsExactly(Severity.NOTICE, Severity.WARNING);
        assertThat(changes.get(1).time()).isEqualTo(T0 + 20 * MINUTE);
    }

    @Test
    void aCorrectionThatTakesACongestedMinuteBackHoldsTheOpeningOff() {
        monitor.observe(state, minute(0, 0, 0.3, Double.NaN));
        monitor.observe(state, minute(1, 0, 0.3, Double.NaN));
        monitor.observe(state, minute(1, 1, 0.8, Double.NaN));
        assertThat(monitor.observe(state, minute(2, 0, 0.3, Double.NaN))).isEmpty();
        assertThat(monitor.observe(state, minute(1, 2, 0.35, Double.NaN)))
                .hasValueSatisfying(opened -> assertThat(opened.since()).isEqualTo(T0));
    }

    @Test
    void theSameOrAnOlderRevisionSaysNothing() {
        monitor.observe(state, minute(0, 1, 0.3, Double.NaN));
        monitor.observe(state, minute(1, 0, 0.3, Double.NaN));
        assertThat(monitor.observe(state, minute(0, 0, 0.9, Double.NaN))).isEmpty();
        assertThat(monitor.observe(state, minute(2, 0, 0.3, Double.NaN))).isPresent();
    }

    @Test
    void slowerThanUsualIsCongestedThoughFreeFlowAloneWouldNotSaySo() {
        for (int i = 0; i < 2; i++) {
            assertThat(monitor.observe(state, minute(i, 0, 0.5, 0.95))).isEmpty();
        }
        assertThat(monitor.observe(state, minute(2, 0, 0.5, 0.95)))
                .hasValueSatisfying(opened -> assertThat(opened.basis()).isEqualTo(Basis.USUAL));
    }

    @Test
    void aLinkThatIsUsuallySlowHasRecoveredAtItsUsualSpeed() {
        for (int i = 0; i < 3; i++) {
            monitor.observe(state, minute(i, 0, 0.2, 0.5));
        }
        assertThat(state.isOpen()).isTrue();
        for (int i = 3; i < 6; i++) {
            monitor.observe(state, minute(i, 0, 0.5, 0.5));
        }
        assertThat(state.isOpen()).isFalse();
    }

    @Test
    void minutesOfNoConfidenceAreNotCounted() {
        for (int i = 0; i < 10; i++) {
            assertThat(monitor.observe(state, new LinkMinute(T0 + i * MINUTE, 0, 2, 20, Float.NaN, 0.05f)))
                    .isEmpty();
        }
    }

    @Test
    void loneProbesNeedLonger() {
        for (int i = 0; i < 4; i++) {
            assertThat(monitor.observe(state, lone(i, 5 + 0.1f * i))).isEmpty();
        }
        assertThat(monitor.observe(state, lone(4, 5)))
                .hasValueSatisfying(opened -> assertThat(opened.since()).isEqualTo(T0));
    }

    @Test
    void oneVehicleThatStandsIsNoCongestionHoweverLong() {
        // Its time on the link is spread over the minutes: one speed, but for what single precision makes of it.
        for (int i = 0; i < 7; i++) {
            assertThat(monitor.observe(state, lone(i, i % 2 == 0 ? 0.7472168f : 0.74721676f))).isEmpty();
        }
        // Others pass it by.
        assertThat(monitor.observe(state, new LinkMinute(T0 + 7 * MINUTE, 0, 19, 20, Float.NaN, 0.34f))).isEmpty();
        assertThat(state.isOpen()).isFalse();
    }

    @Test
    void severalVehiclesOfOneSpeedAreSeveral() {
        // A vehicle every second minute; a detector tells of more than one at once.
        for (int i = 0; i < 4; i++) {
            assertThat(monitor.observe(state, lone(2 * i, 3))).isEmpty();
        }
        assertThat(monitor.observe(state, lone(8, 3))).isPresent();
        CongestionState other = new CongestionState();
        for (int i = 0; i < 2; i++) {
            assertThat(monitor.observe(other, new LinkMinute(T0 + i * MINUTE, 0, 3, 20, Float.NaN, 0.55f))).isEmpty();
        }
        assertThat(monitor.observe(other, new LinkMinute(T0 + 2 * MINUTE, 0, 3, 20, Float.NaN, 0.55f))).isPresent();
    }

    private static LinkMinute lone(int minute, float speedMps) {
        return new LinkMinute(T0 + minute * MINUTE, 0, speedMps, 20, Float.NaN, 0.34f);
    }

    @Test
    void settingsNameTheFieldThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CongestionSettings.DEFAULT.with(0.6, 0.5, 0.6, 3))
                .withMessageStartingWith("exitRatio");
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> CongestionState.read(new DataInputStream(new ByteArrayInputStream(new byte[] {9}))))
                .hasMessageContaining("unknown version 9");
    }
}
