package city.mio.geo.routing;

/** There is no route between two points; the message says why in one line for people. */
public final class NoRouteException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why there is none. */
    public enum Reason {
        /** A point is not near any road that the vehicle may use. */
        OFF_NETWORK,
        /** Both are on roads, but no way leads from the one to the other. */
        UNREACHABLE
    }

    private final Reason reason;

    public NoRouteException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
