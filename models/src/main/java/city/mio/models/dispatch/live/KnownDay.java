package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many riders could have been served by somebody who knew all requests from the beginning: the same promises, the
 * same vehicles, no request refused before it is known to be in the way of others. Found by the same large neighbourhood
 * search, so it is a plan that exists, and the true best may serve more: as a measure for live dispatch it is on the safe
 * side only as far as the search is good.
 */
public final class KnownDay {

    /** Of the settings tried on the Manhattan requests (docs/decisions/0011) those that served most. */
    private static final double MEAN_REMOVED = 10;

    private static final double HOT_MILLIS = 100_000;
    private static final double COLD_MILLIS = 3_000;

    /** What leaving a rider out costs the search, in milliseconds of a vehicle. */
    private static final double MISSING_MILLIS = 900_000;

    private KnownDay() {}

    /** How many asked, and how many a feasible plan serves. */
    public record Result(int requests, int served) {}

    /**
     * Searches for plans that serve as many as possible, then for short ones.
     *
     * @param starts where each vehicle of the service stands, place numbers in the order of its shifts
     * @param beginMillis from when they can go
     * @param iterations of the search
     */
    public static Result solve(
            OnDemandService service,
            DriveTimes times,
            int[] starts,
            long beginMillis,
            List<TripRequest> requests,
            int iterations,
            long seed) {
        Require.range("iterations", iterations, 1, 1_000_000_000);
        DispatchState state = new DispatchState(service);
        Require.holds(starts.length == state.duties.size(), "starts: there are " + starts.length + " for "
                + state.duties.size() + " shifts");
        Timing timing = new Timing(times, service.places(), service.boarding().stopSeconds() * 1000L, 0);
        InsertionSearch insertion = new InsertionSearch(timing);
        PlanImprovement improvement = new PlanImprovement(timing, insertion);
        RequestDesk desk = new RequestDesk(
                service,
                DispatchSettings.defaults(),
                timing,
                insertion,
                improvement,
                new Reserve(DispatchSettings.defaults()),
                new Walks(service));
        for (Duty d : state.duties) {
            d.moveTo(new Whereabouts.AtPlace(starts[d.index]));
            d.readyMillis = Math.max(d.fromMillis, beginMillis);
            timing.update(d);
        }
        Turn turn = new Turn(state, beginMillis, seed);
        List<Rider> without = new ArrayList<>();
        for (TripRequest request : requests) {
            Rider rider = new Rider(request);
            if (desk.canBeAsked(turn, rider)) {
                if (insertion.find(rider, state.duties)) {
                    insertion.put(rider);
                } else {
                    without.add(rider);
                }
            }
        }
        PlanImprovement.Effort effort =
                new PlanImprovement.Effort(iterations, MEAN_REMOVED, HOT_MILLIS, COLD_MILLIS, MISSING_MILLIS);
        improvement.run(state.duties, without, false, effort, false, new SplittableRandom(seed));
        int served = 0;
        for (Duty d : state.duties) {
            for (int k = 0; k < d.count; k++) {
                served += !d.visits[k].isBreak() && d.visits[k].pickup ? 1 : 0;
            }
        }
        return new Result(requests.size(), served);
    }
}
