package city.mio.bench.haulday;

import city.mio.bench.haulday.DeclaredTrip.Costs;
import city.mio.bench.haulday.DeclaredTrip.Wish;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.places.CityPlaces;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.office.WorkSite;
import city.mio.simulators.haul.HaulGround;
import city.mio.simulators.haul.HaulTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A day's declared trips. What is carried follows the depot: ready-mixed concrete must be poured when it was ordered for
 * and can be half an hour late, materials can come half an hour earlier to an hour later, soil two hours earlier to three
 * hours later. Concrete and materials are wished in the two halves of a working day, soil all day long. Equal seeds give
 * equal days.
 */
final class Declarations {

    private enum Load {
        CONCRETE(0, 1, 8, 8, new double[] {0, 0.15, 0.85, 0}),
        MATERIALS(1, 2, 4, 3, new double[] {0.2, 0.35, 0.2, 0.25}),
        SOIL(4, 6, 1, 1, new double[] {0, 0, 1, 0});

        final int slotsEarlier;
        final int slotsLater;
        final int costEarlier;
        final int costLater;
        final double[] classes;

        Load(int slotsEarlier, int slotsLater, int costEarlier, int costLater, double[] classes) {
            this.slotsEarlier = slotsEarlier;
            this.slotsLater = slotsLater;
            this.costEarlier = costEarlier;
            this.costLater = costLater;
            this.classes = classes;
        }
    }

    private static final Set<String> MIXING_PLANTS = Set.of("nishiyodogawa", "sambo");
    private static final Set<String> SOIL_YARDS = Set.of("konohana", "sakurajima");

    private static final int FIRST_SLOT = 10;
    private static final int LAST_SLOT = 37;

    /** A way that takes so much longer is none, minutes. */
    private static final double MOST_EXTRA_MINUTES = 30;

    private final HaulOffice office;
    private final CityPlaces places;
    private final HaulGround ground;
    private final double[][] approach;
    private final List<WorkSite> sites = new ArrayList<>();

    Declarations(HaulOffice office, CityPlaces places, HaulGround ground) {
        this.office = office;
        this.places = places;
        this.ground = ground;
        places.haulSites().forEach(site -> sites.add(office.findSite(site.id())
                .orElseThrow(() -> new IllegalArgumentException("the office has no site " + site.id()))));
        approach = new double[ground.depotCount()][ground.routeCount()];
        for (int depot = 0; depot < approach.length; depot++) {
            for (int route = 0; route < ground.routeCount(); route++) {
                approach[depot][route] =
                        ground.approachSeconds(depot, route) + ground.freeSeconds(ground.route(route)) / 2;
            }
        }
    }

    List<DeclaredTrip> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> shares = new TreeMap<>();
        for (int site = 0; site < sites.size(); site++) {
            int at = site;
            sites.get(site).dailyShares().forEach((contractor, share) -> shares.put(at + " " + contractor, share));
        }
        int allShares = shares.values().stream().mapToInt(Integer::intValue).sum();
        List<DeclaredTrip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int pick = random.nextInt(allShares);
            String who = "";
            for (Map.Entry<String, Integer> share : shares.entrySet()) {
                if (pick >= 0) {
                    who = share.getKey();
                }
                pick -= share.getValue();
            }
            int space = who.indexOf(' ');
            trips.add(trip(i, Integer.parseInt(who.substring(0, space)), who.substring(space + 1), random));
        }
        return trips;
    }

    private DeclaredTrip trip(int number, int site, String contractor, SplittableRandom random) {
        int depot = random.nextInt(ground.depotCount());
        String depotId = places.depots().get(depot).id();
        Load load = MIXING_PLANTS.contains(depotId)
                ? Load.CONCRETE
                : SOIL_YARDS.contains(depotId) ? Load.SOIL : Load.MATERIALS;
        VehicleClass type = VehicleClass.values()[draw(load.classes, random)];
        double minute = minute(load, random);
        int slot = Math.max(FIRST_SLOT, Math.min(LAST_SLOT, (int) (minute / WorkDay.SLOT_MINUTES)));
        int[] costs = routeCosts(depot, site, type);
        // Most know the best way; some have their reasons for another.
        int route = random.nextDouble() < 0.25 ? second(costs) : cheapest(costs, -1);
        int base = costs[route];
        for (int r = 0; r < costs.length; r++) {
            costs[r] = costs[r] < 0 ? -1 : r == route ? 0 : Math.max(2, 2 + costs[r] - base);
        }
        double late = random.nextDouble();
        double usual = Math.abs(random.nextGaussian()) * 180;
        double veryLate = 600 + 3000 * random.nextDouble();
        boolean comes = random.nextDouble() >= 0.025;
        HaulTrip drive = new HaulTrip(
                "T" + number, HaulVehicleClass.valueOf(type.name()), depot, site, !comes ? Double.NaN : late < 0.06 ? veryLate : usual);
        Wish wish = new Wish(
                route, slot, Math.max(FIRST_SLOT, slot - load.slotsEarlier), Math.min(LAST_SLOT, slot + load.slotsLater));
        return new DeclaredTrip(
                drive, contractor, wish, new Costs(load.costEarlier, load.costLater, costs), 0.1 + 0.75 * random.nextDouble());
    }

    private static double minute(Load load, SplittableRandom random) {
        double half = random.nextDouble();
        double even = random.nextDouble();
        double bell = random.nextGaussian();
        if (load == Load.SOIL) {
            return 390 + 600 * even;
        }
        return half < 0.5 ? 525 + 55 * bell : half < 0.92 ? 820 + 65 * bell : 360 + 660 * even;
    }

    private static int draw(double[] shares, SplittableRandom random) {
        double left = random.nextDouble();
        int at = 0;
        while (at < shares.length - 1 && left >= shares[at]) {
            left -= shares[at++];
        }
        return at;
    }

    /** Minutes more than by the quickest way, halved and rounded; negative for a route that it cannot take. */
    private int[] routeCosts(int depot, int site, VehicleClass type) {
        double[] minutes = new double[ground.routeCount()];
        double best = Double.POSITIVE_INFINITY;
        for (int route = 0; route < minutes.length; route++) {
            String id = places.haulRoutes().get(route).id();
            boolean may = sites.get(site).routeIds().contains(id)
                    && office.findRoute(id).orElseThrow().findLimit(office.sizes().get(type)).isEmpty();
            minutes[route] = may
                    ? (approach[depot][route] + ground.freeSeconds(ground.islandPath(route, site))) / 60
                    : Double.POSITIVE_INFINITY;
            best = Math.min(best, minutes[route]);
        }
        int[] costs = new int[minutes.length];
        for (int route = 0; route < costs.length; route++) {
            double extra = minutes[route] - best;
            costs[route] = extra <= MOST_EXTRA_MINUTES ? (int) Math.round(extra / 2) : -1;
        }
        return costs;
    }

    private static int cheapest(int[] costs, int but) {
        int best = -1;
        for (int route = 0; route < costs.length; route++) {
            if (route != but && costs[route] >= 0 && (best < 0 || costs[route] < costs[best])) {
                best = route;
            }
        }
        return best;
    }

    private static int second(int[] costs) {
        int best = cheapest(costs, -1);
        int next = cheapest(costs, best);
        return next < 0 ? best : next;
    }
}
