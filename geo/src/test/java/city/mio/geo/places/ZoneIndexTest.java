package city.mio.geo.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.LocalProjection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

class ZoneIndexTest {

    private static LineString line(double... lonLats) {
        Coordinate[] points = new Coordinate[lonLats.length / 2];
        Arrays.setAll(points, i -> new Coordinate(lonLats[2 * i], lonLats[2 * i + 1]));
        return RandomShapes.FACTORY.createLineString(points);
    }

    private static Geometry square(double west, double south, double side) {
        return RandomShapes.FACTORY.toGeometry(
                new org.locationtech.jts.geom.Envelope(west, west + side, south, south + side));
    }

    private static int[] at(ZoneIndex index, double lon, double lat) {
        int[] out = new int[index.size()];
        return Arrays.copyOf(out, index.placesAt(lon, lat, out));
    }

    @Test
    void agreesWithJtsOnRandomAreasAlsoOnTheirBorders() {
        Random random = new Random(7);
        for (int count : new int[] {1, 3, 40, 400}) {
            List<PlaceShape> shapes = RandomShapes.areas(count, 0.2, 0.03, random);
            ZoneIndex index = new ZoneIndex(shapes);
            List<PreparedGeometry> oracle =
                    shapes.stream().map(shape -> PreparedGeometryFactory.prepare(shape.geometry())).toList();
            List<Coordinate> points = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                points.add(new Coordinate(
                        RandomShapes.LON + 0.26 * (random.nextDouble() - 0.5),
                        RandomShapes.LAT + 0.26 * (random.nextDouble() - 0.5)));
            }
            for (int i = 0; i < 500; i++) {
                Coordinate[] border = shapes.get(random.nextInt(count)).geometry().getCoordinates();
                int corner = 1 + random.nextInt(border.length - 1);
                points.add(border[corner]);
                points.add(new Coordinate(
                        (border[corner].x + border[corner - 1].x) / 2, (border[corner].y + border[corner - 1].y) / 2));
            }
            long hits = 0;
            for (Coordinate point : points) {
                Geometry jts = RandomShapes.FACTORY.createPoint(point);
                int[] expected = IntStream.range(0, count).filter(i -> oracle.get(i).covers(jts)).toArray();
                assertThat(at(index, point.x, point.y)).as("of %d areas at %s", count, point).isEqualTo(expected);
                assertThat(index.firstPlaceAt(point.x, point.y)).isEqualTo(expected.length == 0 ? -1 : expected[0]);
                for (int i = 0; i < Math.min(count, 5); i++) {
                    assertThat(index.covers(i, point.x, point.y)).isEqualTo(oracle.get(i).covers(jts));
                }
                hits += expected.length;
            }
            assertThat(hits).as("points in areas").isGreaterThan(100);
        }
    }

    @Test
    void bordersBelongToBothNeighboursAndHolesHaveBordersToo() {
        Geometry ring = square(0, 0, 0.3).difference(square(0.1, 0.1, 0.1));
        ZoneIndex index = new ZoneIndex(List.of(
                PlaceShape.zone("ring", ring), PlaceShape.zone("east", square(0.3, 0, 0.3))));
        assertThat(at(index, 0.3, 0.15)).containsExactly(0, 1);
        assertThat(at(index, 0.3, 0.3)).containsExactly(0, 1);
        assertThat(at(index, 0.15, 0.15)).as("in the hole").isEmpty();
        assertThat(at(index, 0.1, 0.15)).as("on the hole's border").containsExactly(0);
        assertThat(at(index, 0.05, 0.15)).containsExactly(0);
        assertThat(at(index, 0.6 + 1e-12, 0.1)).isEmpty();
    }

    @Test
    void saysHowManyThereAreEvenIfTheyDoNotFit() {
        ZoneIndex index = new ZoneIndex(IntStream.range(0, 5)
                .mapToObj(i -> PlaceShape.zone("z" + i, square(-0.1 * i, -0.1 * i, 1)))
                .toList());
        int[] two = new int[2];
        assertThat(index.placesAt(0.2, 0.2, two)).isEqualTo(5);
        assertThat(two).containsExactly(0, 1);
        assertThat(index.placesAt(Double.NaN, 0.2, two)).isZero();
        assertThat(new ZoneIndex(List.of()).placesAt(0.2, 0.2, two)).isZero();
        assertThat(new ZoneIndex(List.of()).firstPlaceAt(0.2, 0.2)).isEqualTo(-1);
    }

    @Test
    void aStopIsACircleAndACorridorALineWithAWidth() {
        double lon = RandomShapes.LON;
        double lat = RandomShapes.LAT;
        LocalProjection projection = new LocalProjection(lon, lat);
        ZoneIndex index = new ZoneIndex(List.of(
                PlaceShape.stop("stop", lon, lat, 50),
                PlaceShape.corridor("bay road", line(lon, lat, lon + 0.01, lat, lon + 0.01, lat + 0.01), 20)));
        for (int degrees = 0; degrees < 360; degrees += 7) {
            double x = Math.cos(Math.toRadians(degrees));
            double y = Math.sin(Math.toRadians(degrees));
            assertThat(index.covers(0, projection.lon(49.7 * x), projection.lat(49.7 * y))).isTrue();
            assertThat(index.covers(0, projection.lon(50.1 * x), projection.lat(50.1 * y))).isFalse();
            assertThat(index.borderMetres(0, projection.lon(80 * x), projection.lat(80 * y), 100))
                    .isCloseTo(30, within(0.3));
        }
        assertThat(index.borderMetres(0, projection.lon(80), lat, 20)).isInfinite();
        double away = projection.lat(19) - lat;
        assertThat(index.covers(1, lon + 0.005, lat + away)).isTrue();
        assertThat(index.covers(1, lon + 0.005, lat - away)).isTrue();
        assertThat(index.covers(1, lon + 0.005, lat + 1.1 * away)).isFalse();
        assertThat(index.borderMetres(1, lon + 0.005, lat, 50)).isCloseTo(20, within(0.1));
        assertThat(index.place(1).kind()).isEqualTo(PlaceKind.CORRIDOR);
        assertThat(index.getPlace("bay road")).isEqualTo(1);
        assertThat(index.findPlace("no road")).isEmpty();
        assertThatThrownBy(() -> index.getPlace("no road"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no place no road");
    }

    @Test
    void borderDistancesAreThoseOfJtsInMetres() {
        Random random = new Random(3);
        List<PlaceShape> shapes = RandomShapes.areas(30, 0.1, 0.02, random);
        ZoneIndex index = new ZoneIndex(shapes);
        for (int i = 0; i < 600; i++) {
            int place = random.nextInt(shapes.size());
            double lon = RandomShapes.LON + 0.1 * (random.nextDouble() - 0.5);
            double lat = RandomShapes.LAT + 0.1 * (random.nextDouble() - 0.5);
            LocalProjection projection =
                    new LocalProjection(lon, shapes.get(place).geometry().getEnvelopeInternal().centre().y);
            Geometry flat = shapes.get(place).geometry();
            for (Coordinate c : flat.getCoordinates()) {
                c.setX(projection.x(c.x));
                c.setY(projection.y(c.y));
            }
            flat.geometryChanged();
            double expected = flat.getBoundary()
                    .distance(RandomShapes.FACTORY.createPoint(new Coordinate(projection.x(lon), projection.y(lat))));
            double found = index.borderMetres(place, lon, lat, 1_000);
            if (expected > 1_000) {
                assertThat(found).isInfinite();
            } else {
                assertThat(found).isCloseTo(expected, within(0.01));
            }
        }
    }

    @Test
    void gatesAreCrossedInOrderWithTheirDirection() {
        ZoneIndex index = new ZoneIndex(List.of(
                PlaceShape.zone("zone", square(-1, -1, 3)),
                PlaceShape.gate("second", line(0.2, -0.1, 0.2, 0.1)),
                PlaceShape.gate("first", line(0.1, 0.1, 0.1, -0.1)),
                PlaceShape.gate("far", line(5, 5, 6, 6))));
        GateCrossings crossings = new GateCrossings();
        index.gatesCrossed(0, 0, 0.4, 0, crossings);
        assertThat(crossings.size()).isEqualTo(2);
        assertThat(crossings.gate(0)).isEqualTo(2);
        assertThat(crossings.share(0)).isCloseTo(0.25, within(1e-9));
        assertThat(crossings.forwards(0)).as("drawn southwards, crossed eastwards: right to left").isFalse();
        assertThat(crossings.gate(1)).isEqualTo(1);
        assertThat(crossings.forwards(1)).isTrue();
        index.gatesCrossed(0.4, 0, 0, 0, crossings);
        assertThat(crossings.gate(0)).isEqualTo(1);
        assertThat(crossings.forwards(0)).isFalse();
        index.gatesCrossed(0, 0.11, 0.4, 0.11, crossings);
        assertThat(crossings.size()).as("beside the gates").isZero();
        index.gatesCrossed(0, 0, Double.NaN, 0, crossings);
        assertThat(crossings.size()).isZero();
        assertThatThrownBy(() -> crossings.gate(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aTrackThatStopsOnAGateCrossesItOnce() {
        ZoneIndex index = new ZoneIndex(List.of(PlaceShape.gate("gate", line(0, 0, 0, 1, 0.5, 2))));
        GateCrossings crossings = new GateCrossings();
        for (double[] track : new double[][] {
            {-1, 0.5, 0, 0.5, 1, 0.5}, {1, 0.5, 0, 0.5, -1, 0.5}, {-1, 1, 1, 1}, {1, 1, -1, 1}, {-1, 0.5, 0, 0.7, 0, 0.6, 1, 0.5}
        }) {
            int net = 0;
            int all = 0;
            for (int i = 2; i < track.length; i += 2) {
                index.gatesCrossed(track[i - 2], track[i - 1], track[i], track[i + 1], crossings);
                for (int c = 0; c < crossings.size(); c++) {
                    net += crossings.forwards(c) ? 1 : -1;
                    all++;
                }
            }
            assertThat(all).as(Arrays.toString(track)).isEqualTo(1);
            assertThat(net).isEqualTo(track[0] < 0 ? 1 : -1);
        }
    }

    @Test
    void aRandomWalkIsOnTheSideOfALongGateThatItsCrossingsSay() {
        Random random = new Random(11);
        ZoneIndex index = new ZoneIndex(List.of(
                PlaceShape.gate("long", line(-50, 0.0, -1, 0.3, 0, -0.2, 1, 0.25, 50, 0)),
                PlaceShape.gate("short", line(0, -3, 0, -4))));
        GateCrossings crossings = new GateCrossings();
        double x = 0;
        double y = 3;
        int side = 0;
        int seen = 0;
        for (int i = 0; i < 5_000; i++) {
            double toX = Math.max(-40, Math.min(40, x + random.nextGaussian()));
            double toY = Math.max(-4, Math.min(4, y + random.nextGaussian()));
            index.gatesCrossed(x, y, toX, toY, crossings);
            for (int c = 0; c < crossings.size(); c++) {
                if (crossings.gate(c) == 0) {
                    side += crossings.forwards(c) ? 1 : -1;
                    seen++;
                }
            }
            x = toX;
            y = toY;
            if (Math.abs(y) > 0.5) {
                assertThat(side).isEqualTo(y > 0 ? 0 : 1);
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void refusesWhatIsNoPlace() {
        Geometry bowTie = RandomShapes.FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(0, 0), new Coordinate(1, 1), new Coordinate(1, 0), new Coordinate(0, 1), new Coordinate(0, 0)
        });
        assertThatThrownBy(() -> PlaceShape.zone("z", bowTie))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("z: geometry is not valid: Self-intersection");
        assertThatThrownBy(() -> PlaceShape.zone("z", line(0, 0, 1, 1)))
                .hasMessage("z: geometry is a LineString, not a Polygon or MultiPolygon");
        assertThatThrownBy(() -> PlaceShape.zone("z", square(179.5, 0, 1))).hasMessageContaining("z: lon is outside");
        assertThatThrownBy(() -> PlaceShape.stop("s", 0, 0, -1)).hasMessageContaining("s: radiusMetres is outside");
        assertThatThrownBy(() -> PlaceShape.stop("s", Double.NaN, 0, 1)).hasMessageContaining("s: lon is outside");
        assertThatThrownBy(() -> PlaceShape.gate("g", line(1, 1, 1, 1))).hasMessage("g: geometry of a gate has no length");
        PlaceShape one = PlaceShape.stop("s", 0, 0, 1);
        assertThatThrownBy(() -> new ZoneIndex(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("place s is there twice");
    }
}
