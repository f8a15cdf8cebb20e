package city.mio.bench.routing;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.HierarchyTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkPosition;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.RouteQuery;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Mio's hierarchy for one class of vehicle. */
final class MioContestant implements Contestant {

    private final String name;
    private final RoadNetwork network;
    private final HierarchyTravelTimes travelTimes;
    private final RouteQuery query;

    MioContestant(String name, RoadNetwork network, TurnCosts turnCosts, LinkOrder order) {
        this.name = name;
        this.network = network;
        this.travelTimes =
                new HierarchyTravelTimes(RouteGraph.of(network, turnCosts), order, EnumSet.of(VehicleClass.CAR));
        this.query = travelTimes.newQuery();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double seconds(int fromLink, int toLink) {
        return query.travelSeconds(
                LinkPosition.startOf(fromLink), LinkPosition.endOf(toLink), VehicleClass.CAR, 0);
    }

    @Override
    public int[] route(int fromLink, int toLink) {
        return query.findRoute(LinkPosition.startOf(fromLink), LinkPosition.endOf(toLink), VehicleClass.CAR, 0)
                .map(route -> route.links())
                .orElseGet(() -> new int[0]);
    }

    @Override
    public double matrix(int[] fromLinks, int[] toLinks) {
        List<LinkPosition> from =
                Arrays.stream(fromLinks).mapToObj(LinkPosition::startOf).toList();
        List<LinkPosition> to = Arrays.stream(toLinks).mapToObj(LinkPosition::endOf).toList();
        double sum = 0;
        for (double[] row : query.travelSeconds(from, to, VehicleClass.CAR, 0)) {
            for (double seconds : row) {
                sum += seconds < Double.POSITIVE_INFINITY ? seconds : 0;
            }
        }
        return sum;
    }

    @Override
    public boolean canChangeTimes() {
        return true;
    }

    @Override
    public void changeTimes(int[] millis) {
        travelTimes.publish(LinkTimes.of(network, millis));
    }
}
