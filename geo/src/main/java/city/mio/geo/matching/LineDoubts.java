package city.mio.geo.matching;

import city.mio.geo.matching.LineMatch.Doubt;
import city.mio.geo.matching.LineMatch.Kind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a person should look at in a way that was found along a drawn line. Of one thread. */
final class LineDoubts {

    /** Another way that costs no more than so many nats more over all fits about as well. */
    private static final double ALIKE_NATS = 3;

    /** Another road counts from where it was followed for so long; before, every side street does. */
    private static final double TELL_METRES = 60;

    private final RoadNetwork network;
    private final DrawnCourse line;
    private final LinkShapes shapes;
    private final LineMatchSettings settings;

    LineDoubts(RoadNetwork network, DrawnCourse line, LinkShapes shapes, LineMatchSettings settings) {
        this.network = network;
        this.line = line;
        this.shapes = shapes;
        this.settings = settings;
    }

    List<Doubt> list(LineLayers layers, boolean[] ends, DrivenLine way) {
        List<Doubt> doubts = new ArrayList<>();
        farOff(way, doubts);
        otherRoads(layers, ends, way, doubts);
        for (DrivenLine.Cut cut : way.cuts()) {
            int link = cut.link();
            doubts.add(new Doubt(
                    Kind.PART_OF_LINK, network.shapeLon(link, 0), network.shapeLat(link, 0),
                    String.format(
                            Locale.ROOT,
                            cut.leftOut()
                                    ? "the line covers only %.0f m of %s: left out"
                                    : "the line leaves out %.0f m of %s: taken whole",
                            cut.metres(), road(link))));
        }
        return doubts;
    }

    private void farOff(DrivenLine way, List<Doubt> doubts) {
        double most = 0;
        int worst = -1;
        int first = -1;
        for (int i = 0; i <= line.size(); i++) {
            double off = i < line.size() ? way.off(i) : 0;
            if (i < line.size() && off > settings.withinMetres() / 2) {
                first = first < 0 ? i : first;
                if (off > most) {
                    most = off;
                    worst = i;
                }
            } else if (worst >= 0) {
                doubts.add(new Doubt(
                        Kind.FAR_OFF, line.lon(worst), line.lat(worst),
                        String.format(
                                Locale.ROOT, "the line is up to %.0f m off the road, over %.0f m", most,
                                line.along[i - 1] - line.along[first])));
                most = 0;
                worst = -1;
                first = -1;
            }
        }
    }

    private void otherRoads(LineLayers layers, boolean[] ends, DrivenLine way, List<Doubt> doubts) {
        Set<Integer> taken = new HashSet<>(way.links());
        way.cuts().forEach(cut -> taken.add(cut.link()));
        double[][] on = layers.costsOn(ends);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < on[line.size() - 1].length; i++) {
            best = Math.min(best, layers.layer(line.size() - 1).cost[i] + on[line.size() - 1][i]);
        }
        // From which place on, how far along the link first and last.
        Map<Integer, double[]> others = new TreeMap<>();
        List<Integer> order = new ArrayList<>();
        for (int place = 0; place < line.size(); place++) {
            LineLayers.Layer layer = layers.layer(place);
            for (int i = 0; i < layer.size(); i++) {
                int link = layer.links.get(i);
                if (!taken.contains(link) && layer.cost[i] + on[place][i] - best < ALIKE_NATS) {
                    double at = layer.metres[i];
                    double[] seen = others.get(link);
                    if (seen == null) {
                        others.put(link, new double[] {place, at, at});
                        order.add(link);
                    } else {
                        seen[1] = Math.min(seen[1], at);
                        seen[2] = Math.max(seen[2], at);
                    }
                }
            }
        }
        for (int link : order) {
            double[] seen = others.get(link);
            double metres = seen[2] - seen[1];
            if (metres > Math.min(TELL_METRES, 0.9 * shapes.length(link)) && metres > DrawnCourse.STEP_METRES) {
                int place = (int) seen[0];
                doubts.add(new Doubt(
                        Kind.OTHER_ROAD, line.lon(place), line.lat(place),
                        String.format(Locale.ROOT, "%s fits as well, over %.0f m", road(link), metres)));
            }
        }
    }

    private String road(int link) {
        String romanised = network.roadNameRomanised(link);
        String name = romanised.isBlank() ? network.roadName(link) : romanised;
        return name.isBlank() ? "link " + network.linkId(link) : name + ", link " + network.linkId(link);
    }
}
