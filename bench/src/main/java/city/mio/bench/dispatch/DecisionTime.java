package city.mio.bench.dispatch;

import city.mio.models.dispatch.live.DispatchEvent;
import city.mio.models.dispatch.live.DispatchOutput;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.DispatchState;
import city.mio.models.dispatch.live.LiveDispatcher;
import city.mio.models.dispatch.live.TimeWish;
import city.mio.models.dispatch.live.TripRequest;
import city.mio.models.dispatch.live.Whereabouts;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.simulators.riders.NodeRoads;
import city.mio.simulators.riders.RiderLoop;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How long a decision takes with many vehicles and many open requests: one is cancelled for each that is offered. */
final class DecisionTime {

    private static final int WARM_UP = 300;

    /** Long waits and rides, so that so many requests can be open at once. */
    private static final NodeService.Rules RULES = new NodeService.Rules(1800, 2, 30, 8, OpeningHours.always(ZoneOffset.UTC));

    /** Milliseconds of the thread's processor time. */
    record Result(int open, int decisions, double refusedShare, double p50, double p99, double perSecond) {}

    private DecisionTime() {}

    static Result measure(NodeRoads roads, int vehicles, int open, int decisions, DispatchSettings settings) {
        int[] starts = RiderLoop.startNodes(roads, vehicles, settings.seed());
        OnDemandService service = NodeService.of(roads, starts, RULES);
        LiveDispatcher dispatcher = new LiveDispatcher(service, new NodeDriveTimes(roads), settings);
        DispatchState state = dispatcher.newState();
        for (int v = 0; v < vehicles; v++) {
            dispatcher.handle(
                    state,
                    new DispatchEvent.VehicleAt(NodeService.vehicleId(v), new Whereabouts.AtPlace(starts[v]), 0),
                    0);
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        ArrayDeque<String> held = new ArrayDeque<>();
        double[] millis = new double[decisions];
        int made = 0;
        int refused = 0;
        long asked = 0;
        var threads = ManagementFactory.getThreadMXBean();
        int warm = 0;
        while (made < decisions) {
            boolean full = held.size() >= open;
            if (full) {
                dispatcher.handle(state, new DispatchEvent.Cancel(held.poll()), 0);
            }
            String id = "r" + asked++;
            TripRequest request = TripRequest.builder(id)
                    .stops(
                            NodeService.stopId(random.nextInt(roads.nodes())),
                            NodeService.stopId(random.nextInt(roads.nodes())))
                    .time(TimeWish.LEAVE_AFTER, 0)
                    .build();
            long before = threads.getCurrentThreadCpuTime();
            var outputs = dispatcher.handle(state, new DispatchEvent.Request(request), 0);
            double took = (threads.getCurrentThreadCpuTime() - before) / 1e6;
            boolean offered = outputs.stream().anyMatch(DispatchOutput.Offered.class::isInstance);
            if (offered) {
                held.add(id);
            }
            if (full && warm++ >= WARM_UP) {
                millis[made++] = took;
                refused += offered ? 0 : 1;
            }
            if (asked > 20L * (open + decisions)) {
                throw new IllegalStateException("only " + held.size() + " of " + open + " requests can be open at once");
            }
        }
        Arrays.sort(millis);
        return new Result(
                open,
                decisions,
                (double) refused / decisions,
                PolicyRun.quantile(millis, 0.5),
                PolicyRun.quantile(millis, 0.99),
                1000 / Arrays.stream(millis).average().orElse(1));
    }
}
