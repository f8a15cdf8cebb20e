package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.models.dispatch.live.Whereabouts;
import city.mio.models.dispatch.service.OnDemandService;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds where on the road a bus is: the nearest link that leads where it is heading. One thread. */
final class BusPlaces {

    private static final double SEARCH_METRES = 60;
    private static final double MOST_METRES = 200;

    /** A link that leads elsewhere counts as so much farther away, metres a degree. */
    private static final double METRES_PER_DEGREE = 0.5;

    private final LinkIndex index;
    private final Candidates candidates = new Candidates();

    BusPlaces(LinkIndex index) {
        this.index = index;
    }

    /** At the stop that it names, else on a link; empty if it is on no road. */
    Optional<Whereabouts> find(BusStatus status, OnDemandService service) {
        OptionalInt place = service.findPlace(status.stopId());
        if (place.isPresent()) {
            return Optional.of(new Whereabouts.AtPlace(place.getAsInt()));
        }
        double x = index.projection().x(status.lon());
        double y = index.projection().y(status.lat());
        index.query(x, y, SEARCH_METRES, candidates);
        if (candidates.size() == 0) {
            index.query(x, y, MOST_METRES, candidates);
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double away = candidates.distanceMetres(i);
            if (!Float.isNaN(status.headingDegrees())) {
                double turn = Math.abs(candidates.bearingDegrees(i) - status.headingDegrees()) % 360;
                away += METRES_PER_DEGREE * Math.min(turn, 360 - turn);
            }
            if (away < least) {
                least = away;
                best = i;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(new Whereabouts.OnLink(
                        candidates.link(best), candidates.offsetShare(best), status.lon(), status.lat()));
    }
}
