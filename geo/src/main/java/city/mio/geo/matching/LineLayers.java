package city.mio.geo.matching;

import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be driven along a drawn line, place by place: the links on which a vehicle can be there, how far along them, what
 * it has cost to come there and from which link of the place before. A vehicle never goes back, and is never farther from
 * the place than allowed: the line and the way are walked together (the Fréchet condition of Alt, Efrat, Rote and
 * Wenk, "Matching planar maps", 2003), and among what holds that the way is chosen that is nearest to the line all along
 * (Viterbi). Of one thread.
 */
final class LineLayers {

    /** A way may be so much longer than the line between two places: ramps and bends that a hand cuts off. */
    private static final double SLACK_METRES = 150;

    /** Metres of a longer way that cost one nat. */
    private static final double METRES_PER_NAT = 20;

    /** A road may be anywhere within what is allowed: four standard deviations. */
    private static final double SIGMAS = 4;

    /** Breaks ties in favour of fewer links. */
    private static final double LINK_COST = 0.05;

    private static final int[] NONE = {};

    /** What is possible at one place. */
    static final class Layer {
        final List<Integer> links = new ArrayList<>();
        final Map<Integer, Integer> indexOf = new HashMap<>();
        double[] metres = new double[8];
        double[] cost = new double[8];
        int[] from = new int[8];
        int[][] via = new int[8][];
        /** Steps into this place: from, to and cost of each. */
        int[] stepFrom = new int[16];
        int[] stepTo = new int[16];
        double[] stepCost = new double[16];
        int steps;

        int size() {
            return links.size();
        }

        private void offer(int link, double at, double total, int source, int[] between, double own) {
            Integer known = indexOf.get(link);
            int i = known == null ? links.size() : known;
            if (known == null) {
                links.add(link);
                indexOf.put(link, i);
                if (i == metres.length) {
                    metres = Arrays.copyOf(metres, 2 * i);
                    cost = Arrays.copyOf(cost, 2 * i);
                    from = Arrays.copyOf(from, 2 * i);
                    via = Arrays.copyOf(via, 2 * i);
                }
                cost[i] = Double.POSITIVE_INFINITY;
            }
            if (total < cost[i]) {
                metres[i] = at;
                cost[i] = total;
                from[i] = source;
                via[i] = between;
            }
            if (source >= 0) {
                if (steps == stepFrom.length) {
                    stepFrom = Arrays.copyOf(stepFrom, 2 * steps);
                    stepTo = Arrays.copyOf(stepTo, 2 * steps);
                    stepCost = Arrays.copyOf(stepCost, 2 * steps);
                }
                stepFrom[steps] = source;
                stepTo[steps] = i;
                stepCost[steps++] = own;
            }
        }
    }

    private record Reached(int link, double metresBefore, int[] via) {}

    private final RoadNetwork network;
    private final DrawnCourse line;
    private final boolean heavy;
    private final LinkShapes shapes;
    private final List<Layer> layers = new ArrayList<>();

    LineLayers(RoadNetwork network, LinkIndex index, DrawnCourse line, boolean heavy, LinkShapes shapes, int startNode) {
        this.network = network;
        this.line = line;
        this.heavy = heavy;
        this.shapes = shapes;
        Layer first = new Layer();
        Candidates near = new Candidates();
        index.query(line.x[0], line.y[0], line.allowed[0], near);
        for (int i = 0; i < near.size(); i++) {
            int link = near.link(i);
            if (isOpen(link) && (startNode < 0 || network.fromNode(link) == startNode)) {
                shapes.project(link, line.x[0], line.y[0], 0, Double.POSITIVE_INFINITY);
                if (shapes.off <= line.allowed[0]) {
                    double cost = offCost(0, shapes.off);
                    first.offer(link, shapes.metres, cost, -1, NONE, cost);
                }
            }
        }
        layers.add(first);
        while (layers.size() < line.size() && last().size() > 0) {
            layers.add(next(last(), layers.size()));
        }
    }

    private Layer last() {
        return layers.get(layers.size() - 1);
    }

    /** Places up to which something can be driven; that of the line if all of it can. */
    int reached() {
        return last().size() > 0 ? layers.size() : layers.size() - 1;
    }

    Layer layer(int i) {
        return layers.get(i);
    }

    boolean isOpen(int link) {
        return !heavy || network.heavyAllowed(link);
    }

    private boolean isTurnOpen(int from, int to) {
        return heavy ? network.turnAllowedForHeavy(from, to) : network.turnAllowed(from, to);
    }

    private double offCost(int place, double off) {
        double sigma = line.allowed[place] / SIGMAS;
        return off * off / (2 * sigma * sigma);
    }

    private Layer next(Layer before, int place) {
        Layer layer = new Layer();
        double step = line.along[place] - line.along[place - 1];
        double weight = step / DrawnCourse.STEP_METRES;
        double reach = step + SLACK_METRES;
        for (int s = 0; s < before.size(); s++) {
            int link = before.links.get(s);
            double at = before.metres[s];
            shapes.project(link, line.x[place], line.y[place], at, at + reach);
            offer(layer, before, s, link, shapes.metres - at, NONE, 0, place, weight, step);
            double rest = shapes.length(link) - at;
            if (rest > reach) {
                continue;
            }
            Map<Integer, Double> best = new HashMap<>();
            ArrayDeque<Reached> open = new ArrayDeque<>();
            open.add(new Reached(link, rest - shapes.length(link), NONE));
            while (!open.isEmpty()) {
                Reached here = open.poll();
                double behind = here.metresBefore + shapes.length(here.link);
                int node = network.toNode(here.link);
                for (int i = 0; i < network.outDegree(node); i++) {
                    int to = network.outLink(node, i);
                    if (!isOpen(to) || !isTurnOpen(here.link, to) || to == network.oppositeLink(here.link)
                            || best.getOrDefault(to, Double.POSITIVE_INFINITY) <= behind) {
                        continue;
                    }
                    best.put(to, behind);
                    shapes.project(to, line.x[place], line.y[place], 0, reach - behind);
                    offer(layer, before, s, to, behind + shapes.metres, here.via, 1 + here.via.length, place, weight, step);
                    if (behind + shapes.length(to) <= reach) {
                        int[] via = Arrays.copyOf(here.via, here.via.length + 1);
                        via[via.length - 1] = to;
                        open.add(new Reached(to, behind, via));
                    }
                }
            }
        }
        return layer;
    }

    /** @param newLinks 0 where the vehicle is still on the link it was on */
    private void offer(
            Layer layer, Layer before, int source, int link, double way, int[] via, int newLinks, int place, double weight, double step) {
        if (shapes.off <= line.allowed[place]) {
            double own = weight * offCost(place, shapes.off) + Math.max(0, way - step) / METRES_PER_NAT + LINK_COST * newLinks;
            int[] between = newLinks == 0 ? null : via;
            layer.offer(link, shapes.metres, before.cost[source] + own, source, between, own);
        }
    }

    /** What it costs at least to come from each link of each place to the end, where that is one of those given. */
    double[][] costsOn(boolean[] ends) {
        double[][] on = new double[layers.size()][];
        int n = layers.size() - 1;
        on[n] = new double[layers.get(n).size()];
        for (int i = 0; i < on[n].length; i++) {
            on[n][i] = ends[i] ? 0 : Double.POSITIVE_INFINITY;
        }
        for (int place = n; place > 0; place--) {
            Layer layer = layers.get(place);
            on[place - 1] = new double[layers.get(place - 1).size()];
            Arrays.fill(on[place - 1], Double.POSITIVE_INFINITY);
            for (int i = 0; i < layer.steps; i++) {
                double cost = layer.stepCost[i] + on[place][layer.stepTo[i]];
                if (cost < on[place - 1][layer.stepFrom[i]]) {
                    on[place - 1][layer.stepFrom[i]] = cost;
                }
            }
        }
        return on;
    }
}
