package city.mio.cli.cluster;

import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Vehicles that drive about a network at a steady speed, and their positions: the same each time. */
final class SteadyTraffic {

    private static final long INTERVAL_MILLIS = 5_000;

    private SteadyTraffic() {}

    /** All positions in the order of their times. */
    static List<ProbePosition> positions(RoadNetwork network, int vehicles, long start, int minutes, long seed) {
        Random random = new Random(seed);
        List<ProbePosition> all = new ArrayList<>();
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            drive(network, "car-" + vehicle, start + random.nextInt((int) INTERVAL_MILLIS), minutes, random, all);
        }
        all.sort(java.util.Comparator.comparingLong(ProbePosition::time).thenComparing(ProbePosition::vehicleId));
        return all;
    }

    private static void drive(
            RoadNetwork network, String id, long start, int minutes, Random random, List<ProbePosition> out) {
        int link = random.nextInt(network.linkCount());
        double along = 0;
        int sequence = 0;
        for (long time = start; time < start + minutes * 60_000L; time += INTERVAL_MILLIS) {
            double[] at = pointAlong(network, link, along / network.lengthMetres(link));
            out.add(ProbePosition.builder()
                    .vehicleId(id)
                    .sequence(++sequence)
                    .time(time)
                    .lon(at[0])
                    .lat(at[1])
                    .kind(VehicleKind.TAXI)
                    .build());
            along += 0.7 * network.freeFlowSpeedMps(link) * INTERVAL_MILLIS / 1000;
            while (along >= network.lengthMetres(link)) {
                along -= network.lengthMetres(link);
                link = next(network, link, random);
            }
        }
    }

    private static int next(RoadNetwork network, int link, Random random) {
        int node = network.toNode(link);
        int degree = network.outDegree(node);
        int choice = network.outLink(node, random.nextInt(degree));
        for (int i = 0; i < degree && choice == network.oppositeLink(link); i++) {
            choice = network.outLink(node, i);
        }
        return choice;
    }

    private static double[] pointAlong(RoadNetwork network, int link, double share) {
        int points = network.shapeSize(link);
        double[] lengths = new double[points];
        for (int i = 1; i < points; i++) {
            double dLat = network.shapeLat(link, i) - network.shapeLat(link, i - 1);
            double dLon = (network.shapeLon(link, i) - network.shapeLon(link, i - 1))
                    * Math.cos(Math.toRadians(network.shapeLat(link, i)));
            lengths[i] = lengths[i - 1] + Math.hypot(dLat, dLon);
        }
        double wanted = share * lengths[points - 1];
        int i = 1;
        while (i < points - 1 && lengths[i] < wanted) {
            i++;
        }
        double part = (wanted - lengths[i - 1]) / (lengths[i] - lengths[i - 1]);
        return new double[] {
            network.shapeLon(link, i - 1) + part * (network.shapeLon(link, i) - network.shapeLon(link, i - 1)),
            network.shapeLat(link, i - 1) + part * (network.shapeLat(link, i) - network.shapeLat(link, i - 1))
        };
    }
}
