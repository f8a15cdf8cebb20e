package city.mio.feeds.http;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.feeds.dispatch.BusView;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.Locale;
import java.util.Optional;

/**
 * What a driver's device tells and cannot be, or can hardly be. What can hardly be is passed on: the dispatcher judges. Immutable,
 * thread-safe.
 */
final class DriverDoubts {

    /** Beyond the outermost crossing, some kilometres. */
    private static final double MARGIN_DEGREES = 0.05;

    /** Noise of two fixes, and no bus drives faster: as the dispatcher has it. */
    private static final double JUMP_METRES = 200;

    private static final double MOST_METRES_PER_SECOND = 50;

    private double west = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    DriverDoubts(RoadNetwork network) {
        for (int node = 0; node < network.nodeCount(); node++) {
            west = Math.min(west, network.nodeLon(node));
            east = Math.max(east, network.nodeLon(node));
            south = Math.min(south, network.nodeLat(node));
            north = Math.max(north, network.nodeLat(node));
        }
    }

    /** Whether a place lies outside the city. */
    boolean isOutside(double lon, double lat) {
        return lon < west - MARGIN_DEGREES
                || lon > east + MARGIN_DEGREES
                || lat < south - MARGIN_DEGREES
                || lat > north + MARGIN_DEGREES;
    }

    /** Why the dispatcher may not take it, by what is known here. */
    Optional<String> find(BusStatus said, Optional<BusView> bus) {
        if (bus.isEmpty()) {
            return Optional.empty();
        }
        return said.kind() == BusStatusKind.STOP_REACHED ? nothingToDo(said, bus.get()) : jump(said, bus.get());
    }

    private static Optional<String> nothingToDo(BusStatus said, BusView bus) {
        Optional<DispatchPlan> plan = bus.findPlan();
        boolean planned = plan.isEmpty()
                || bus.atStopId().equals(said.stopId())
                || plan.get().stops().stream().anyMatch(stop -> stop.placeId().equals(said.stopId()));
        return planned
                ? Optional.empty()
                : Optional.of("plan " + plan.get().version() + " has nothing to do at " + said.stopId()
                        + ": the dispatcher does not count it as a halt");
    }

    private static Optional<String> jump(BusStatus said, BusView bus) {
        Optional<BusStatus> last = bus.findPosition();
        if (!said.hasPosition() || last.isEmpty()) {
            return Optional.empty();
        }
        double metres = LocalProjection.distanceMetres(last.get().lon(), last.get().lat(), said.lon(), said.lat());
        double seconds = Math.max(0, said.time() - last.get().time()) / 1000.0;
        return metres <= JUMP_METRES + MOST_METRES_PER_SECOND * seconds
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.1f km from where the bus was %.0f s before: the dispatcher waits for a second position that agrees",
                        metres / 1000,
                        seconds));
    }
}
