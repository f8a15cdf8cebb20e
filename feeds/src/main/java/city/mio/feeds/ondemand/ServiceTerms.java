package city.mio.feeds.ondemand;

/**
 * What riders may ask for and are promised. Immutable.
 *
 * @param maxParty most riders of one party
 * @param maxDaysAhead how early a trip can be booked; 0 for the same day only
 * @param maxWaitSeconds longest wait for an immediate request
 * @param detourFactor a ride takes at most the direct ride times this
 * @param detourSeconds and at most the direct ride and this much more
 */
public record ServiceTerms(int maxParty, int maxDaysAhead, int maxWaitSeconds, double detourFactor, int detourSeconds) {

    /** @throws IllegalArgumentException naming the field */
    public ServiceTerms {
        Require.range("maxParty", maxParty, 1, 200);
        Require.range("maxDaysAhead", maxDaysAhead, 0, 366);
        Require.range("maxWaitSeconds", maxWaitSeconds, 0, 86_400);
        Require.range("detourFactor", detourFactor, 1, 100);
        Require.range("detourSeconds", detourSeconds, 0, 86_400);
    }
}
