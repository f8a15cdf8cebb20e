package city.mio.geo.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The way that was found along a drawn line, and where on it the line's places are. Of one thread. */
final class DrivenLine {

    /** What of the line's first or last link it does not cover, and whether the link was left out for that. */
    record Cut(int link, double metres, boolean leftOut) {}

    private final DrawnCourse line;
    private final LinkShapes shapes;
    private final List<Integer> links = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private double startMetres;
    private double endMetres;

    private DrivenLine(DrawnCourse line, LinkShapes shapes) {
        this.line = line;
        this.shapes = shapes;
    }

    /** The cheapest way to a link of the last place. */
    static DrivenLine back(LineLayers layers, DrawnCourse line, LinkShapes shapes, int end) {
        DrivenLine way = new DrivenLine(line, shapes);
        int state = end;
        for (int place = line.size() - 1; place > 0; place--) {
            LineLayers.Layer layer = layers.layer(place);
            if (place == line.size() - 1) {
                way.endMetres = layer.metres[state];
            }
            int[] via = layer.via[state];
            if (via != null) {
                way.links.add(layer.links.get(state));
                for (int i = via.length - 1; i >= 0; i--) {
                    way.links.add(via[i]);
                }
            }
            state = layer.from[state];
        }
        way.links.add(layers.layer(0).links.get(state));
        way.startMetres = layers.layer(0).metres[state];
        Collections.reverse(way.links);
        return way;
    }

    List<Integer> links() {
        return links;
    }

    /** What was taken though the line covers only part of it, or left out. */
    List<Cut> cuts() {
        return cuts;
    }

    /** Leaves out first and last links of which the line covers less than half, unless an end is set. */
    void trim(boolean startSet, boolean endSet, double tellFrom) {
        double start = startMetres;
        double end = endMetres;
        int last = links.get(links.size() - 1);
        if (links.size() == 1) {
            double missing = shapes.length(last) - (end - start);
            boolean out = missing > shapes.length(last) / 2 && !startSet && !endSet;
            if (out) {
                links.clear();
            } else if (missing > tellFrom) {
                cuts.add(new Cut(last, missing, false));
            }
            return;
        }
        double uncovered = shapes.length(last) - end;
        if (!endSet && end < shapes.length(last) / 2) {
            links.remove(links.size() - 1);
            if (end > tellFrom) {
                cuts.add(new Cut(last, end, true));
            }
        } else if (uncovered > tellFrom) {
            cuts.add(new Cut(last, uncovered, false));
        }
        int first = links.get(0);
        double covered = shapes.length(first) - start;
        if (!startSet && covered < shapes.length(first) / 2 && links.size() > 1) {
            links.remove(0);
            if (covered > tellFrom) {
                cuts.add(0, new Cut(first, covered, true));
            }
        } else if (start > tellFrom) {
            cuts.add(0, new Cut(first, start, false));
        }
    }

    /** How far the line is from the way at most, metres, and where on the line that is, x and y. */
    double[] farthestOff() {
        double[] farthest = {-1, 0, 0};
        for (int i = 0; i < line.size(); i++) {
            double off = off(i);
            if (off > farthest[0]) {
                farthest = new double[] {off, line.x[i], line.y[i]};
            }
        }
        return farthest;
    }

    /** How far a place of the line is from the nearest of the way's links, with those that were left out for being cut. */
    double off(int place) {
        double least = Double.POSITIVE_INFINITY;
        for (int link : links) {
            least = Math.min(least, off(place, link));
        }
        for (Cut cut : cuts) {
            least = Math.min(least, off(place, cut.link));
        }
        return least;
    }

    private double off(int place, int link) {
        shapes.project(link, line.x[place], line.y[place], 0, Double.POSITIVE_INFINITY);
        return shapes.off;
    }
}
