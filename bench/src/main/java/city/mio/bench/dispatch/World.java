package city.mio.bench.dispatch;

import city.mio.simulators.riders.DarpDay;
import city.mio.simulators.riders.LoopSettings;
import city.mio.simulators.riders.NodeRoads;
import city.mio.simulators.riders.RiderRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and when riders ask, and what they are promised.
 *
 * @param thinkEverySeconds how often there is time to work on the plans
 */
record World(NodeRoads roads, List<RiderRequest> requests, NodeService.Rules rules, int thinkEverySeconds) {

    /** Taxi requests on roads already read. */
    static World taxis(Path folder, NodeRoads roads, int percent) throws IOException {
        return new World(
                roads,
                RiderRequest.read(folder.resolve("requests_" + percent + "pct_0-60min.csv")),
                NodeService.Rules.OF_FLEETPY,
                5);
    }

    /** A dial-a-ride instance beside the folder of the taxi requests. */
    static World dialARide(Path folder, String instance) throws IOException {
        DarpDay day = DarpDay.read(folder.resolveSibling("darp").resolve(instance + ".txt"));
        return new World(day.roads(), day.requests(), NodeService.Rules.OF_DIAL_A_RIDE, 30);
    }

    LoopSettings.Builder loop(int vehicles, long seed) {
        return LoopSettings.builder()
                .fleet(vehicles, rules.capacity())
                .stopSeconds(rules.stopSeconds())
                .thinkEverySeconds(thinkEverySeconds)
                .seed(seed);
    }
}
