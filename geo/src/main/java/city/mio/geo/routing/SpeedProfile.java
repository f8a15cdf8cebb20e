package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;

/**
 * How long a link will take a vehicle that enters it at a time to come, and how that is known. Implementations are
 * thread-safe.
 */
public interface SpeedProfile {

    /** How a travel time is known, the best first. */
    enum Source {
        LIVE,
        FORECAST,
        HISTORIC,
        FREE_FLOW
    }

    /**
     * Seconds over the whole link for who enters it then, 0 or more; infinite if it is closed.
     *
     * @param enterMillis UTC epoch milliseconds
     */
    double linkSeconds(int link, long enterMillis);

    /** How {@link #linkSeconds} knows. */
    Source source(int link, long enterMillis);

    /** With the roads empty, at any time. */
    static SpeedProfile freeFlow(RoadNetwork network) {
        return new SpeedProfile() {
            @Override
            public double linkSeconds(int link, long enterMillis) {
                return network.freeFlowSeconds(link);
            }

            @Override
            public Source source(int link, long enterMillis) {
                return Source.FREE_FLOW;
            }
        };
    }
}
