package city.mio.models.dispatch.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.places.RoadSide;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.Depot;
import city.mio.models.dispatch.service.Fares;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.ServiceZone;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DemandFieldTest {

    private static final double METRES_PER_DEGREE = 111_195;

    /** Stops on a street from west to east on the equator, at so many metres from the first; the depot is at the last. */
    private static OnDemandService street(double... metres) {
        OnDemandService.Builder street = OnDemandService.builder("street")
                .zone(new ServiceZone("A", "A"))
                .hours(OpeningHours.always(ZoneOffset.UTC))
                .boarding(new BoardingTimes(20, 5, 5, 10, 60))
                .fares(Fares.free())
                .promises(SmallTown.promises().build());
        for (int i = 0; i < metres.length; i++) {
            street.stop(new ServiceStop(
                    "s" + i, "Stop " + i, metres[i] / METRES_PER_DEGREE, 0, 0, 0, RoadSide.UNKNOWN, "A"));
        }
        street.depot(new Depot("depot", "Depot", metres[metres.length - 1] / METRES_PER_DEGREE, 0, 0, 0));
        return street.build();
    }

    private static float[] spread(OnDemandService street, Set<Integer> closed, float... requests) {
        ExpectedDemand spread = new DemandField(street).spread(new ExpectedDemand(1800, requests), closed);
        assertThat(spread.horizonSeconds()).isEqualTo(1800);
        return spread.requests();
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float each : values) {
            sum += each;
        }
        return sum;
    }

    @Test
    void nearerStopsGetMoreOfIt() {
        float[] riders = spread(street(10, 610, 1210, 5000), Set.of(), 4, 0, 0, 0);
        // Of 4 riders 4 / (4 + 3) stay; what goes to the cell beside and the next but one falls as a bell curve.
        double stays = 4 * 4 / 7.0;
        double beside = Math.exp(-0.5 * 1.2 * 1.2);
        double one = (4 - stays) / (1 + beside + Math.pow(beside, 4));
        assertThat(riders[0]).isCloseTo((float) (stays + one), within(1e-3f));
        assertThat(riders[1]).isCloseTo((float) (one * beside), within(1e-3f));
        assertThat(riders[2]).isCloseTo((float) (one * Math.pow(beside, 4)), within(1e-3f));
        assertThat(riders[3]).as("beyond three deviations").isZero();
    }

    @Test
    void theMoreAreExpectedTheLessIsSpread() {
        OnDemandService street = street(10, 610);
        float few = spread(street, Set.of(), 1, 0)[1];
        float many = spread(street, Set.of(), 30, 0)[1] / 30;
        assertThat(few).isGreaterThan(5 * many);
        assertThat(many).isPositive();
    }

    @Test
    void whoIsAloneKeepsItsRiders() {
        assertThat(spread(street(0, 5000, 9000), Set.of(), 1, 2, 3)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void noRiderIsLostOrMadeUp() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            double[] metres = random.doubles(40, 0, 8000).toArray();
            float[] requests = new float[40];
            for (int i = 0; i < 40; i++) {
                requests[i] = random.nextInt(4) == 0 ? random.nextInt(9) : 0;
            }
            assertThat(sum(spread(street(metres), Set.of(), requests))).isCloseTo(sum(requests), within(1e-3));
        }
    }

    @Test
    void aCellIsToldByTheStopWhereMostAreExpected() {
        OnDemandService street = street(0, 100, 200, 300, 500);
        assertThat(spread(street, Set.of(), 1, 0, 0, 0, 3)).containsExactly(0, 0, 0, 0, 4, 0);
        assertThat(spread(street, Set.of(), 0, 2, 0, 0, 2)).as("of equals the nearest to the middle").containsExactly(0, 4, 0, 0, 0, 0);
        assertThat(spread(street, Set.of(4), 1, 0, 0, 0, 3)).as("not by one that is closed").containsExactly(4, 0, 0, 0, 0, 0);
        assertThat(sum(spread(street, Set.of(0, 1, 2, 3, 4), 1, 0, 0, 0, 3))).as("all closed").isZero();
    }

    @Test
    void ofNeighboursWithoutRidersTheOneInTheMiddleIsTold() {
        float[] riders = spread(street(10, 700, 880, 1150), Set.of(), 1);
        assertThat(riders[0]).isGreaterThan(riders[2]);
        assertThat(riders[2]).isPositive();
        assertThat(riders[1] + riders[3]).isZero();
        assertThat(riders[4]).as("the depot").isZero();
    }
}
