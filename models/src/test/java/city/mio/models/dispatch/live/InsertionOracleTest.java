package city.mio.models.dispatch.live;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InsertionOracleTest {

    private static final long STOP_MILLIS = 20_000;
    private static final int INSTANCES = 400;
    private static final int SEATS = 3;

    private final OnDemandService service =
            SmallTown.service(1, SEATS, SmallTown.promises().build());

    private static Rider rider(int id, EveryOrder.Ride ride) {
        Rider rider = new Rider(TripRequest.builder("r" + id)
                .stops("s" + ride.from(), "s" + ride.to())
                .party(Party.ofAdults(ride.seats()))
                .build());
        rider.pickup = Visit.pickup(rider, ride.from(), ride.seats(), 0, ride.boarding());
        rider.dropOff = Visit.dropOff(rider, ride.to(), ride.seats(), 0, ride.boarding());
        rider.pickup.earliest = ride.earliest();
        rider.pickup.latest = ride.latestPickup();
        rider.dropOff.earliest = ride.earliest();
        rider.dropOff.latest = ride.latestDrop();
        rider.maxRideMillis = ride.maxRide();
        return rider;
    }

    private static EveryOrder.Ride ride(SplittableRandom random) {
        int from = random.nextInt(30);
        int to = (from + 1 + random.nextInt(29)) % 30;
        long boarding = 1000L * random.nextInt(40);
        long direct = 1000L * SmallTown.STEP_SECONDS * SmallTown.stepsBetween(from, to) + STOP_MILLIS + boarding;
        long earliest = 1000L * random.nextInt(900);
        long latest = earliest + 1000L * random.nextInt(60, 600);
        long ride = (long) (direct * (1 + random.nextDouble()));
        return new EveryOrder.Ride(from, to, earliest, latest, latest + ride, ride, 1 + random.nextInt(2), boarding);
    }

    private Duty duty(OnDemandService service) {
        return new Duty(
                0, new FleetVehicle("v0", SEATS, 0, "depot"), SmallTown.SIDE * SmallTown.SIDE, new Shift("v0", 0, Long.MAX_VALUE, List.of()));
    }

    /** The first rider is inserted into an empty plan: there is one order only, and the oracle must agree on it exactly. */
    @Test
    void aSingleRiderFitsExactlyIfTheOracleSaysSo() {
        SplittableRandom random = new SplittableRandom(7);
        int fits = 0;
        for (int i = 0; i < INSTANCES; i++) {
            EveryOrder.Ride ride = ride(random);
            Timing timing = new Timing(SmallTown.times(), service.places(), STOP_MILLIS, 0);
            InsertionSearch insertion = new InsertionSearch(timing);
            Duty duty = duty(service);
            timing.update(duty);
            double best = new EveryOrder(STOP_MILLIS, SEATS, 0, 0).cheapest(List.of(ride));
            boolean found = insertion.find(rider(i, ride), List.of(duty));
            assertThat(found).as("instance %d", i).isEqualTo(best < Double.POSITIVE_INFINITY);
            if (found) {
                fits++;
                assertThat(insertion.extraCost).isEqualTo(best);
            }
        }
        assertThat(fits).isBetween(INSTANCES / 10, INSTANCES - 1);
    }

    /** Ruin and recreate over one vehicle finds what trying every order finds, and never serves what no order can. */
    @Test
    void theSearchFindsTheCheapestOfAllOrders() {
        SplittableRandom random = new SplittableRandom(11);
        int complete = 0;
        int cheapest = 0;
        for (int i = 0; i < INSTANCES / 4; i++) {
            List<EveryOrder.Ride> rides = new ArrayList<>();
            int count = 2 + random.nextInt(2);
            for (int r = 0; r < count; r++) {
                rides.add(ride(random));
            }
            double best = new EveryOrder(STOP_MILLIS, SEATS, 0, 0).cheapest(rides);
            Timing timing = new Timing(SmallTown.times(), service.places(), STOP_MILLIS, 0);
            InsertionSearch insertion = new InsertionSearch(timing);
            Duty duty = duty(service);
            timing.update(duty);
            List<Rider> riders = new ArrayList<>();
            for (int r = 0; r < count; r++) {
                riders.add(rider(r, rides.get(r)));
            }
            PlanImprovement.Effort effort = new PlanImprovement.Effort(400, 3, 200_000, 1_000, 3_600_000);
            boolean all = new PlanImprovement(timing, insertion)
                    .run(List.of(duty), riders, false, effort, false, new SplittableRandom(i));
            if (all) {
                complete++;
                assertThat(best).as("instance %d", i).isLessThanOrEqualTo(duty.cost + 1e-6);
                cheapest += Math.abs(best - duty.cost) < 1e-6 ? 1 : 0;
            } else {
                assertThat(best).as("instance %d", i).isEqualTo(Double.POSITIVE_INFINITY);
            }
        }
        assertThat(complete).isGreaterThan(5);
        assertThat(cheapest).isEqualTo(complete);
    }

    /** Over several vehicles the place found is as cheap as the cheapest of all places, each scheduled whole. */
    @Test
    void thePlaceFoundIsTheCheapestOfAllPlaces() {
        thePlaceFoundIsTheCheapest(new Timing(SmallTown.times(), service.places(), STOP_MILLIS, 0.02));
    }

    @Test
    void thePlaceFoundIsTheCheapestOfAllPlacesWhereTheEmptyRunCounts() {
        EmptyRun emptyRun = new EmptyRun(SmallTown.times(), service.places(), 600_000, true);
        DispatchState state = new DispatchState(service);
        float[] requests = new float[SmallTown.SIDE * SmallTown.SIDE];
        requests[2] = 10;
        requests[28] = 30;
        state.expected = DispatchState.Expected.of(0, new ExpectedDemand(1800, requests));
        emptyRun.follow(state);
        thePlaceFoundIsTheCheapest(new Timing(SmallTown.times(), service.places(), STOP_MILLIS, 0.02, emptyRun));
    }

    private void thePlaceFoundIsTheCheapest(Timing timing) {
        SplittableRandom random = new SplittableRandom(5);
        InsertionSearch insertion = new InsertionSearch(timing);
        int found = 0;
        for (int i = 0; i < INSTANCES; i++) {
            List<Duty> duties = new ArrayList<>();
            for (int v = 0; v < 3; v++) {
                Duty duty = duty(service);
                duty.moveTo(new Whereabouts.AtPlace(random.nextInt(30)));
                timing.update(duty);
                duties.add(duty);
            }
            for (int r = 0; r < 8; r++) {
                Rider rider = rider(r, ride(random));
                double best = Double.POSITIVE_INFINITY;
                for (Duty duty : duties) {
                    for (int p = 0; p <= duty.count; p++) {
                        for (int q = p; q <= duty.count; q++) {
                            if (timing.fits(duty, rider, p, q)) {
                                best = Math.min(best, timing.cost - duty.cost);
                            }
                        }
                    }
                }
                boolean any = insertion.find(rider, duties);
                assertThat(any ? insertion.extraCost : Double.POSITIVE_INFINITY).as("instance %d rider %d", i, r).isEqualTo(best);
                if (any) {
                    found++;
                    insertion.put(rider);
                }
            }
        }
        assertThat(found).isGreaterThan(INSTANCES);
    }
}
