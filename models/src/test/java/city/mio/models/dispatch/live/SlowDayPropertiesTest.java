package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.SIDE;
import static city.mio.models.dispatch.live.SmallTown.STEP_SECONDS;
import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.request;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/**
 * Days on which driving takes longer than the dispatcher believes, and vehicles break down: whatever becomes of the plans,
 * riders know. The test drives the vehicles itself, step by step through the streets of the small town, and believes
 * nothing but what was told.
 */
class SlowDayPropertiesTest {

    private static final int VEHICLES = 3;
    private static final long STEP = 1000L * STEP_SECONDS;
    private static final long MINUTE = 60_000;

    private final OnDemandService service = SmallTown.service(VEHICLES, 4, SmallTown.promises().build());

    /** A vehicle: the next place it will be at, and when it is there or has done there. */
    private static final class Bus {
        int place;
        long readyMillis = TEN;
        boolean standing;
        boolean broken;
    }

    /** What a rider was told last, and what really happened. */
    private static final class Told {
        String vehicleId;
        long pickup;
        long dropOff;
        long latestPickup;
        long latestDropOff;
        long maxRide;
        long pickedUp = -1;
        boolean gone;
        boolean slipped;
    }

    /** A day and its figures. */
    private final class Day {
        final LiveDispatcher dispatcher = new LiveDispatcher(service, SmallTown.times(), DispatchSettings.defaults());
        final DispatchState state = dispatcher.newState();
        final SplittableRandom random;
        final Bus[] buses = new Bus[VEHICLES];
        final Map<String, Told> riders = new HashMap<>();
        int slips;
        int dropOffOnly;

        Day(long seed) {
            random = new SplittableRandom(seed);
            for (int v = 0; v < VEHICLES; v++) {
                buses[v] = new Bus();
            }
        }

        void run() {
            long now = TEN;
            double slow = 1 + random.nextDouble();
            for (int second = 0; second < 3600; second += 5) {
                now = TEN + 1000L * second;
                drive(now, slow);
                if (second < 2400 && random.nextInt(9) == 0) {
                    ask("r" + second, now);
                }
                if (random.nextInt(500) == 0) {
                    int v = random.nextInt(VEHICLES);
                    buses[v].broken = !buses[v].broken;
                    // Riders on board are let off where it stands.
                    tell(
                            buses[v].broken
                                    ? new DispatchEvent.Breakdown("v" + v)
                                    : new DispatchEvent.Repaired("v" + v),
                            now);
                }
                if (random.nextInt(40) == 0) {
                    tell(new DispatchEvent.Improve(20), now);
                }
                tell(new DispatchEvent.Tick(), now);
            }
        }

        private void ask(String id, long now) {
            int from = random.nextInt(30);
            int to = (from + 1 + random.nextInt(29)) % 30;
            TripRequest.Builder asked = random.nextInt(4) == 0
                    ? request(id, from, to, now).time(TimeWish.ARRIVE_BY, now + 60_000L * (10 + random.nextInt(15)))
                    : request(id, from, to, now + 60_000L * random.nextInt(8));
            tell(new DispatchEvent.Request(asked.build()), now);
            Told told = riders.get(id);
            if (told != null) {
                tell(new DispatchEvent.Accept(id, state.findOffer(id).orElseThrow().offerId()), now);
            }
        }

        private void drive(long now, double slow) {
            for (int v = 0; v < VEHICLES; v++) {
                Bus bus = buses[v];
                while (!bus.broken && bus.readyMillis <= now) {
                    if (bus.standing) {
                        bus.standing = false;
                        tell(new DispatchEvent.StopLeft("v" + v, bus.readyMillis), now);
                    }
                    VehiclePlan plan = state.findPlan("v" + v, now).orElseThrow();
                    if (plan.stops().isEmpty()) {
                        break;
                    }
                    PlannedStop stop = plan.stops().get(0);
                    int target = service.findPlace(stop.placeId()).orElseThrow();
                    if (target == bus.place) {
                        if (stop.kind() != PlannedStop.Kind.RIDERS || stop.arriveMillis() > now) {
                            break;
                        }
                        halt(v, bus, stop, now);
                    } else {
                        bus.place = step(bus.place, target);
                        bus.readyMillis = now + (long) (STEP * slow * (0.8 + 0.4 * random.nextDouble()));
                        tell(at(v, bus), now);
                    }
                }
            }
        }

        private DispatchEvent at(int v, Bus bus) {
            return new DispatchEvent.VehicleAt("v" + v, new Whereabouts.AtPlace(bus.place), bus.readyMillis);
        }

        private void halt(int v, Bus bus, PlannedStop stop, long now) {
            for (String id : stop.alighting()) {
                Told told = riders.get(id);
                if (told.pickedUp >= 0) {
                    told.gone = true;
                }
            }
            tell(new DispatchEvent.StopReached("v" + v, stop.placeId(), now), now);
            for (String id : stop.alighting()) {
                Told told = riders.get(id);
                assertThat(now)
                        .as("%s gets off when promised, or was told", id)
                        .isLessThanOrEqualTo(told.latestDropOff);
                if (!told.slipped) {
                    assertThat(now - told.pickedUp).as("%s rides no longer than promised", id).isLessThanOrEqualTo(told.maxRide);
                }
            }
            for (String id : stop.boarding()) {
                Told told = riders.get(id);
                assertThat(now).as("%s is fetched when promised, or was told", id).isLessThanOrEqualTo(told.latestPickup);
                assertThat(told.vehicleId).isEqualTo("v" + v);
                // Who is at a halt that waits for somebody else gets on when it is time.
                told.pickedUp = state.riders.get(id).pickedUpMillis;
            }
            bus.readyMillis = now + (long) ((20_000 + 5_000 * stop.boarding().size()) * (1 + random.nextDouble()));
            bus.standing = true;
        }

        /** Tells the dispatcher, takes its words to the riders, and looks whether they know all that is planned. */
        private void tell(DispatchEvent event, long now) {
            for (DispatchOutput output : dispatcher.handle(state, event, now)) {
                if (output instanceof DispatchOutput.Offered o) {
                    Told told = new Told();
                    riders.put(o.offer().requestId(), told);
                    promise(told, o.offer());
                    told.maxRide = state.riders.get(o.offer().requestId()).maxRideMillis;
                } else if (output instanceof DispatchOutput.TripRetimed o) {
                    Told told = riders.get(o.requestId());
                    if (told.vehicleId.equals(o.vehicleId()) && Math.abs(told.pickup - o.pickupMillis()) < MINUTE) {
                        dropOffOnly++;
                    }
                    told.vehicleId = o.vehicleId();
                    told.pickup = o.pickupMillis();
                    told.dropOff = o.dropOffMillis();
                } else if (output instanceof DispatchOutput.PromiseSlipped o) {
                    slips++;
                    Told told = riders.get(o.reoffer().requestId());
                    told.slipped = true;
                    promise(told, o.reoffer());
                    if (event instanceof DispatchEvent.Breakdown) {
                        told.pickedUp = -1;
                    }
                } else if (output instanceof DispatchOutput.TripChanged o && !o.status().isOpen()) {
                    riders.get(o.requestId()).gone = true;
                } else if (output instanceof DispatchOutput.EventRefused o) {
                    throw new AssertionError(o);
                }
            }
            check();
        }

        private void promise(Told told, Offer offer) {
            told.vehicleId = offer.vehicleId();
            told.pickup = offer.pickupMillis();
            told.dropOff = offer.dropOffMillis();
            told.latestPickup = offer.latestPickupMillis();
            told.latestDropOff = offer.latestDropOffMillis();
        }

        private void check() {
            for (Duty d : state.duties) {
                for (int k = 0; k < d.count; k++) {
                    Visit visit = d.visits[k];
                    if (!visit.isBreak()) {
                        check(d, visit, d.start[k]);
                    }
                }
            }
        }

        private void check(Duty d, Visit visit, long start) {
            String id = visit.rider.request.requestId();
            Told told = riders.get(id);
            long word = visit.pickup ? told.pickup : told.dropOff;
            holds(Math.abs(start - word) < MINUTE, id, visit, "is planned at another time than was told");
            holds(start <= (visit.pickup ? told.latestPickup : told.latestDropOff), id, visit, "is later than promised");
            holds(d.vehicleId.equals(told.vehicleId), id, visit, "is by another vehicle than was told");
        }

        private void holds(boolean whether, String id, Visit visit, String fault) {
            if (!whether) {
                throw new AssertionError((visit.pickup ? "pick-up" : "drop-off") + " of " + id + " " + fault);
            }
        }
    }

    private static int step(int from, int to) {
        int here = from == SIDE * SIDE ? 0 : from;
        int there = to == SIDE * SIDE ? 0 : to;
        if (here == there) {
            return to;
        }
        if (here / SIDE != there / SIDE) {
            return here + (there > here ? SIDE : -SIDE);
        }
        return here + (there > here ? 1 : -1);
    }

    @Property(tries = 8, seed = "2026", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void nobodysTimeIsOffAndNoPromiseIsBrokenWithoutWord(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        Day day = new Day(seed);
        day.run();
        // A day on which nothing of this happens would prove nothing.
        assertThat(day.riders.values()).filteredOn(told -> told.pickedUp >= 0).hasSizeGreaterThan(10);
        assertThat(day.dropOffOnly).as("drop-offs told though the pick-up stays").isPositive();
        assertThat(day.slips).as("promises given anew").isPositive();
    }
}
