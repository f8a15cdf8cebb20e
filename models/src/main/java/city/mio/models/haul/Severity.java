package city.mio.models.haul;

/** How much a breach of the haul rules matters, least first. */
public enum Severity {
    NOTICE,
    WARNING,
    CRITICAL;

    private static final Severity[] VALUES = values();

    static Severity ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
