package city.mio.models.dispatch.live;

/**
 * Driving times between the numbered places of a service, and from where vehicles are. They must be such that a way
 * over a third place is never shorter. Implementations need not be safe for several threads.
 */
public interface DriveTimes {

    /** No way leads there: longer than any shift, short enough to be added up. */
    int NEVER = 200_000_000;

    /** Milliseconds from one stop or depot to another; 0 to itself, {@link #NEVER} if no way leads there. */
    int millis(int fromPlace, int toPlace, long departMillis);

    /** Milliseconds from where a vehicle is to a stop or depot; {@link #NEVER} if no way leads there. */
    int millis(Whereabouts from, int toPlace, long departMillis);
}
