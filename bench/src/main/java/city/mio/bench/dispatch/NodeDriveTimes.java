package city.mio.bench.dispatch;

import city.mio.models.dispatch.live.DriveTimes;
import city.mio.models.dispatch.live.Whereabouts;
import city.mio.simulators.riders.NodeRoads;

/** The table of the roads; the depot, where nobody goes, stands at node 0. */
final class NodeDriveTimes implements DriveTimes {

    private final char[] table;
    private final int nodes;

    NodeDriveTimes(NodeRoads roads) {
        table = roads.table();
        nodes = roads.nodes();
    }

    @Override
    public int millis(int fromPlace, int toPlace, long departMillis) {
        int from = fromPlace == nodes ? 0 : fromPlace;
        int to = toPlace == nodes ? 0 : toPlace;
        char seconds = table[from * nodes + to];
        return seconds == NodeRoads.NEVER ? NEVER : seconds * 1000;
    }

    @Override
    public int millis(Whereabouts from, int toPlace, long departMillis) {
        if (from instanceof Whereabouts.AtPlace at) {
            return millis(at.place(), toPlace, departMillis);
        }
        throw new IllegalArgumentException("vehicles of this bench are at nodes: " + from);
    }
}
