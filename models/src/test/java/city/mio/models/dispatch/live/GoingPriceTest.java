package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import city.mio.models.dispatch.service.OnDemandService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GoingPriceTest {

    private static final DispatchSettings PRICED =
            DispatchSettings.builder().refuseCostly(true).roomIterations(20).build();
    private static final DispatchSettings PLAIN =
            DispatchSettings.builder().roomIterations(20).build();

    private final OnDemandService service = SmallTown.service(4, 4, SmallTown.promises().build());
    private final GoingPrice price = new GoingPrice(service, PRICED);
    private final DispatchState state = new DispatchState(service);

    private Turn at(long seconds) {
        return new Turn(state, TEN + seconds * 1000, 1);
    }

    private double afterRequestsEach(int seconds) {
        for (int i = 0; i <= 3600; i += seconds) {
            price.asked(at(i), 120_000);
        }
        return price.mostMillis(at(3600));
    }

    @Test
    void followsTheVehicleTimeForEachRequest() {
        // Four vehicles and a request each 30 s: 120 s of a vehicle for each, as long as a direct drive. One request more or
        // less in an hour of sixty is two percent of supply, and eight of its fourth power.
        double sure = (0.96 + 1.2) * 120;
        double twice = (0.96 + 1.2 * 16) * 120;
        assertThat(afterRequestsEach(30)).isCloseTo(1000 * sure * (1 + 2 / Math.sqrt(sure / 30)), withinPercentage(15));
        DispatchState another = new DispatchState(service);
        for (int i = 0; i <= 3600; i += 60) {
            price.asked(new Turn(another, TEN + i * 1000L, 1), 120_000);
        }
        assertThat(price.mostMillis(new Turn(another, TEN + 3_600_000, 1)))
                .isCloseTo(1000 * twice * (1 + 2 / Math.sqrt(twice / 60)), withinPercentage(15));
    }

    /** Averages of few say little: as much vehicle time for each request, but a quarter of vehicles and requests. */
    @Test
    void isHigherForASmallFleet() {
        double four = afterRequestsEach(30);
        DispatchState alone = new DispatchState(SmallTown.service(1, 4, SmallTown.promises().build()));
        for (int i = 0; i <= 3600; i += 120) {
            price.asked(new Turn(alone, TEN + i * 1000L, 1), 120_000);
        }
        assertThat(price.mostMillis(new Turn(alone, TEN + 3_600_000, 1))).isGreaterThan(1.2 * four);
    }

    @Test
    void isHighWhereRequestsAreFew() {
        assertThat(afterRequestsEach(180)).isGreaterThan(600_000);
    }

    @Test
    void nothingIsRefusedBeforeThereAreRequestsToJudgeByOrIfItIsNotWanted() {
        for (int i = 0; i < 19; i++) {
            price.asked(at(i), 120_000);
        }
        assertThat(price.mostMillis(at(20))).isInfinite();
        price.asked(at(20), 120_000);
        assertThat(price.mostMillis(at(21))).isFinite();
        assertThat(new GoingPrice(service, DispatchSettings.defaults()).mostMillis(at(21))).isInfinite();
    }

    @Test
    void aBrokenVehicleIsNoSupply() {
        double before = afterRequestsEach(60);
        state.duties.get(0).broken = true;
        assertThat(price.mostMillis(at(3600))).isLessThan(before);
    }

    private List<String> refused(DispatchSettings settings, int everySeconds) {
        LiveDispatcher dispatcher = new LiveDispatcher(service, SmallTown.times(60), settings);
        DispatchState its = dispatcher.newState();
        SplittableRandom random = new SplittableRandom(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long now = TEN + i * everySeconds * 1000L;
            int from = random.nextInt(30);
            for (DispatchOutput output : dispatcher.handle(its, ask("r" + i, from, (from + 7) % 30, now), now)) {
                if (output instanceof DispatchOutput.Refused refused) {
                    assertThat(refused.reason()).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
                    texts.add(refused.text());
                } else if (output instanceof DispatchOutput.Offered offered) {
                    dispatcher.handle(its, new DispatchEvent.Accept("r" + i, offered.offer().offerId()), now);
                }
            }
        }
        return texts;
    }

    @Test
    void saysThatVehiclesAreScarceAndOnlyIfTheServiceWantsThat() {
        assertThat(refused(PRICED, 20)).anyMatch(text -> text.startsWith("vehicles are scarce"));
        assertThat(refused(PLAIN, 20)).isNotEmpty().noneMatch(text -> text.startsWith("vehicles are scarce"));
    }

    @Test
    void whatWasLearntIsWrittenWithTheState() throws IOException {
        double before = afterRequestsEach(30);
        state.legErrors[0] = 1.5f;
        state.legs = 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        DispatchState read =
                DispatchState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), service);
        assertThat(price.mostMillis(new Turn(read, TEN + 3_600_000, 1))).isEqualTo(before);
        assertThat(read.legErrors[0]).isEqualTo(1.5f);
        assertThat(read.legs).isEqualTo(1);
    }
}
