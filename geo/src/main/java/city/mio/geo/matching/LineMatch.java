package city.mio.geo.matching;

import java.util.List;

/**
 * The links that a drawn line means. Immutable.
 *
 * @param linkIds in driving order, each starts where the last ends, at least one, none twice
 * @param lengthMetres of these links
 * @param farthestMetres that the line is off them anywhere
 * @param farthestLon where that is, WGS 84 degrees
 * @param farthestLat where that is, WGS 84 degrees
 * @param doubts what a person should look at, in driving order
 */
public record LineMatch(
        List<Long> linkIds,
        double lengthMetres,
        double farthestMetres,
        double farthestLon,
        double farthestLat,
        List<Doubt> doubts) {

    /** Why something should be looked at. */
    public enum Kind {
        /** The line is more than half of the allowed distance off the road. */
        FAR_OFF,
        /** Another road fits about as well. */
        OTHER_ROAD,
        /** The line begins or ends inside a link, which was taken whole or left out. */
        PART_OF_LINK
    }

    /** Something to look at: where, WGS 84 degrees, and what in one line of English. */
    public record Doubt(Kind kind, double lon, double lat, String what) {}

    public LineMatch {
        linkIds = List.copyOf(linkIds);
        doubts = List.copyOf(doubts);
    }
}
