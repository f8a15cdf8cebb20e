package city.mio.geo.network;

/** What carries the road: it tells stacked roads apart and says where satellites cannot be seen. */
public enum Structure {
    SURFACE,
    BRIDGE,
    TUNNEL,
    ELEVATED;

    private static final Structure[] VALUES = values();
    static final int COUNT = VALUES.length;

    static Structure ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
