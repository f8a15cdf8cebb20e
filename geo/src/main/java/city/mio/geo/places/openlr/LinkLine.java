package city.mio.geo.places.openlr;

import java.util.List;

/**
 * A stretch of road: links in driving order, less a piece at either end. Immutable.
 *
 * @param linkIds in driving order, each starts where the last ends, at least one
 * @param startOffsetMetres how much of the first link does not belong to it
 * @param endOffsetMetres how much of the last link does not belong to it
 */
public record LinkLine(List<Long> linkIds, double startOffsetMetres, double endOffsetMetres) {

    /** @throws IllegalArgumentException naming the field */
    public LinkLine {
        if (linkIds == null || linkIds.isEmpty()) {
            throw new IllegalArgumentException("linkIds is empty");
        }
        if (!(startOffsetMetres >= 0 && startOffsetMetres < 1e7)) {
            throw new IllegalArgumentException("startOffsetMetres is negative or too large: " + startOffsetMetres);
        }
        if (!(endOffsetMetres >= 0 && endOffsetMetres < 1e7)) {
            throw new IllegalArgumentException("endOffsetMetres is negative or too large: " + endOffsetMetres);
        }
        linkIds = List.copyOf(linkIds);
    }

    /** Whole links. */
    public static LinkLine of(List<Long> linkIds) {
        return new LinkLine(linkIds, 0, 0);
    }
}
