package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;

/**
 * What a trip may take of the fleet's time while vehicles are scarce: the opportunity cost of accepting it. The price is so
 * many times the mean direct drive asked for lately. It grows with the vehicle time that there is for each request, the faster
 * the more there is, so that where vehicles suffice it is above what nearly any trip takes. For a vehicle that has nothing
 * to do it is higher the more others have nothing to do either.
 *
 * <p>With few vehicles and few requests, how many will ask while a vehicle is away is chance, and a price made of averages
 * would keep vehicles free for riders who do not come: the price is higher by the spread of that number.
 *
 * <p>A vehicle's time after the service has closed is worth nothing: what a trip takes of it is not counted.
 *
 * <p>Admission by a bid price as in revenue management (Talluri and van Ryzin 1998), the bid learnt from supply and demand
 * alone. What it keeps is in the {@link DispatchState}.
 */
final class GoingPrice {

    /** Mean direct drives that a trip may take where there are no vehicles at all (decision 0011). */
    private static final double LEAST = 0.96;

    /** How many more where there is as much vehicle time for each request as a direct drive takes. */
    private static final double OF_SUPPLY = 1.2;

    /** The power of vehicle time for each request by which that grows. */
    private static final double STEEPNESS = 4;

    /** How much more by the spread of the number of requests that come while a vehicle is away, in times of their number. */
    private static final double OF_SPREAD = 2;

    /** How much more a vehicle without riders may be used, for each share of the fleet that has none. */
    private static final double OF_IDLE = 2;

    /** How long a request counts: long enough to be many, short enough to follow a peak. */
    private static final double MEMORY_MILLIS = 900_000;

    /** Fewer say nothing about how many there will be. */
    private static final int ENOUGH_REQUESTS = 20;

    private final OnDemandService service;
    private final boolean on;

    GoingPrice(OnDemandService service, DispatchSettings settings) {
        this.service = service;
        on = settings.refusesCostly();
    }

    /**
     * A rider asks.
     *
     * @param directMillis of the drive
     */
    void asked(Turn turn, long directMillis) {
        DispatchState state = turn.state;
        if (state.askedSinceMillis == Long.MIN_VALUE) {
            state.askedSinceMillis = turn.now - 1000;
            state.askedLastMillis = turn.now;
        }
        double fading = Math.exp((state.askedLastMillis - turn.now) / MEMORY_MILLIS);
        state.askedWeight = state.askedWeight * fading + 1;
        state.askedDirectMillis = state.askedDirectMillis * fading + directMillis;
        state.askedLastMillis = turn.now;
        state.askedCount++;
    }

    /** Milliseconds of a vehicle's time that one trip may take now; infinite where none is refused for that. */
    double mostMillis(Turn turn) {
        DispatchState state = turn.state;
        if (!on || state.askedCount < ENOUGH_REQUESTS) {
            return Double.POSITIVE_INFINITY;
        }
        int vehicles = 0;
        for (Duty d : state.duties) {
            vehicles += isOut(turn, d) ? 1 : 0;
        }
        // The sum of fading requests, each of weight 1, is their rate times what a memory since the first one holds.
        double weight = state.askedWeight * Math.exp((state.askedLastMillis - turn.now) / MEMORY_MILLIS);
        double held = MEMORY_MILLIS * -Math.expm1((state.askedSinceMillis - turn.now) / MEMORY_MILLIS);
        double supply = vehicles * held / weight;
        double direct = state.askedDirectMillis / state.askedWeight;
        double sure = direct * (LEAST + OF_SUPPLY * Math.pow(supply / direct, STEEPNESS));
        // Requests come by chance: of a number of them the spread is its root.
        double comeMeanwhile = sure * weight / held;
        return sure * (1 + OF_SPREAD / Math.sqrt(comeMeanwhile));
    }

    private static boolean isOut(Turn turn, Duty d) {
        return !d.broken && d.fromMillis <= turn.now && turn.now < d.toMillis;
    }

    private static double idleShare(Turn turn) {
        int out = 0;
        int idle = 0;
        for (Duty d : turn.state.duties) {
            if (isOut(turn, d)) {
                out++;
                idle += !d.hasRiders() && d.servingPlace < 0 ? 1 : 0;
            }
        }
        return out == 0 ? 0 : (double) idle / out;
    }

    /** Whether a trip is worth what it takes of a duty's time. */
    boolean isWorth(Turn turn, Duty d, double extraMillis) {
        double most = mostMillis(turn);
        if (extraMillis <= most) {
            return true;
        }
        if (!d.hasRiders() && extraMillis <= most * (1 + OF_IDLE * idleShare(turn))) {
            return true;
        }
        long free = Math.max(turn.now, d.count > 0 ? d.depart[d.count - 1] : d.readyMillis);
        return millisToClose(turn, free) <= most;
    }

    private long millisToClose(Turn turn, long fromMillis) {
        return service.hours().findClose(turn.now).map(close -> close - fromMillis).orElse(Long.MAX_VALUE);
    }

    /** The price for a search over many duties: infinite once none of them would be free before the service closes. */
    double mostOfAnyMillis(Turn turn) {
        double most = mostMillis(turn);
        return most < Double.POSITIVE_INFINITY && millisToClose(turn, turn.now) <= most ? Double.POSITIVE_INFINITY : most;
    }
}
