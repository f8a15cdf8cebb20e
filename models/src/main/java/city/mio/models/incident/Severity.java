package city.mio.models.incident;

/** How much a fault on the road matters, least first. */
public enum Severity {
    NOTICE,
    WARNING,
    CRITICAL;

    private static final Severity[] VALUES = values();

    /** NOTICE for 0 points or less, one step up a point, never above CRITICAL. */
    static Severity ofPoints(int points) {
        return VALUES[Math.max(0, Math.min(points, VALUES.length - 1))];
    }

    static Severity ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
