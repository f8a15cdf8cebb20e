package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.request;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is asked, cancelled, reached and improved: promises hold, seats suffice, and nobody is lost. */
class DispatchPropertiesTest {

    private static final int SEATS = 3;

    private final OnDemandService service = SmallTown.service(3, SEATS, SmallTown.promises().build());

    /** Whether idle vehicles are sent to where riders are expected, elsewhere each time. */
    private boolean reposition;

    /** A script of events; vehicles do what the plans say, exactly on time. */
    private List<DispatchOutput> play(
            LiveDispatcher dispatcher, DispatchState[] state, long seed, int steps, boolean reload, Map<String, Offer> offers)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<DispatchOutput> all = new ArrayList<>();
        long now = TEN;
        for (int i = 0; i < steps; i++) {
            now += 1000L * random.nextInt(60);
            all.addAll(driveUntil(dispatcher, state[0], now));
            if (reposition && i % 4 == 1) {
                float[] requests = new float[SmallTown.SIDE * SmallTown.SIDE];
                for (int k = 0; k < 4; k++) {
                    requests[random.nextInt(30)] = 1 + random.nextInt(9);
                }
                all.addAll(dispatcher.handle(
                        state[0], new DispatchEvent.Reposition(new ExpectedDemand(1800, requests)), now));
            }
            int kind = random.nextInt(10);
            if (kind < 7) {
                int from = random.nextInt(30);
                String id = "r" + i;
                List<DispatchOutput> told = dispatcher.handle(
                        state[0],
                        new DispatchEvent.Request(request(id, from, (from + 1 + random.nextInt(29)) % 30, now + 60_000L * random.nextInt(20))
                                .party(Party.ofAdults(1 + random.nextInt(2)))
                                .build()),
                        now);
                all.addAll(told);
                for (DispatchOutput output : told) {
                    if (output instanceof DispatchOutput.Offered offered) {
                        offers.put(id, offered.offer());
                        all.addAll(dispatcher.handle(
                                state[0], new DispatchEvent.Accept(id, offered.offer().offerId()), now));
                    }
                }
            } else if (kind == 7) {
                all.addAll(dispatcher.handle(state[0], new DispatchEvent.Cancel("r" + random.nextInt(i + 1)), now));
            } else {
                all.addAll(dispatcher.handle(state[0], new DispatchEvent.Improve(30), now));
            }
            check(state[0], offers);
            if (reload && i % 3 == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                state[0].write(new DataOutputStream(bytes));
                state[0] = DispatchState.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), service);
            }
        }
        return all;
    }

    private List<DispatchOutput> driveUntil(LiveDispatcher dispatcher, DispatchState state, long now) {
        List<DispatchOutput> all = new ArrayList<>();
        for (int v = 0; v < 3; v++) {
            String vehicle = "v" + v;
            while (true) {
                VehiclePlan plan = state.findPlan(vehicle, now).orElseThrow();
                if (plan.stops().isEmpty() || plan.stops().get(0).arriveMillis() > now) {
                    break;
                }
                PlannedStop stop = plan.stops().get(0);
                if (stop.kind() == PlannedStop.Kind.WAIT) {
                    int place = service.findPlace(stop.placeId()).orElseThrow();
                    all.addAll(dispatcher.handle(
                            state, new DispatchEvent.VehicleAt(vehicle, new Whereabouts.AtPlace(place), now), now));
                    break;
                }
                all.addAll(dispatcher.handle(
                        state, new DispatchEvent.StopReached(vehicle, stop.placeId(), stop.arriveMillis()), now));
            }
        }
        return all;
    }

    /** By the plans as they are told, the riders' promises and nothing else. */
    private void check(DispatchState state, Map<String, Offer> offers) {
        Set<String> planned = new HashSet<>();
        for (VehiclePlan plan : state.listPlans()) {
            int load = plan.seatsOnBoard();
            Map<String, Long> fetched = new HashMap<>();
            for (PlannedStop stop : plan.stops()) {
                for (String id : stop.boarding()) {
                    Offer offer = offers.get(id);
                    assertThat(stop.placeId()).isEqualTo(offer.fromStopId());
                    assertThat(stop.arriveMillis()).isBetween(0L, offer.latestPickupMillis());
                    assertThat(stop.departMillis()).isGreaterThan(offer.earliestPickupMillis());
                    assertThat(planned.add(id)).as("%s is fetched once", id).isTrue();
                    fetched.put(id, stop.arriveMillis());
                    load += state.riders.get(id).request.party().seats();
                }
                for (String id : stop.alighting()) {
                    assertThat(stop.placeId()).isEqualTo(offers.get(id).toStopId());
                    assertThat(stop.arriveMillis()).isLessThanOrEqualTo(offers.get(id).latestDropOffMillis());
                    assertThat(fetched.containsKey(id) || planned.add(id)).as("%s is in one plan", id).isTrue();
                    load -= state.riders.get(id).request.party().seats();
                }
                assertThat(load).isBetween(0, SEATS);
            }
            assertThat(load).as("everybody gets off").isZero();
        }
        assertThat(planned).containsExactlyInAnyOrderElementsOf(state.listOpenRequests());
    }

    @Property(tries = 40, seed = "2026")
    void promisesHoldSeatsSufficeNobodyIsLost(@ForAll long seed, @ForAll @IntRange(min = 5, max = 40) int steps)
            throws IOException {
        promisesHold(SmallTown.times(), seed, steps);
    }

    @Property(tries = 40, seed = "2026")
    void promisesHoldWhereTrafficSwellsAndEbbs(@ForAll long seed, @ForAll @IntRange(min = 5, max = 40) int steps)
            throws IOException {
        SlicedDriveTimes swelling = SlicedDriveTimesTest.town(1, 1.6, 2.2, 1.1, 1.7, 0.8);
        promisesHold(swelling, seed, steps);
    }

    private void promisesHold(DriveTimes times, long seed, int steps) throws IOException {
        LiveDispatcher dispatcher = new LiveDispatcher(service, times, DispatchSettings.defaults());
        DispatchState[] state = {dispatcher.newState()};
        Map<String, Offer> offers = new HashMap<>();
        List<DispatchOutput> told = play(dispatcher, state, seed, steps, false, offers);
        assertThat(told)
                .noneMatch(DispatchOutput.PromiseSlipped.class::isInstance)
                .noneMatch(DispatchOutput.PromiseFailed.class::isInstance)
                .noneMatch(DispatchOutput.EventRefused.class::isInstance);
        assertThat(offers).as("who promises nobody anything breaks no promise").hasSizeGreaterThanOrEqualTo(steps / 4);
    }

    /** At one halt a rider waits for another who comes later: who gets on first must not have ridden too long by then. */
    @Example
    void aHaltThatWaitsForTheNextRiderIsNoLongerRideForTheFirst() throws IOException {
        promisesHoldSeatsSufficeNobodyIsLost(5020752, 31);
    }

    @Property(tries = 15, seed = "2026")
    void aStateThatWasWrittenAndReadDecidesTheSame(@ForAll long seed, @ForAll @IntRange(min = 5, max = 25) int steps)
            throws IOException {
        decidesTheSameWrittenAndRead(DispatchSettings.defaults(), seed, steps);
    }

    @Property(tries = 15, seed = "2026")
    void aStateThatExpectsRidersAndHasAPriceDecidesTheSame(@ForAll long seed, @ForAll @IntRange(min = 5, max = 40) int steps)
            throws IOException {
        reposition = true;
        decidesTheSameWrittenAndRead(DispatchSettings.builder().refuseCostly(true).build(), seed, steps);
    }

    private void decidesTheSameWrittenAndRead(DispatchSettings settings, long seed, int steps) throws IOException {
        LiveDispatcher one = new LiveDispatcher(service, SmallTown.times(), settings);
        LiveDispatcher other = new LiveDispatcher(service, SmallTown.times(), settings);
        DispatchState[] kept = {one.newState()};
        DispatchState[] reloaded = {other.newState()};
        List<DispatchOutput> first = play(one, kept, seed, steps, false, new HashMap<>());
        List<DispatchOutput> second = play(other, reloaded, seed, steps, true, new HashMap<>());
        assertThat(words(second)).isEqualTo(words(first));
        assertThat(bytes(reloaded[0])).isEqualTo(bytes(kept[0]));
    }

    private static List<String> words(List<DispatchOutput> outputs) {
        return outputs.stream().map(DispatchOutput::toString).toList();
    }

    private static byte[] bytes(DispatchState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
