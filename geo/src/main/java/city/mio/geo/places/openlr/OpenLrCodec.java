package city.mio.geo.places.openlr;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.RoadAddress;
import city.mio.geo.places.RoadSide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import openlr.LocationReference;
import openlr.LocationReferencePoint;
import openlr.LocationType;
import openlr.OpenLRProcessingException;
import openlr.PhysicalFormatException;
import openlr.binary.ByteArray;
import openlr.binary.OpenLRBinaryDecoder;
import openlr.binary.OpenLRBinaryEncoder;
import openlr.binary.impl.LocationReferenceBinaryImpl;
import openlr.decoder.OpenLRDecoder;
import openlr.decoder.OpenLRDecoderParameter;
import openlr.encoder.properties.OpenLREncoderProperties;
import openlr.encoder.worker.LineEncoder;
import openlr.encoder.worker.PointAlongEncoder;
import openlr.location.Location;
import openlr.location.LocationFactory;
import openlr.location.data.SideOfRoad;
import openlr.map.InvalidMapDataException;
import openlr.map.Line;
import openlr.rawLocRef.RawLocationReference;

/**
 * Writes stretches of road and points on a road so that a system on another map finds them, and reads what such a
 * system wrote: OpenLR (white paper 1.5), binary format version 3 in base 64, by the {@code org.openlr} library.
 *
 * <p>Of a line the format keeps the offsets at its ends to 1/256 of the distance between two of its points. What
 * lies within that accuracy of a link's end is taken to be at that end: a code of whole links is read as whole links.
 *
 * <p>Immutable and safe to share between threads. Memory: two small objects per link and node.
 */
public final class OpenLrCodec {

    /** Legs tried in turn where the library's own choice of points does not lead back, metres; 1 is each link. */
    private static final int[] LEG_METRES = {2_000, 600, 200, 60, 1};

    /**
     * Points are set so that the path would be the shortest way between them even if it were by so much longer: on
     * another map lengths differ.
     */
    private static final double MARGIN = 1.2;

    /** Steps in which binary format version 3 gives an offset. */
    private static final double OFFSET_STEPS = 256;

    /** Lengths are whole metres, on either side of an offset. */
    private static final double ROUNDING_METRES = 2;

    private static final String POINT = "point along a line";

    private final RoadMap map;
    private final OpenLRDecoderParameter decoding;
    private final OpenLREncoderProperties encoding;

    /**
     * @param network where locations lie
     * @param index of the same network
     */
    public OpenLrCodec(RoadNetwork network, LinkIndex index) {
        map = new RoadMap(network, index);
        decoding = new OpenLRDecoderParameter.Builder()
                .with(map)
                .with(OpenLrSettings.decoder())
                .buildParameter();
        encoding = OpenLrSettings.encoder();
    }

    /**
     * The code of a line. Points are set so that the line is the shortest way between them by a margin, since on
     * another map lengths differ. What comes out is read back: where it leads to other links, the library's own
     * points are tried, and then closer ones; the first code that leads back is taken.
     *
     * @throws IllegalArgumentException if the links are not in the network or do not follow each other
     * @throws OpenLrException if the library cannot describe the line at all
     */
    public LineCode encodeLine(LinkLine line) {
        List<Line> path = path(line);
        int start = (int) Math.round(line.startOffsetMetres());
        int end = (int) Math.round(line.endOffsetMetres());
        String first = null;
        OpenLrException fault = null;
        for (int attempt = -2; attempt < LEG_METRES.length; attempt++) {
            try {
                Optional<RawLocationReference> raw = attempt == -2
                        ? withMargin(path, start, end)
                        : Optional.of(attempt == -1
                                ? new LineEncoder().doEncoding(
                                        LocationFactory.createLineLocationWithOffsets("", path, start, end),
                                        encoding, map)
                                : LegChain.of(path, start, end, LEG_METRES[attempt], encoding));
                if (raw.isPresent()) {
                    String code = text(raw.get());
                    first = first == null ? code : first;
                    if (decodeLine(code).linkIds().equals(line.linkIds())) {
                        return new LineCode(code, true);
                    }
                }
            } catch (OpenLRProcessingException | OpenLrException e) {
                fault = new OpenLrException("line from link " + line.linkIds().get(0) + ": " + e.getMessage(), e);
            }
        }
        if (first == null) {
            throw fault;
        }
        return new LineCode(first, false);
    }

    /** The library's choice of points for the case that the path is longer than it is. */
    private Optional<RawLocationReference> withMargin(List<Line> path, int start, int end)
            throws OpenLRProcessingException {
        Set<Integer> links = new HashSet<>();
        for (Line line : path) {
            links.add(((RoadLine) line).link());
        }
        RoadMap longer = map.longerBy(MARGIN, links);
        List<Line> samePath =
                path.stream().map(line -> (Line) longer.line(((RoadLine) line).link())).toList();
        RawLocationReference raw =
                new LineEncoder().doEncoding(LocationFactory.createLineLocation("", samePath), encoding, longer);
        return LegChain.withPointsOf(raw, map, start, end, encoding);
    }

    private List<Line> path(LinkLine line) {
        RoadNetwork network = map.network();
        List<Line> path = new ArrayList<>(line.linkIds().size());
        double metres = 0;
        RoadLine last = null;
        for (long id : line.linkIds()) {
            RoadLine next = map.line(link(id));
            if (last != null && network.toNode(last.link()) != network.fromNode(next.link())) {
                throw new IllegalArgumentException(
                        "link " + id + " does not start where link " + network.linkId(last.link()) + " ends");
            }
            if (last != null && !network.turnAllowed(last.link(), next.link())) {
                throw new IllegalArgumentException(
                        "the turn from link " + network.linkId(last.link()) + " into link " + id + " is banned");
            }
            path.add(next);
            metres += network.lengthMetres(next.link());
            last = next;
        }
        if (line.startOffsetMetres() + line.endOffsetMetres() > metres) {
            throw new IllegalArgumentException("offsets of " + line.startOffsetMetres() + " and "
                    + line.endOffsetMetres() + " m leave nothing of " + metres + " m");
        }
        return path;
    }

    private int link(long id) {
        return map.network()
                .findLink(id)
                .orElseThrow(() -> new IllegalArgumentException("the network has no link " + id));
    }

    private static String text(RawLocationReference raw) {
        if (!raw.isValid()) {
            throw new OpenLrException("cannot be described: " + raw.getReturnCode());
        }
        LocationReference reference = new OpenLRBinaryEncoder().encodeData(raw);
        if (!reference.isValid()) {
            throw new OpenLrException("cannot be written: " + reference.getReturnCode());
        }
        return ((ByteArray) reference.getLocationReferenceData()).getBase64Data();
    }

    /**
     * The links that a line's code means on this network.
     *
     * @param code base 64
     * @throws OpenLrException if it is no OpenLR code, no line, or not to be found here
     */
    public LinkLine decodeLine(String code) {
        RawLocationReference raw = read(code);
        Location location = find(code, raw, LocationType.LINE_LOCATION, "line");
        List<? extends LocationReferencePoint> points = raw.getLocationReferencePoints();
        List<? extends Line> lines = location.getLocationLines();
        double startStep = accuracy(points.get(0));
        double endStep = accuracy(points.get(points.size() - 2));
        double startOffset = location.getPositiveOffset();
        double endOffset = location.getNegativeOffset();
        int from = 0;
        int to = lines.size();
        if (startOffset > 0 && to - from > 1 && lines.get(from).getLineLength() - startOffset <= startStep) {
            from++;
            startOffset = 0;
        }
        if (endOffset > 0 && to - from > 1 && lines.get(to - 1).getLineLength() - endOffset <= endStep) {
            to--;
            endOffset = 0;
        }
        List<Long> ids = new ArrayList<>(to - from);
        for (Line line : lines.subList(from, to)) {
            ids.add(map.network().linkId(((RoadLine) line).link()));
        }
        return new LinkLine(ids, startOffset <= startStep ? 0 : startOffset, endOffset <= endStep ? 0 : endOffset);
    }

    private static double accuracy(LocationReferencePoint point) {
        return point.getDistanceToNext() / OFFSET_STEPS + ROUNDING_METRES;
    }

    /**
     * The code of a point on a road. The library goes out to the next crossings, and the offset from there is kept
     * to 1/256 of the way between them; where that misses the point by more than 1/256 of its link and 5 m, the ends
     * of the link itself are taken.
     *
     * @throws IllegalArgumentException if the link is not in the network
     * @throws OpenLrException if the library cannot describe the point
     */
    public String encodePoint(RoadAddress address) {
        RoadLine line = map.line(link(address.linkId()));
        int offset = (int) Math.round(address.offsetShare() * line.getLineLength());
        try {
            String code = text(new PointAlongEncoder().doEncoding(
                    LocationFactory.createPointAlongLineLocationWithSide("", line, offset, side(address.side())),
                    encoding, map));
            return meansPlace(code, line, offset)
                    ? code
                    : text(LegChain.of(line, offset, side(address.side()), encoding));
        } catch (OpenLRProcessingException | InvalidMapDataException | OpenLrException e) {
            throw new OpenLrException("point on link " + address.linkId() + ": " + e.getMessage(), e);
        }
    }

    private boolean meansPlace(String code, RoadLine line, int offset) {
        try {
            Location found = find(code, read(code), LocationType.POINT_ALONG_LINE, POINT);
            return line.equals(found.getPoiLine())
                    && Math.abs(found.getPositiveOffset() - offset) <= line.getLineLength() / OFFSET_STEPS + 5;
        } catch (OpenLrException e) {
            return false;
        }
    }

    /**
     * The place that a point's code means on this network.
     *
     * @param code base 64
     * @throws OpenLrException if it is no OpenLR code, no point along a line, or not to be found here
     */
    public RoadAddress decodePoint(String code) {
        Location location = find(code, read(code), LocationType.POINT_ALONG_LINE, POINT);
        RoadLine line = (RoadLine) location.getPoiLine();
        double share = location.getPositiveOffset() / Math.max(1.0, line.getLineLength());
        return new RoadAddress(
                map.network().linkId(line.link()), Math.max(0, Math.min(1, share)), side(location.getSideOfRoad()));
    }

    /** What kind of location a code holds, in OpenLR's words; empty if it is no OpenLR code. */
    public static Optional<String> findKind(String code) {
        try {
            return Optional.of(read(code).getLocationType().name());
        } catch (OpenLrException e) {
            return Optional.empty();
        }
    }

    /** Whether a code holds a point along a line. */
    public static boolean isPoint(String code) {
        return findKind(code).filter(LocationType.POINT_ALONG_LINE.name()::equals).isPresent();
    }

    private static RawLocationReference read(String code) {
        try {
            RawLocationReference raw =
                    new OpenLRBinaryDecoder().decodeData(new LocationReferenceBinaryImpl("", new ByteArray(code)));
            if (!raw.isValid()) {
                throw new OpenLrException("code " + code + ": " + raw.getReturnCode());
            }
            return raw;
        } catch (PhysicalFormatException | RuntimeException e) {
            // The library answers text that is no code with exceptions of every kind.
            throw e instanceof OpenLrException known
                    ? known
                    : new OpenLrException("code " + code + ": is no OpenLR code in base 64", e);
        }
    }

    private Location find(String code, RawLocationReference raw, LocationType type, String name) {
        if (raw.getLocationType() != type) {
            throw new OpenLrException("code " + code + ": is a " + raw.getLocationType() + ", not a " + name);
        }
        try {
            Location location = new OpenLRDecoder().decodeRaw(decoding, raw);
            if (!location.isValid()) {
                throw new OpenLrException(
                        "code " + code + ": is not to be found on this network: " + location.getReturnCode());
            }
            return location;
        } catch (OpenLRProcessingException e) {
            throw new OpenLrException(
                    "code " + code + ": is not to be found on this network: " + e.getMessage(), e);
        }
    }

    private static SideOfRoad side(RoadSide side) {
        return switch (side) {
            case UNKNOWN -> SideOfRoad.ON_ROAD_OR_UNKNOWN;
            case LEFT -> SideOfRoad.LEFT;
            case RIGHT -> SideOfRoad.RIGHT;
            case BOTH -> SideOfRoad.BOTH;
        };
    }

    private static RoadSide side(SideOfRoad side) {
        return switch (side) {
            case ON_ROAD_OR_UNKNOWN -> RoadSide.UNKNOWN;
            case LEFT -> RoadSide.LEFT;
            case RIGHT -> RoadSide.RIGHT;
            case BOTH -> RoadSide.BOTH;
        };
    }
}
