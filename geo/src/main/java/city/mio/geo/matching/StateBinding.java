package city.mio.geo.matching;

import city.mio.geo.network.RoadNetwork;
import java.util.OptionalInt;

/**
 * Ties a state to the network of the matcher that is about to use it: link indices hold for one network instance
 * only, ids for every import of the same data.
 */
final class StateBinding {

    private StateBinding() {}

    static void bind(MatcherState state, RoadNetwork network, MatchListener listener) {
        if (state.network == network) {
            return;
        }
        boolean known = translate(state, network, state.hypothesisLink, state.hypotheses)
                && translate(state, network, state.pathLink, state.paths);
        if (known && state.passageLink >= 0) {
            int link = find(state, network, state.passageLink);
            known = link >= 0;
            state.passageLink = link;
        }
        state.network = network;
        state.linkIds = null;
        if (!known) {
            dropPath(state, listener);
        }
    }

    private static boolean translate(MatcherState state, RoadNetwork network, int[] links, int count) {
        for (int i = 0; i < count; i++) {
            links[i] = find(state, network, links[i]);
            if (links[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static int find(MatcherState state, RoadNetwork network, int link) {
        long id = state.network == null ? state.linkIds[link] : state.network.linkId(link);
        OptionalInt found = network.findLink(id);
        return found.isPresent() ? found.getAsInt() : -1;
    }

    /** A road of the path is gone from the network: what waits can be matched to nothing. */
    private static void dropPath(MatcherState state, MatchListener listener) {
        for (int i = 0; i < state.openFixes; i++) {
            listener.fix(state.openFixTime[i], -1, 0, UnmatchedReason.OFF_ROAD);
        }
        state.openFixes = 0;
        if (state.stages > 0) {
            listener.broken(state.rootDecided ? state.positionTime : state.stageTime[0], BreakReason.NO_ROUTE);
        }
        state.clearPath();
    }
}
