package city.mio.geo.matching;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down what a matcher tells. */
final class MatchRecorder implements MatchListener {

    record Passage(
            int link, String name, long enter, long exit, float start, float covered, int positions, int path) {}

    record Matched(long time, int link, String name, float offset, UnmatchedReason reason) {}

    final List<Passage> passages = new ArrayList<>();
    final List<Matched> fixes = new ArrayList<>();
    final List<BreakReason> breaks = new ArrayList<>();
    /** Everything in the order told. */
    final List<String> log = new ArrayList<>();

    private final TestRoads roads;
    private final RoadNetwork network;

    MatchRecorder(TestRoads roads, RoadNetwork network) {
        this.roads = roads;
        this.network = network;
    }

    @Override
    public void traversal(int link, long enter, long exit, float start, float covered, int positions) {
        String name = roads.name(network, link);
        passages.add(new Passage(link, name, enter, exit, start, covered, positions, breaks.size()));
        log.add(String.format(
                Locale.ROOT, "%s %d-%d from %.4f for %.4f, %d", name, enter, exit, start, covered, positions));
    }

    @Override
    public void fix(long time, int link, float offset, UnmatchedReason reason) {
        String name = link < 0 ? "-" : roads.name(network, link);
        fixes.add(new Matched(time, link, name, offset, reason));
        log.add(String.format(Locale.ROOT, "%d on %s at %.4f %s", time, name, offset, reason));
    }

    @Override
    public void broken(long time, BreakReason reason) {
        breaks.add(reason);
        log.add("broken " + time + " " + reason);
    }

    String path() {
        return String.join(" ", passages.stream().map(Passage::name).toList());
    }

    List<UnmatchedReason> reasons() {
        return fixes.stream().map(Matched::reason).toList();
    }
}
