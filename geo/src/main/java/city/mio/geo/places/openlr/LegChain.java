package city.mio.geo.places.openlr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openlr.LocationReferencePoint;
import openlr.OpenLRProcessingException;
import openlr.encoder.data.LocRefPoint;
import openlr.encoder.data.OffsetData;
import openlr.encoder.properties.OpenLREncoderProperties;
import openlr.location.data.Orientation;
import openlr.location.data.SideOfRoad;
import openlr.map.Line;
import openlr.rawLocRef.RawLineLocRef;
import openlr.rawLocRef.RawLocationReference;
import openlr.rawLocRef.RawPointAlongLocRef;

/**
 * A reference to a path in legs of bounded length, for paths that the library's own choice of points does not
 * describe well enough to be found again: loops, which its search does not take, and ways of equal length in a
 * grid. Stateless and thread-safe.
 */
final class LegChain {

    /** A shorter link gives no good bearing (OpenLR takes it over 20 m): points are not put at its start. */
    private static final int BEARING_METRES = 20;

    private LegChain() {}

    /**
     * A reference with the points of another, made on a view of the map with other lengths, in true lengths.
     *
     * @param startOffset what to leave out besides what the other one leaves out
     * @return empty if the other one is no reference in whole links, or an offset would pass a point
     */
    static Optional<RawLocationReference> withPointsOf(
            RawLocationReference other, RoadMap map, int startOffset, int endOffset, OpenLREncoderProperties properties)
            throws OpenLRProcessingException {
        if (!other.isValid()) {
            return Optional.empty();
        }
        List<LocRefPoint> points = new ArrayList<>();
        RoadLine last = null;
        for (LocationReferencePoint point : other.getLocationReferencePoints()) {
            LocRefPoint known = (LocRefPoint) point;
            if (known.isLRPOnLine()) {
                return Optional.empty();
            }
            if (!known.isLastLRP()) {
                List<Line> leg = new ArrayList<>();
                for (Line line : known.getRoute()) {
                    last = map.line(((RoadLine) line).link());
                    leg.add(last);
                }
                points.add(new LocRefPoint(leg, properties));
            }
        }
        points.add(new LocRefPoint(last, properties));
        join(points);
        // Only links beyond the path are left out there, and those have their true lengths.
        int start = other.getOffsets().getPositiveOffset(0) + startOffset;
        int end = other.getOffsets().getNegativeOffset(0) + endOffset;
        boolean within = start < points.get(0).getDistanceToNext()
                && end < points.get(points.size() - 2).getDistanceToNext();
        return within
                ? Optional.of(new RawLineLocRef("", points, new OffsetData(start, end)))
                : Optional.empty();
    }

    static RawLocationReference of(
            List<Line> path, int startOffset, int endOffset, int legMetres, OpenLREncoderProperties properties)
            throws OpenLRProcessingException {
        List<LocRefPoint> points = new ArrayList<>();
        int from = 0;
        while (from < path.size()) {
            int to = endOfLeg(path, from, legMetres);
            points.add(new LocRefPoint(new ArrayList<>(path.subList(from, to)), properties));
            from = to;
        }
        points.add(new LocRefPoint(path.get(path.size() - 1), properties));
        join(points);
        return new RawLineLocRef("", points, new OffsetData(startOffset, endOffset));
    }

    /** A point on a link, by the two ends of that link. */
    static RawLocationReference of(Line line, int offset, SideOfRoad side, OpenLREncoderProperties properties)
            throws OpenLRProcessingException {
        List<LocRefPoint> ends =
                List.of(new LocRefPoint(List.of(line), properties), new LocRefPoint(line, properties));
        join(ends);
        return new RawPointAlongLocRef(
                "", ends.get(0), ends.get(1), new OffsetData(offset, 0), side, Orientation.getDefault());
    }

    private static void join(List<LocRefPoint> points) {
        for (int i = 0; i < points.size(); i++) {
            points.get(i).setSequenceNumber(i + 1);
            if (i + 1 < points.size()) {
                points.get(i).setNextLRP(points.get(i + 1));
            }
        }
    }

    /** As far as the leg reaches without coming to a node twice, back to the last link that gives a bearing. */
    private static int endOfLeg(List<Line> path, int from, int legMetres) {
        List<Long> nodes = new ArrayList<>();
        nodes.add(path.get(from).getStartNode().getID());
        int metres = 0;
        int to = from;
        while (to < path.size()) {
            Line line = path.get(to);
            if (to > from && (metres + line.getLineLength() > legMetres || nodes.contains(line.getEndNode().getID()))) {
                break;
            }
            metres += line.getLineLength();
            nodes.add(line.getEndNode().getID());
            to++;
        }
        if (to == path.size()) {
            return to;
        }
        for (int at = to; at > from; at--) {
            if (path.get(at).getLineLength() >= BEARING_METRES) {
                return at;
            }
        }
        return to;
    }
}
