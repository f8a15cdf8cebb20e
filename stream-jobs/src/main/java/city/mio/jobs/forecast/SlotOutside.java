package city.mio.jobs.forecast;

import city.mio.events.SlotQuantiles;
import city.mio.geo.network.RoadNetwork;
import city.mio.models.forecast.slots.SlotConditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is known of slots from elsewhere, for the targets of a model: rain, crowds, declared construction vehicles, and
 * what closures leave of a forecast. Steps are those of the panel that begins at {@code start}. Not for several threads.
 */
final class SlotOutside implements SlotConditions {

    private static final long SLOT = SlotFunction.SLOT;

    private final SlotReach reach;
    private final long start;
    private final double[] rain;
    /** {@code [route][step]}. */
    private final double[][] haul;
    /** By route: beyond this step nothing is declared yet. */
    private final int[] lastDeclared;
    private final List<SlotNews> crowds = new ArrayList<>();
    private final List<float[]> crowdNearness = new ArrayList<>();
    /** By target: closures and closed lanes. */
    private final Map<Integer, List<SlotNews>> closures = new HashMap<>();
    private final RoadNetwork network;

    /**
     * @param targets of the reach
     * @param steps how many are looked at
     */
    SlotOutside(SlotReach reach, RoadNetwork network, int targets, long start, int steps, Iterable<SlotNews> news) {
        this.reach = reach;
        this.network = network;
        this.start = start;
        rain = new double[steps];
        haul = new double[reach.routes()][steps];
        lastDeclared = new int[reach.routes()];
        Arrays.fill(lastDeclared, -1);
        for (SlotNews each : news) {
            switch (each.kind()) {
                case RAIN -> spread(each, rain, true);
                case HAUL -> {
                    int route = reach.route(each.routeId());
                    if (route >= 0) {
                        spread(each, haul[route], false);
                        long last = Math.floorDiv(each.begin() - start, SLOT);
                        lastDeclared[route] = (int) Math.max(lastDeclared[route], Math.min(steps - 1, last));
                    }
                }
                case CROWD -> {
                    OptionalInt link = network.findLink(each.linkId());
                    if (link.isPresent()) {
                        crowds.add(each);
                        float[] nearness = new float[targets];
                        for (int target = 0; target < targets; target++) {
                            nearness[target] = reach.nearness(target, link.getAsInt());
                        }
                        crowdNearness.add(nearness);
                    }
                }
                case CLOSURE, LANES_CLOSED -> {
                    OptionalInt link = network.findLink(each.linkId());
                    for (int target : link.isPresent() ? reach.listTargets(link.getAsInt()) : new int[0]) {
                        closures.computeIfAbsent(target, t -> new ArrayList<>()).add(each);
                    }
                }
            }
        }
    }

    /** Adds the amount to the slots it lies in: of rain the share of the slot, of vehicles the share of them. */
    private void spread(SlotNews news, double[] into, boolean shareOfSlot) {
        int first = (int) Math.max(0, Math.floorDiv(news.begin() - start, SLOT));
        for (int step = first; step < into.length && start + step * SLOT < news.end(); step++) {
            long overlap = Math.min(news.end(), start + (step + 1) * SLOT) - Math.max(news.begin(), start + step * SLOT);
            if (overlap > 0) {
                into[step] += news.amount() * overlap / (shareOfSlot ? SLOT : news.end() - news.begin());
            }
        }
    }

    @Override
    public double rainMillimetresPerHour(int step) {
        return step < rain.length ? rain[step] : Double.NaN;
    }

    @Override
    public double constructionTrips(int target, int step) {
        double trips = 0;
        boolean declared = false;
        for (int route = 0; route < haul.length; route++) {
            if (reach.isOnRoute(route, target) && step <= lastDeclared[route]) {
                trips += haul[route][step];
                declared = true;
            }
        }
        return declared ? trips : Double.NaN;
    }

    @Override
    public double extraAttendance(int target, int step) {
        long from = start + step * SLOT;
        double trips = reach.crowdTrips(target, from, from + SLOT);
        for (int i = 0; i < crowds.size(); i++) {
            SlotNews crowd = crowds.get(i);
            trips += crowdNearness.get(i)[target]
                    * SlotReach.trips(crowd.amount(), crowd.begin(), crowd.end(), from, from + SLOT);
        }
        return trips;
    }

    /**
     * What closures leave of a forecast: nothing passes where all lanes are closed for half of the slot or longer; where
     * some are, it may come as much worse as lanes are missing, and nobody has seen how much.
     */
    SlotQuantiles left(int target, long begin, float p10, float p50, float p90) {
        double open = 1;
        for (SlotNews closure : closures.getOrDefault(target, List.of())) {
            double overlap = Math.min(closure.end(), begin + SLOT) - Math.max(closure.begin(), begin);
            if (overlap > 0) {
                double lanes = Math.max(1, network.lanes(reach.link(target)));
                boolean whole = closure.kind() == SlotNews.Kind.CLOSURE || closure.amount() >= lanes;
                if (whole && overlap >= SLOT / 2.0) {
                    return SlotQuantiles.CLOSED;
                }
                open = Math.min(open, 1 - overlap / SLOT * (whole ? 1 : closure.amount() / lanes));
            }
        }
        return new SlotQuantiles((float) (open * p10), p50, p90);
    }
}
