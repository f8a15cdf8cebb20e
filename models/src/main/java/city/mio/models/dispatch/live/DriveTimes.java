package city.mio.models.dispatch.live;

/**
 * Driving times between the numbered places of a service, and from where vehicles are. They must be such that a way
 * over a third place is never shorter, and that who leaves later never arrives earlier. Implementations need not be safe
 * for several threads.
 */
public interface DriveTimes {

    /** No way leads there: longer than any shift, short enough to be added up. */
    int NEVER = 200_000_000;

    /** Milliseconds from one stop or depot to another; 0 to itself, {@link #NEVER} if no way leads there. */
    int millis(int fromPlace, int toPlace, long departMillis);

    /** Milliseconds from where a vehicle is to a stop or depot; {@link #NEVER} if no way leads there. */
    int millis(Whereabouts from, int toPlace, long departMillis);

    /** Whether the times depend on when one leaves. */
    default boolean varies() {
        return false;
    }

    /**
     * When to leave one stop or depot at the latest, to be at another by a time. To be overridden by times that
     * {@linkplain #varies() vary}.
     */
    default long latestDepart(int fromPlace, int toPlace, long arriveMillis) {
        return arriveMillis - millis(fromPlace, toPlace, arriveMillis);
    }
}
