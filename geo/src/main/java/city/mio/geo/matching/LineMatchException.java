package city.mio.geo.matching;

import java.util.Locale;

/** A drawn line is no way on the network; the message is one line that names the place. */
public final class LineMatchException extends Exception {

    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** Part of the line has no road within the settings' distance. */
        OFF_ROAD,
        /** The only roads there are closed to heavy vehicles. */
        CLOSED_TO_HEAVY,
        /** The line runs against a one-way road. */
        AGAINST_ONE_WAY,
        /** The line turns back on itself, or takes the same link twice. */
        TURNS_BACK,
        /** The line takes a turn that is banned. */
        BANNED_TURN,
        /** Roads along the line do not meet. */
        NO_WAY,
        /** Two parts of the line do not meet. */
        GAP,
        /** The line does not begin or end where it has to. */
        WRONG_END,
        /** Latitude stands before longitude. */
        SWAPPED,
        /** The line is outside the network's area. */
        ELSEWHERE,
        /** The line covers no whole link, or is too long. */
        LENGTH
    }

    private final Reason reason;
    private final double lon;
    private final double lat;

    LineMatchException(Reason reason, double lon, double lat, String fault) {
        super(String.format(Locale.ROOT, "%s, at %.6f,%.6f", fault, lon, lat));
        this.reason = reason;
        this.lon = lon;
        this.lat = lat;
    }

    public Reason reason() {
        return reason;
    }

    /** Where, WGS 84 degrees. */
    public double lon() {
        return lon;
    }

    /** Where, WGS 84 degrees. */
    public double lat() {
        return lat;
    }
}
