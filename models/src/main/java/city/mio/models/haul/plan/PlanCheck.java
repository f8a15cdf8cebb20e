package city.mio.models.haul.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds a plan against its day, whoever made it. Counts anew from the day itself and shares nothing with the planner.
 */
public final class PlanCheck {

    private PlanCheck() {}

    /** Every breach as one line; empty if the plan holds. */
    public static List<String> listBreaches(PlanDay day, SlotPlan plan) {
        List<String> breaches = new ArrayList<>();
        if (plan.trips().size() != day.trips().size()) {
            breaches.add("the plan holds " + plan.trips().size() + " trips, the day " + day.trips().size());
            return breaches;
        }
        int[][] passed = new int[day.routes().size()][day.slots()];
        int[][][] ofClass = new int[day.routes().size()][day.passengerCars().size()][day.slots()];
        double[][] volume = new double[day.links().size()][day.slots()];
        int[][] waiting = new int[day.holdingCapacities().size()][day.slots()];
        long moveCost = 0;
        long delayCost = 0;
        Map<String, double[]> burdens = new TreeMap<>();
        for (int i = 0; i < day.trips().size(); i++) {
            PlanTrip trip = day.trips().get(i);
            SlotPlan.Placed placed = plan.trips().get(i);
            if (!trip.id().equals(placed.tripId())) {
                breaches.add("trip " + trip.id() + " is missing, " + placed.tripId() + " stands in its place");
                continue;
            }
            int cost = placed.route() < 0 ? trip.refusalCost() : trip.costOf(placed.route(), placed.slot());
            if (cost < 0) {
                breaches.add("trip " + trip.id() + " cannot take route " + placed.route() + " in slot " + placed.slot());
                continue;
            }
            if (cost != placed.cost()) {
                breaches.add("trip " + trip.id() + " costs " + cost + ", told " + placed.cost());
            }
            moveCost += cost;
            double[] burden = burdens.computeIfAbsent(trip.contractor(), c -> new double[2]);
            burden[0] += cost;
            burden[1]++;
            if (placed.route() < 0) {
                continue;
            }
            PlanRoute route = day.routes().get(placed.route());
            delayCost += Math.round(
                    route.delayCosts()[placed.slot()] * day.passengerCars().get(trip.type().ordinal()));
            passed[placed.route()][placed.slot()]++;
            ofClass[placed.route()][trip.type().ordinal()][placed.slot()]++;
            int[] links = route.links();
            int[] later = route.slotsLater();
            for (int l = 0; l < links.length; l++) {
                int slot = placed.slot() + later[l];
                if (slot >= 0 && slot < day.slots()) {
                    volume[links[l]][slot] += day.passengerCars().get(trip.type().ordinal());
                }
            }
            if (trip.underWay() && route.holdingArea() >= 0) {
                for (int slot = trip.wishedSlot(); slot < placed.slot(); slot++) {
                    waiting[route.holdingArea()][slot]++;
                }
            }
        }
        for (int r = 0; r < passed.length; r++) {
            PlanRoute route = day.routes().get(r);
            int[] caps = route.caps();
            int[][] classCaps = route.classCaps();
            for (int slot = 0; slot < day.slots(); slot++) {
                over(breaches, "route " + route.id() + " slot " + slot, passed[r][slot], caps[slot]);
                for (int type = 0; type < ofClass[r].length; type++) {
                    over(
                            breaches, "route " + route.id() + " class " + type + " slot " + slot,
                            ofClass[r][type][slot], classCaps[type][slot]);
                }
            }
        }
        for (int l = 0; l < volume.length; l++) {
            double[] room = day.links().get(l).roomPassengerCars();
            for (int slot = 0; slot < day.slots(); slot++) {
                if (volume[l][slot] > 0) {
                    over(
                            breaches, "link " + day.links().get(l).linkId() + " slot " + slot, volume[l][slot],
                            room[slot]);
                }
            }
        }
        for (int h = 0; h < waiting.length; h++) {
            for (int slot = 0; slot < day.slots(); slot++) {
                over(breaches, "holding area " + h + " slot " + slot, waiting[h][slot], day.holdingCapacities().get(h));
            }
        }
        if (moveCost != plan.moveCost()) {
            breaches.add("the moves cost " + moveCost + ", told " + plan.moveCost());
        }
        if (delayCost != plan.delayCost()) {
            breaches.add("delay of others costs " + delayCost + ", told " + plan.delayCost());
        }
        double unfairness = unfairness(day, burdens.values(), moveCost);
        if (Math.abs(unfairness - plan.unfairness()) > 1e-6 * Math.max(1, unfairness)) {
            breaches.add("unfairness is " + unfairness + ", told " + plan.unfairness());
        }
        return breaches;
    }

    private static double unfairness(PlanDay day, Iterable<double[]> burdens, long moveCost) {
        double over = 0;
        int contractors = 0;
        for (double[] burden : burdens) {
            contractors++;
            double fair = (1 + day.fairness().slack()) * burden[1] / day.trips().size() * moveCost;
            over += Math.max(0, burden[0] - fair);
        }
        return contractors < 2 ? 0 : day.fairness().weight() * over;
    }

    /** How many of each reason a plan tells. */
    public static Map<SlotPlan.Reason.Kind, Integer> countReasons(SlotPlan plan) {
        Map<SlotPlan.Reason.Kind, Integer> counts = new HashMap<>();
        plan.trips().forEach(trip -> counts.merge(trip.reason().kind(), 1, Integer::sum));
        return new TreeMap<>(counts);
    }

    private static void over(List<String> breaches, String where, double is, double most) {
        if (is > most + 1e-6) {
            breaches.add(where + " holds " + is + ", may hold " + most);
        }
    }
}
