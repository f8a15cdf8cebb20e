package city.mio.geo.network;

import java.util.Optional;

/**
 * Functional class of a road, in the words of OpenStreetMap's {@code highway} key, from the most to the least
 * important. Speeds and lanes are what is assumed where the source says nothing; the speeds are the free-flow
 * speeds commonly met under Japan's default limits (60 km/h ordinary roads, 80-100 km/h expressways), not limits.
 */
public enum RoadClass {
    MOTORWAY(22.2f, 2),
    MOTORWAY_LINK(11.1f, 1),
    TRUNK(15.3f, 2),
    TRUNK_LINK(9.7f, 1),
    PRIMARY(13.9f, 2),
    PRIMARY_LINK(9.7f, 1),
    SECONDARY(12.5f, 1),
    SECONDARY_LINK(8.3f, 1),
    TERTIARY(11.1f, 1),
    TERTIARY_LINK(8.3f, 1),
    UNCLASSIFIED(8.3f, 1),
    RESIDENTIAL(7.0f, 1),
    LIVING_STREET(4.2f, 1),
    SERVICE(4.2f, 1);

    private static final RoadClass[] VALUES = values();
    static final int COUNT = VALUES.length;

    private final float defaultSpeedMps;
    private final int defaultLanes;

    RoadClass(float defaultSpeedMps, int defaultLanes) {
        this.defaultSpeedMps = defaultSpeedMps;
        this.defaultLanes = defaultLanes;
    }

    /** Free-flow speed where the source gives none, m/s. */
    public float defaultSpeedMps() {
        return defaultSpeedMps;
    }

    /** Lanes in one direction where the source gives none. */
    public int defaultLanes() {
        return defaultLanes;
    }

    /** Grade-separated, without signals: motorways and their ramps. */
    public boolean isExpressway() {
        return this == MOTORWAY || this == MOTORWAY_LINK;
    }

    /** The class of an OpenStreetMap {@code highway} value; empty for what is no road for motor vehicles. */
    public static Optional<RoadClass> findByTag(String highway) {
        if (highway == null) {
            return Optional.empty();
        }
        for (RoadClass roadClass : VALUES) {
            if (roadClass.name().equalsIgnoreCase(highway)) {
                return Optional.of(roadClass);
            }
        }
        return switch (highway) {
            case "road" -> Optional.of(UNCLASSIFIED);
            default -> Optional.empty();
        };
    }

    static RoadClass ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
