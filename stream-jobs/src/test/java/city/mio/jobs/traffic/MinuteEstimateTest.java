package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.SpeedSource;
import org.junit.jupiter.api.Test;

/** Against theory: Edie's definitions, Wardrop's relation, inverse-variance weights. */
class MinuteEstimateTest {

    private static DetectorEvidence reading(float count, float occupancy, float speed, boolean trusted) {
        return new DetectorEvidence(1, 0, count, count * 60, occupancy, speed, trusted, 7);
    }

    @Test
    void probesMakeTheSpaceMeanNotTheTimeMean() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        // 300 m at 5 m/s and 300 m at 15 m/s: 600 m in 80 s, not 10 m/s.
        estimate.addProbe(300, 60, false, 1);
        estimate.addProbe(300, 20, false, 2);
        assertThat(estimate.probeSpeed()).isCloseTo(7.5, within(1e-6));
        assertThat(estimate.source()).isEqualTo(SpeedSource.PROBE);
        assertThat(estimate.ingestedAt()).isEqualTo(2);
    }

    @Test
    void oneStandingVehicleAmongManyIsLeftOut() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        for (int i = 0; i < 4; i++) {
            estimate.addProbe(300, 30, false, 1);
        }
        estimate.addProbe(6, 60, false, 1);
        assertThat(estimate.probeSpeed()).isCloseTo(10, within(1e-6));
    }

    @Test
    void aQueueInWhichAllStandIsNotLeftOut() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        for (int i = 0; i < 6; i++) {
            estimate.addProbe(30 + i, 60, false, 1);
        }
        assertThat(estimate.probeSpeed()).isBetween(0.5, 0.6);
    }

    @Test
    void spotsAreTurnedIntoASpaceMeanByTheirCounts() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        estimate.addDetector(reading(10, 0.1f, 10, true));
        estimate.addDetector(reading(30, 0.2f, 20, true));
        // 40 vehicles in 10/9.6 + 30/19.2 pace.
        assertThat(estimate.spotSpeed()).isCloseTo(40 / (10 / 9.6 + 30 / 19.2), within(1e-4));
        assertThat(estimate.flowVph()).isCloseTo(1200, within(1e-3f));
        assertThat(estimate.source()).isEqualTo(SpeedSource.DETECTOR);
    }

    @Test
    void aStuckDetectorSaysNothing() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        estimate.addDetector(reading(10, 0.1f, 10, false));
        assertThat(estimate.speed(1)).isNaN();
        assertThat(estimate.flowVph()).isNaN();
    }

    @Test
    void aCoveredLoopThatCountsNobodyIsAStandingQueue() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        estimate.addDetector(reading(0, 0.95f, Float.NaN, true));
        assertThat(estimate.speed(1)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void anEmptyLoopSaysNothingOfSpeed() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        estimate.addDetector(reading(0, 0, Float.NaN, true));
        assertThat(estimate.speed(1)).isNaN();
        assertThat(estimate.flowVph()).isZero();
    }

    @Test
    void moreVehiclesMakeMoreConfidentAndOutweighTheSpot() {
        MinuteEstimate one = new MinuteEstimate(0);
        one.addProbe(300, 30, false, 1);
        MinuteEstimate many = new MinuteEstimate(0);
        for (int i = 0; i < 10; i++) {
            many.addProbe(300, 30, false, 1);
        }
        assertThat(many.confidence()).isGreaterThan(one.confidence());
        one.addDetector(reading(20, 0.1f, 20, true));
        many.addDetector(reading(20, 0.1f, 20, true));
        assertThat(one.source()).isEqualTo(SpeedSource.FUSED);
        assertThat(many.speed(1)).isBetween(10.0, one.speed(1));
        assertThat(one.speed(1)).isLessThan(19.2);
        // What the link has taught about its spot brings it to the link's level.
        assertThat(one.speed(10 / 19.2)).isCloseTo(10, within(1e-6));
    }

    @Test
    void memoryIsBoundedAndAllVehiclesAreCounted() {
        MinuteEstimate estimate = new MinuteEstimate(0);
        for (int i = 0; i < 1000; i++) {
            estimate.addProbe(300, 30, false, 1);
        }
        assertThat(estimate.samples()).isEqualTo(1000);
        assertThat(estimate.probeSpeed()).isCloseTo(10, within(1e-6));
        assertThat(estimate.confidence()).isLessThanOrEqualTo(1);
    }
}
