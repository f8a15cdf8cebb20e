package city.mio.bench.haul;

import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.plan.Fairness;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanLink;
import city.mio.models.haul.plan.PlanRoute;
import city.mio.models.haul.plan.PlanTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Days to be planned, of the shape of Yumeshima: routes over two crossings, each crossing shared by half of the routes,
 * background traffic with two peaks, and more trips wished in the morning than there is room. Equal seeds give equal days.
 */
final class GeneratedDays {

    private static final double[] CLASS_SHARE = {0.1, 0.25, 0.45, 0.2};
    private static final List<Double> PASSENGER_CARS = List.of(1.0, 1.5, 2.0, 3.0);
    private static final int CONTRACTORS = 10;

    private GeneratedDays() {}

    /**
     * A day.
     *
     * @param tightness what is wished over what there is room for, over the whole day; about 0.8 for a busy day
     */
    static PlanDay day(int trips, int routes, int slots, double tightness, long seed) {
        return day(trips, routes, slots, tightness, seed, 1);
    }

    /**
     * A day on which contractors declare so many trips a row that are alike but for their number.
     *
     * @param batch trips a row; with 1 all differ
     */
    static PlanDay day(int trips, int routes, int slots, double tightness, long seed, int batch) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] background = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            double at = (slot + 0.5) / slots;
            background[slot] = 0.35 + 0.3 * bell(at, 0.2, 0.08) + 0.35 * bell(at, 0.8, 0.1) + 0.05 * random.nextDouble();
        }
        double meanCars = 0;
        for (int type = 0; type < CLASS_SHARE.length; type++) {
            meanCars += CLASS_SHARE[type] * PASSENGER_CARS.get(type);
        }
        double perCell = trips / tightness / (routes * (double) slots);
        // Caps are looser than the roads on the whole, and differ from route to route.
        List<PlanRoute> planned = new ArrayList<>();
        List<PlanLink> links = new ArrayList<>();
        int crossings = routes > 1 ? 2 : 1;
        for (int crossing = 0; crossing < crossings; crossing++) {
            int own = (routes + 1 - crossing) / crossings;
            links.add(link(1000 + crossing, own * perCell * meanCars, background, random));
        }
        for (int route = 0; route < routes; route++) {
            double size = 0.7 + 0.6 * random.nextDouble();
            links.add(link(2000 + route, 1.25 * size * perCell * meanCars, background, random));
            int[] caps = new int[slots];
            int[][] classCaps = new int[CLASS_SHARE.length][slots];
            for (int slot = 0; slot < slots; slot++) {
                double peak = background[slot] > 0.6 ? 0.8 : 1.3;
                caps[slot] = (int) Math.max(1, Math.round(peak * size * perCell));
                for (int type = 0; type < CLASS_SHARE.length; type++) {
                    classCaps[type][slot] = type == VehicleClass.TRAILER.ordinal() ? Math.max(1, caps[slot] / 4) : caps[slot];
                }
            }
            planned.add(new PlanRoute(
                    "route-" + route, new int[] {crossings + route, route % crossings}, new int[] {0, 1}, caps,
                    classCaps, route % crossings));
        }
        List<PlanTrip> wished = new ArrayList<>();
        for (int i = 0; i < trips; i++) {
            wished.add(
                    i % batch == 0
                            ? trip(i, routes, slots, random)
                            : wished.get(i - 1).toBuilder().id("T" + i).build());
        }
        return new PlanDay(
                slots, PASSENGER_CARS, planned, links, List.of(60, 60), wished, Fairness.DEFAULT);
    }

    private static PlanTrip trip(int i, int routes, int slots, SplittableRandom random) {
        int contractor = (int) (CONTRACTORS * Math.pow(random.nextDouble(), 1.5));
        double pick = random.nextDouble();
        int type = 0;
        while (type < CLASS_SHARE.length - 1 && pick >= CLASS_SHARE[type]) {
            pick -= CLASS_SHARE[type++];
        }
        double at = random.nextInt(10) < 7
                ? (random.nextBoolean() ? 0.28 : 0.6) + 0.09 * (random.nextDouble() + random.nextDouble() - 1) * 2
                : random.nextDouble();
        int slot = (int) Math.max(0, Math.min(slots - 1, Math.floor(at * slots)));
        int route = (contractor + random.nextInt(2)) % routes;
        int[] routeCosts = new int[routes];
        for (int other = 0; other < routes; other++) {
            routeCosts[other] = other == route ? 0 : random.nextInt(8) == 0 ? -1 : 3 + random.nextInt(28);
        }
        return PlanTrip.builder()
                .id("T" + i)
                .contractor("contractor-" + contractor)
                .type(VehicleClass.values()[type])
                .wish(route, slot)
                .window(Math.max(0, slot - 1 - random.nextInt(6)), Math.min(slots - 1, slot + 2 + random.nextInt(8)))
                .costs(2 + random.nextInt(11), 1 + random.nextInt(10))
                .routeCosts(routeCosts)
                .refusalCost(500)
                .build();
    }

    private static PlanLink link(long id, double haulRoom, double[] background, SplittableRandom random) {
        double mean = 0;
        for (double share : background) {
            mean += share / background.length;
        }
        double threshold = 0.85;
        // On the mean over the day as much is left as the trips take.
        double capacity = haulRoom / Math.max(0.05, threshold - mean);
        double[] capacities = new double[background.length];
        double[] cars = new double[background.length];
        for (int slot = 0; slot < cars.length; slot++) {
            capacities[slot] = capacity;
            cars[slot] = capacity * background[slot] * (0.97 + 0.06 * random.nextDouble());
        }
        return PlanLink.of(id, capacities, cars, threshold);
    }

    private static double bell(double at, double middle, double width) {
        double z = (at - middle) / width;
        return Math.exp(-0.5 * z * z);
    }
}
