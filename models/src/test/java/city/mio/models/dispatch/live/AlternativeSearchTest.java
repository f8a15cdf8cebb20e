package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stops of the small town lie 200 m apart; on foot that is 1.3 times as far, at 1 m/s. */
class AlternativeSearchTest {

    private final OnDemandService service =
            SmallTown.service(1, 4, SmallTown.promises().walk(300, 1).build());
    private final AlternativeSearch search = new AlternativeSearch(service, new Walks(service));

    private static long[] at(long pickupSeconds, long dropSeconds) {
        return new long[] {TEN + pickupSeconds * 1000, TEN + dropSeconds * 1000};
    }

    private static TripRequest wish(TimeWish wish) {
        return SmallTown.request("r", 14, 9, TEN).time(wish, TEN).build();
    }

    private List<Alternative> find(TripRequest request, Map<String, long[]> offered) {
        return search.find(request, TEN, (other, there) -> offered.get(other.fromStopId() + "-" + other.toStopId()));
    }

    @Test
    void takesTheStopsWithTheLeastGeneralisedCost() {
        List<Alternative> found = find(
                wish(TimeWish.LEAVE_AFTER),
                Map.of(
                        "s13-s9", at(900, 1200), // a walk, and a long wait
                        "s15-s9", at(300, 600), // a walk, soon
                        "s14-s10", at(20, 320), // a walk at the end, soonest
                        "s20-s3", at(320, 330))); // two walks
        assertThat(found).extracting(a -> a.fromStopId() + "-" + a.toStopId()).containsExactly("s14-s10", "s15-s9");
        assertThat(found.get(0).walks()).hasSize(1);
        assertThat(found.get(0).walks().get(0).fromStopId()).isEqualTo("s10");
        assertThat(found.get(0).walks().get(0).toStopId()).isEqualTo("s9");
    }

    @Test
    void mayWalkAtBothEnds() {
        List<Alternative> found = find(wish(TimeWish.LEAVE_AFTER), Map.of("s20-s3", at(320, 500)));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).walks()).extracting(WalkingLeg::fromStopId).containsExactly("s14", "s3");
        assertThat(found.get(0).timeMillis()).isEqualTo(TEN + found.get(0).walks().get(0).seconds() * 1000L);
    }

    @Test
    void whoWantsToBeThereByATimeMustAlightEarlyEnoughToWalk() {
        List<Alternative> found = find(wish(TimeWish.ARRIVE_BY), Map.of("s14-s10", at(-900, -400)));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).timeMillis()).isEqualTo(TEN - found.get(0).walks().get(0).seconds() * 1000L);
    }

    @Test
    void otherTimesFillUpAndTheNearestComesFirst() {
        List<Alternative> found = search.find(
                wish(TimeWish.LEAVE_AFTER),
                TEN,
                (other, there) -> other.fromStopId().equals("s14") && other.toStopId().equals("s9")
                        ? new long[] {other.timeMillis() + 60_000, other.timeMillis() + 200_000}
                        : null);
        assertThat(found).extracting(Alternative::timeMillis).containsExactly(TEN + 600_000, TEN + 1_200_000, TEN + 1_800_000);
    }

    @Test
    void nobodyWalksFartherThanTheServiceAsks() {
        Walks walks = new Walks(service);
        assertThat(walks.near(14)).containsExactlyInAnyOrder(8, 13, 15, 20);
        assertThat(new Walks(SmallTown.service(1, 4, SmallTown.promises().walk(100, 1).build())).near(14)).isEmpty();
    }
}
