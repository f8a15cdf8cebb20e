package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.SpeedProfile.Source;
import java.util.EnumMap;
import java.util.Map;

/**
 * Walks a route link by link through traffic that changes while the trip lasts: each link at the time when the vehicle
 * enters it. Immutable; as thread-safe as its profile.
 */
public final class TripEstimator {

    private final RoadNetwork network;
    private final TurnCosts turnCosts;
    private final SpeedProfile profile;

    public TripEstimator(RoadNetwork network, TurnCosts turnCosts, SpeedProfile profile) {
        this.network = network;
        this.turnCosts = turnCosts;
        this.profile = profile;
    }

    /** The trip that departs at this time, UTC epoch milliseconds. */
    public TripEstimate estimate(Route route, long departMillis) {
        double[] bySource = new double[Source.values().length];
        double seconds = 0;
        double onLinks = 0;
        for (int i = 0; i < route.linkCount(); i++) {
            int link = route.link(i);
            if (i > 0) {
                seconds += turnCosts.turnMillis(network, route.link(i - 1), link) / 1000.0;
            }
            long enterMillis = departMillis + Math.round(seconds * 1000);
            double whole = profile.linkSeconds(link, enterMillis);
            if (whole == Double.POSITIVE_INFINITY) {
                return closed(departMillis, profile.source(link, enterMillis));
            }
            double part = whole * (route.exitShare(i) - route.enterShare(i));
            bySource[profile.source(link, enterMillis).ordinal()] += part;
            onLinks += part;
            seconds += part;
        }
        // A trip without length is as well known as the place where it stays.
        if (onLinks == 0) {
            bySource[profile.source(route.link(0), departMillis).ordinal()] = 1;
            onLinks = 1;
        }
        Map<Source, Double> shares = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            shares.put(source, bySource[source.ordinal()] / onLinks);
        }
        return new TripEstimate(departMillis, departMillis + Math.round(seconds * 1000), seconds, shares);
    }

    private static TripEstimate closed(long departMillis, Source source) {
        Map<Source, Double> shares = new EnumMap<>(Source.class);
        for (Source each : Source.values()) {
            shares.put(each, each == source ? 1.0 : 0.0);
        }
        return new TripEstimate(departMillis, Long.MAX_VALUE, Double.POSITIVE_INFINITY, shares);
    }
}
