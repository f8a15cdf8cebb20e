package city.mio.models.haul.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.haul.headroom.HeadRoom.Reason;
import city.mio.models.haul.headroom.HeadRoom.Rules;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadRoomTest {

    private static final SpeedFlow SHARP = new SpeedFlow(1, 4, 0, 100);
    private static final Rules RULES = new Rules(0.5, 0.9, 2, 1.5);

    @Test
    void theFitFindsTheRelationThroughNoiseAndAccidents() {
        Random random = new Random(5);
        SpeedFlow truth = new SpeedFlow(0.6, 3.2, 0.2, 1);
        double[] volumes = new double[2_000];
        double[] speeds = new double[2_000];
        for (int i = 0; i < volumes.length; i++) {
            volumes[i] = 0.15 + random.nextDouble();
            double delay = (1 / truth.speedShare(volumes[i]) - 1) * Math.exp(0.2 * random.nextGaussian());
            speeds[i] = random.nextInt(20) == 0 ? 0.1 * random.nextDouble() + 0.02 : 1 / (1 + delay);
        }
        SpeedFlow fitted = SpeedFlow.fit(volumes, speeds);
        assertThat(fitted.alpha()).isCloseTo(0.6, within(0.05));
        assertThat(fitted.beta()).isCloseTo(3.2, within(0.25));
        assertThat(fitted.spread()).isCloseTo(0.2, within(0.04));
        assertThat(SpeedFlow.fit(new double[] {0.5}, new double[] {0.8})).isEqualTo(SpeedFlow.OF_THE_BOOK);
        assertThat(fitted.speedShare(fitted.volumeShare(0.7))).isCloseTo(0.7, within(1e-9));
    }

    /** Of three slots one believes the book, of three thousand what was seen; more delay never comes with less volume. */
    @Test
    void aRelationOfFewSlotsStaysNearTheBook() {
        Random random = new Random(11);
        SpeedFlow truth = new SpeedFlow(0.9, 2, 0.2, 1);
        for (int count : new int[] {1, 3, 30, 300, 3_000}) {
            double[] volumes = new double[count];
            double[] speeds = new double[count];
            for (int i = 0; i < count; i++) {
                volumes[i] = 0.2 + random.nextDouble();
                speeds[i] = 1 / (1 + (1 / truth.speedShare(volumes[i]) - 1) * Math.exp(0.2 * random.nextGaussian()));
            }
            SpeedFlow fitted = SpeedFlow.fit(volumes, speeds, 20);
            assertThat(fitted.beta()).isGreaterThanOrEqualTo(1);
            assertThat(fitted.samples()).isEqualTo(count);
            if (count <= 3) {
                assertThat(fitted.alpha()).isBetween(0.07, 0.3);
                assertThat(fitted.spread()).isGreaterThan(0.4);
            }
            if (count >= 300) {
                assertThat(fitted.alpha()).isCloseTo(0.9, within(count == 300 ? 0.3 : 0.06));
                assertThat(fitted.spread()).isCloseTo(0.2, within(count == 300 ? 0.2 : 0.05));
            }
        }
        assertThat(SpeedFlow.fit(new double[] {0.5}, new double[] {1}, 20)).isEqualTo(SpeedFlow.OF_THE_BOOK);
        assertThatThrownBy(() -> SpeedFlow.fit(new double[0], new double[0], -1)).hasMessageContaining("prior is outside");
    }

    @Test
    void aSureForecastLeavesTheWholeRoom() {
        // Half of free flow is at capacity; 400 cars are there, 600 more are 300 vehicles.
        LinkOutlook link = new LinkOutlook(9, 1000, 400, 400, 400, SHARP);
        HeadRoom room = HeadRoom.judge(List.of(link), RULES, 100, 130, 0);
        assertThat(room.vehicles()).isEqualTo(300);
        assertThat(room.recommendedCap()).isEqualTo(130);
        assertThat(room.reason()).isEqualTo(Reason.ROAD_TAKES_MORE);
        assertThat(HeadRoom.judge(List.of(link), RULES, 100, 400, 0).recommendedCap()).isEqualTo(150);
        assertThat(HeadRoom.judge(List.of(link), RULES, 100, 90, 0).reason()).isEqualTo(Reason.NOT_NEEDED);
        assertThat(HeadRoom.judge(List.of(link), RULES, 300, 400, 0).reason()).isEqualTo(Reason.CAP_FITS);
        assertThat(HeadRoom.judge(List.of(link), RULES, 400, 400, 0).recommendedCap()).isEqualTo(300);
        LinkOutlook jam = new LinkOutlook(8, 1000, 900, 1100, 1300, SHARP);
        HeadRoom none = HeadRoom.judge(List.of(link, jam), RULES, 100, 10, 3);
        assertThat(none).isEqualTo(new HeadRoom(100, 10, 3, 0, 0, Reason.OVERLOADED_WITHOUT, 8));
    }

    /** A city whose roads were hardly ever full: delay is small, and of small delays the logarithms are far apart. */
    @Test
    void aVagueRelationClosesNoRoadAndNoRelationPromisesMoreThanCapacity() {
        SpeedFlow vague = new SpeedFlow(0.14, 1, 0.77, 159);
        LinkOutlook link = new LinkOutlook(1, 800, 250, 300, 350, vague);
        HeadRoom room = HeadRoom.judge(Collections.nCopies(10, link), RULES, 60, 60, 0);
        assertThat(room.vehicles()).isBetween(150, 250);
        LinkOutlook bold = new LinkOutlook(1, 800, 300, 300, 300, new SpeedFlow(0.01, 1, 0, 159));
        assertThat(HeadRoom.judge(List.of(bold), RULES, 60, 60, 0).vehicles()).isEqualTo(250);
    }

    @Test
    void theConfidenceIsKept() {
        Random random = new Random(3);
        SpeedFlow vague = new SpeedFlow(1, 4, 0.3, 100);
        LinkOutlook link = new LinkOutlook(1, 1000, 372, 500, 628, vague);
        HeadRoom room = HeadRoom.judge(List.of(link, link), RULES, 10, 10, 0);
        int held = 0;
        int days = 20_000;
        for (int day = 0; day < days; day++) {
            boolean holds = true;
            for (int l = 0; l < 2; l++) {
                double volume = 500 + 100 * random.nextGaussian() + 2 * room.vehicles();
                double alpha = Math.exp(0.3 * random.nextGaussian());
                holds &= 1 / (1 + alpha * Math.pow(volume / 1000, 4)) >= 0.5;
            }
            held += holds ? 1 : 0;
        }
        assertThat(held / (double) days).isBetween(0.895, 0.925);
    }

    @Test
    void moreTrafficOrLessCertaintyNeverLeavesMoreRoom() {
        int last = Integer.MAX_VALUE;
        for (int wide = 0; wide < 300; wide += 10) {
            int vehicles = HeadRoom.judge(
                    List.of(new LinkOutlook(1, 1000, 300, 300, 300 + wide, SHARP)), RULES, 0, 0, 0).vehicles();
            assertThat(vehicles).isLessThanOrEqualTo(last);
            last = vehicles;
        }
        assertThat(HeadRoom.normalQuantile(0.9)).isCloseTo(1.28155, within(1e-4));
    }

    @Test
    void anOverrideSaysWhy() {
        HeadRoom room = new HeadRoom(100, 130, 0, 300, 130, Reason.ROAD_TAKES_MORE, 9);
        assertThat(new CapDecision("r", 1, room, 130, "suzuki", 2, "").accepted()).isTrue();
        assertThat(new CapDecision("r", 1, room, 110, "suzuki", 2, "crane on the bridge").accepted()).isFalse();
        assertThatThrownBy(() -> new CapDecision("r", 1, room, 110, "suzuki", 2, ""))
                .hasMessageContaining("remark is missing");
        assertThatThrownBy(() -> new CapDecision("r", 1, room, 130, "", 2, "")).hasMessageContaining("by is missing");
    }
}
