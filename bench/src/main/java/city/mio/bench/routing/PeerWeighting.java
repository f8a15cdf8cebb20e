package city.mio.bench.routing;

import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.util.EdgeIterator;
import com.graphhopper.util.EdgeIteratorState;

/** GraphHopper's weights: seconds of the links and, if asked for, of the turns, straight from Mio's arrays. */
final class PeerWeighting implements Weighting {

    private final PeerGraph peer;
    private final boolean withTurns;
    private int[] millis;
    private double leastSecondsPerMetre;

    PeerWeighting(PeerGraph peer, boolean withTurns, int[] millis) {
        this.peer = peer;
        this.withTurns = withTurns;
        change(millis);
    }

    void change(int[] newMillis) {
        millis = newMillis;
        leastSecondsPerMetre = peer.leastSecondsPerMetre(newMillis);
    }

    /** Seconds over a link. */
    double seconds(int link) {
        // GraphHopper's contraction knows no weight below this.
        return Math.max(1, millis[link]) / 1000.0;
    }

    @Override
    public double calcMinWeightPerDistance() {
        return leastSecondsPerMetre;
    }

    @Override
    public double calcEdgeWeight(EdgeIteratorState edge, boolean reverse) {
        int link = peer.link(edge.getEdge(), edge.get(EdgeIteratorState.REVERSE_STATE) != reverse);
        return link < 0 ? Double.POSITIVE_INFINITY : seconds(link);
    }

    @Override
    public long calcEdgeMillis(EdgeIteratorState edge, boolean reverse) {
        return Math.round(1000 * calcEdgeWeight(edge, reverse));
    }

    @Override
    public double calcTurnWeight(int inEdge, int viaNode, int outEdge) {
        if (!withTurns || !EdgeIterator.Edge.isValid(inEdge) || !EdgeIterator.Edge.isValid(outEdge)) {
            return 0;
        }
        return peer.turnSeconds(inEdge, viaNode, outEdge);
    }

    @Override
    public long calcTurnMillis(int inEdge, int viaNode, int outEdge) {
        return Math.round(1000 * calcTurnWeight(inEdge, viaNode, outEdge));
    }

    @Override
    public boolean hasTurnCosts() {
        return withTurns;
    }

    @Override
    public String getName() {
        return withTurns ? "links_and_turns" : "links";
    }
}
