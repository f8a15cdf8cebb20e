package city.mio.geo.routing;

import java.util.Arrays;

/** Dijkstra's algorithm from one state, along the turns or against them. Thread-confined. */
final class DijkstraSearch {

    private final RouteGraph graph;
    private final boolean backward;

    /** Turns by their end, for searches against them; null otherwise. */
    private final int[] inStart;

    private final int[] inTurn;
    private final int[] tailOfTurn;

    private final int[] distance;
    private final int[] parent;
    private final boolean[] settled;
    private final boolean[] wanted;
    private int[] touched = new int[256];
    private int touchedCount;
    private final StateHeap heap = new StateHeap();

    DijkstraSearch(RouteGraph graph, boolean backward) {
        this.graph = graph;
        this.backward = backward;
        int states = graph.stateCount();
        distance = new int[states];
        Arrays.fill(distance, LinkTimes.IMPASSABLE);
        parent = new int[states];
        settled = new boolean[states];
        wanted = new boolean[states];
        if (backward) {
            inStart = new int[states + 1];
            inTurn = new int[graph.turnCount()];
            tailOfTurn = new int[graph.turnCount()];
            fillIn(states);
        } else {
            inStart = null;
            inTurn = null;
            tailOfTurn = null;
        }
    }

    private void fillIn(int states) {
        for (int turn = 0; turn < inTurn.length; turn++) {
            inStart[graph.turnTo(turn) + 1]++;
        }
        for (int i = 0; i < states; i++) {
            inStart[i + 1] += inStart[i];
        }
        int[] next = Arrays.copyOf(inStart, states);
        for (int state = 0; state < states; state++) {
            for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
                inTurn[next[graph.turnTo(turn)]++] = turn;
                tailOfTurn[turn] = state;
            }
        }
    }

    /**
     * Searches until all targets are settled, or everything below the bound where there are no targets.
     *
     * @param bound distances of this and more are not looked for
     */
    void run(int[] linkMillis, int[] turnMillis, int from, int[] targets, int bound) {
        reset();
        int left = 0;
        for (int target : targets) {
            left += wanted[target] ? 0 : 1;
            wanted[target] = true;
        }
        boolean all = left == 0;
        reach(0, from, -1);
        while (!heap.isEmpty() && (all || left > 0)) {
            int state = heap.pop();
            if (settled[state]) {
                continue;
            }
            settled[state] = true;
            left -= wanted[state] ? 1 : 0;
            if (backward) {
                for (int i = inStart[state]; i < inStart[state + 1]; i++) {
                    int turn = inTurn[i];
                    int tail = tailOfTurn[turn];
                    relax(state, tail, linkMillis[graph.linkOf(tail)], turnMillis[turn], bound);
                }
            } else {
                int link = linkMillis[graph.linkOf(state)];
                for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
                    int head = graph.turnTo(turn);
                    // A closed link is not entered, though only leaving it would show in the distance.
                    if (linkMillis[graph.linkOf(head)] < LinkTimes.IMPASSABLE) {
                        relax(state, head, link, turnMillis[turn], bound);
                    }
                }
            }
        }
        for (int target : targets) {
            wanted[target] = false;
        }
    }

    private void relax(int state, int next, int link, int turn, int bound) {
        long to = (long) distance[state] + link + turn;
        if (to < bound && to < distance[next]) {
            reach((int) to, next, state);
        }
    }

    private void reach(int at, int state, int from) {
        if (distance[state] == LinkTimes.IMPASSABLE) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = state;
        }
        distance[state] = at;
        parent[state] = from;
        heap.push(at, state);
    }

    private void reset() {
        for (int i = 0; i < touchedCount; i++) {
            distance[touched[i]] = LinkTimes.IMPASSABLE;
            settled[touched[i]] = false;
        }
        touchedCount = 0;
        heap.clear();
    }

    /** From the start to a target, or to any state when all were looked for. */
    int distance(int state) {
        return settled[state] ? distance[state] : LinkTimes.IMPASSABLE;
    }

    /** The states from the start to this one, both included; null if there is no way. Not for searches backward. */
    int[] findPath(int state) {
        if (!settled[state]) {
            return null;
        }
        int length = 1;
        for (int at = state; parent[at] >= 0; at = parent[at]) {
            length++;
        }
        int[] path = new int[length];
        for (int at = state; at >= 0; at = parent[at]) {
            path[--length] = at;
        }
        return path;
    }
}
