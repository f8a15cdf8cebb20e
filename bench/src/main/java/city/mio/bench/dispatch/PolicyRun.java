package city.mio.bench.dispatch;

import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.DispatchSettings.Policy;
import city.mio.simulators.riders.LoopSettings;
import city.mio.simulators.riders.NodeRoads;
import city.mio.simulators.riders.RiderLoop;
import city.mio.simulators.riders.ServiceFigures;

/** A policy in the closed loop. */
enum PolicyRun {
    NEAREST("nearest vehicle", Policy.NEAREST_VEHICLE, false, false),
    INSERTION("insertion only", Policy.INSERTION, false, false),
    INSERTION_SENT("insertion, idle vehicles sent", Policy.INSERTION, true, false),
    IMPROVED_STAYING("insertion + improvement, idle vehicles stay", Policy.INSERTION_AND_IMPROVEMENT, false, false),
    IMPROVED("insertion + improvement", Policy.INSERTION_AND_IMPROVEMENT, true, false),
    PRICED("insertion + improvement, costly trips refused", Policy.INSERTION_AND_IMPROVEMENT, true, true);

    private final String title;
    private final Policy policy;
    private final boolean sendsIdle;
    private final boolean refusesCostly;

    PolicyRun(String title, Policy policy, boolean sendsIdle, boolean refusesCostly) {
        this.title = title;
        this.policy = policy;
        this.sendsIdle = sendsIdle;
        this.refusesCostly = refusesCostly;
    }

    /** What of a run is told. */
    record Result(ServiceFigures figures, double p50Millis, double p99Millis) {}

    String title() {
        return title;
    }

    /** How much is searched, and with what reserve. */
    record Search(int roomIterations, int thinkIterations, double reserveQuantile) {}

    Result run(World world, LoopSettings loop, Search search) {
        NodeRoads roads = world.roads();
        int[] starts = RiderLoop.startNodes(roads, loop.vehicles(), loop.seed());
        DispatchSettings settings = DispatchSettings.builder()
                .policy(policy)
                .roomIterations(search.roomIterations())
                .refuseCostly(refusesCostly)
                .reserveQuantile(search.reserveQuantile())
                .seed(loop.seed())
                .build();
        LivePort port = new LivePort(
                NodeService.of(roads, starts, world.rules()),
                new NodeDriveTimes(roads),
                settings,
                starts,
                policy == Policy.INSERTION_AND_IMPROVEMENT ? search.thinkIterations() : 0,
                sendsIdle);
        ServiceFigures figures = new RiderLoop(roads, world.requests(), loop).run(port);
        double[] millis = port.decisionMillis();
        return new Result(figures, quantile(millis, 0.5), quantile(millis, 0.99));
    }

    static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
