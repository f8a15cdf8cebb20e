package city.mio.geo.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.LocalProjection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

class GeofenceMonitorTest {

    private static final LocalProjection FLAT = new LocalProjection(RandomShapes.LON, RandomShapes.LAT);

    /** Metres about the middle of Osaka. */
    private static Geometry box(double west, double south, double east, double north) {
        return RandomShapes.FACTORY.toGeometry(
                new Envelope(FLAT.lon(west), FLAT.lon(east), FLAT.lat(south), FLAT.lat(north)));
    }

    private static PlaceShape gate(String id, double x1, double y1, double x2, double y2) {
        return PlaceShape.gate(id, RandomShapes.FACTORY.createLineString(new Coordinate[] {
            new Coordinate(FLAT.lon(x1), FLAT.lat(y1)), new Coordinate(FLAT.lon(x2), FLAT.lat(y2))
        }));
    }

    private static final ZoneIndex INDEX = new ZoneIndex(List.of(
            PlaceShape.geofence("site", box(0, -500, 1_000, 500)),
            PlaceShape.zone("inner", box(400, -100, 600, 100)),
            gate("gate", 0, -500, 0, 500)));

    /** A vehicle with its own log of events. */
    private static final class Vehicle implements GeofenceListener {
        private final GeofenceMonitor monitor;
        private final ZoneIndex index;
        private final List<String> events = new ArrayList<>();
        private GeofenceState state = new GeofenceState();

        Vehicle(ZoneIndex index, GeofenceSettings settings) {
            this.index = index;
            monitor = new GeofenceMonitor(index, settings);
        }

        boolean fix(long seconds, double x, double y) {
            return monitor.fix(state, 1_000 * seconds, FLAT.lon(x), FLAT.lat(y), this);
        }

        List<String> take() {
            List<String> taken = List.copyOf(events);
            events.clear();
            return taken;
        }

        @Override
        public void entered(int place, long time) {
            events.add("enter " + index.place(place).id() + " " + time / 1_000);
        }

        @Override
        public void dwelt(int place, long enterTime, long time) {
            events.add("dwell " + index.place(place).id() + " " + enterTime / 1_000 + " " + time / 1_000);
        }

        @Override
        public void left(int place, long enterTime, long lastInside, long time) {
            events.add("leave " + index.place(place).id() + " " + enterTime / 1_000 + " " + lastInside / 1_000 + " "
                    + time / 1_000);
        }

        @Override
        public void crossed(int gate, boolean forwards, long time) {
            events.add("cross " + index.place(gate).id() + (forwards ? " forwards " : " backwards ") + time / 1_000);
        }
    }

    @Test
    void aDriveThroughTellsOfEachPlaceOnce() {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        for (int second = 0; second <= 160; second++) {
            vehicle.fix(second, -195 + 10 * second, 0);
        }
        assertThat(vehicle.take())
                .containsExactly(
                        "enter site 20",
                        "cross gate forwards 19",
                        "enter inner 60",
                        "leave inner 60 82 83",
                        "leave site 20 122 123");
        for (int second = 161; second <= 320; second++) {
            vehicle.fix(second, 1_405 - 10 * (second - 160), 0);
        }
        assertThat(vehicle.take())
                .containsExactly(
                        "enter site 201",
                        "enter inner 241",
                        "leave inner 241 263 264",
                        "cross gate backwards 300",
                        "leave site 201 303 304");
        assertThat(vehicle.state.insideCount()).isZero();
    }

    @Test
    void aSingleOutlierInsideOrOutsideIsNoEvent() {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        vehicle.fix(0, -300, 0);
        vehicle.fix(1, 300, 0);
        vehicle.fix(2, -300, 0);
        vehicle.fix(3, 300, 0);
        vehicle.fix(4, 300, 0);
        assertThat(vehicle.take()).filteredOn(event -> !event.startsWith("cross")).containsExactly("enter site 3");
        vehicle.fix(5, 2_000, 0);
        vehicle.fix(6, 300, 0);
        vehicle.fix(7, 2_000, 0);
        vehicle.fix(8, 1_020, 0);
        assertThat(vehicle.take()).as("the last is outside, but within the band").isEmpty();
        assertThat(vehicle.state.isInside(0)).isTrue();
    }

    @Test
    void dwellsAreToldOnceAStayAlsoWithoutFixes() {
        Vehicle vehicle = new Vehicle(
                INDEX, GeofenceSettings.builder().dwellMillis(60_000).build());
        vehicle.fix(0, 100, 0);
        vehicle.fix(1, 100, 0);
        assertThat(vehicle.state.nextDwellTime(GeofenceSettings.builder().dwellMillis(60_000).build()))
                .isEqualTo(60_000);
        vehicle.monitor.advance(vehicle.state, 59_999, vehicle);
        assertThat(vehicle.take()).containsExactly("enter site 0");
        vehicle.monitor.advance(vehicle.state, 75_000, vehicle);
        vehicle.monitor.advance(vehicle.state, 80_000, vehicle);
        vehicle.fix(90, 100, 0);
        assertThat(vehicle.take()).containsExactly("dwell site 0 60");
        vehicle.fix(91, -100, 0);
        vehicle.fix(92, -100, 0);
        vehicle.fix(93, 100, 0);
        vehicle.fix(94, 100, 0);
        vehicle.fix(200, 100, 0);
        assertThat(vehicle.take())
                .filteredOn(event -> !event.startsWith("cross"))
                .containsExactly("leave site 0 90 91", "enter site 93", "dwell site 93 153");
        assertThat(vehicle.state.nextDwellTime(GeofenceSettings.defaults())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void lateFixesAreLeftOutAndCounted() {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        assertThat(vehicle.fix(10, 100, 0)).isTrue();
        assertThat(vehicle.fix(10, 100, 0)).isFalse();
        assertThat(vehicle.fix(9, 100, 0)).isFalse();
        assertThat(vehicle.take()).isEmpty();
        assertThat(vehicle.state.lateFixes()).isEqualTo(2);
        assertThat(vehicle.fix(11, 100, 0)).isTrue();
        assertThat(vehicle.take()).containsExactly("enter site 10");
        assertThatThrownBy(() -> vehicle.monitor.fix(vehicle.state, 20_000, Double.NaN, 0, vehicle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fix: lon is outside");
        assertThat(vehicle.state.lastTime()).isEqualTo(11_000);
    }

    @Test
    void afterASilenceTheNextFixesDecide() {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        vehicle.fix(0, 100, 0);
        vehicle.fix(1, 100, 0);
        vehicle.fix(1_000, 200, 0);
        assertThat(vehicle.take()).containsExactly("enter site 0", "dwell site 0 180");
        vehicle.fix(3_000, -400, 0);
        vehicle.fix(3_001, -400, 0);
        assertThat(vehicle.take()).as("and no gate is guessed").containsExactly("leave site 0 1000 3000");
        vehicle.fix(3_002, 100, 0);
        vehicle.fix(5_000, 100, 0);
        assertThat(vehicle.take())
                .as("one fix before a silence and one after are not two in a row")
                .containsExactly("cross gate forwards 3001");
        vehicle.fix(5_001, 100, 0);
        assertThat(vehicle.take()).containsExactly("enter site 5000");
    }

    @Test
    void theEndOfAVehicleEndsItsStays() {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        vehicle.fix(0, 500, 0);
        vehicle.fix(1, 500, 0);
        vehicle.fix(2, 500, 300);
        vehicle.monitor.end(vehicle.state, vehicle);
        vehicle.monitor.end(vehicle.state, vehicle);
        assertThat(vehicle.take())
                .containsExactly("enter site 0", "enter inner 0", "leave site 0 2 2", "leave inner 0 1 2");
    }

    @Test
    void noiseAroundABorderDoesNotFlap() {
        Random random = new Random(5);
        for (int run = 0; run < 200; run++) {
            Vehicle vehicle = new Vehicle(
                    INDEX,
                    GeofenceSettings.builder()
                            .enterFixes(1 + random.nextInt(2))
                            .leaveFixes(1 + random.nextInt(2))
                            .gateMetres(30)
                            .dwellMillis(0)
                            .build());
            // Parked on the site's western border, which is the gate, with errors below the two distances.
            for (int second = 0; second < 500; second++) {
                double error = 29 * random.nextDouble();
                double angle = 2 * Math.PI * random.nextDouble();
                vehicle.fix(second, error * Math.cos(angle), error * Math.sin(angle));
            }
            List<String> events = vehicle.take();
            assertThat(events).hasSize(1);
            assertThat(events.get(0)).startsWith("enter site ");
        }
    }

    @Test
    void entersAndLeavesAlternateOnAnyTrackAndARestartChangesNothing() throws IOException {
        Random random = new Random(17);
        int seen = 0;
        for (int run = 0; run < 60; run++) {
            List<PlaceShape> shapes = new ArrayList<>(RandomShapes.areas(40, 0.03, 0.01, random));
            for (int i = 0; i < 10; i++) {
                double x = 1_500 * (random.nextDouble() - 0.5);
                double y = 1_500 * (random.nextDouble() - 0.5);
                shapes.add(gate("gate-" + i, x, y, x + 200, y + 100));
            }
            ZoneIndex index = new ZoneIndex(shapes);
            GeofenceSettings settings = GeofenceSettings.builder()
                    .enterDepthMetres(random.nextBoolean() ? 0 : 10)
                    .leaveDistanceMetres(random.nextInt(40))
                    .enterFixes(1 + random.nextInt(3))
                    .leaveFixes(1 + random.nextInt(3))
                    .enterMillis(1_000L * random.nextInt(5))
                    .leaveMillis(1_000L * random.nextInt(5))
                    .dwellMillis(1_000L * random.nextInt(60))
                    .gapMillis(60_000)
                    .build();
            Vehicle whole = new Vehicle(index, settings);
            Vehicle restarted = new Vehicle(index, settings);
            double x = 0;
            double y = 0;
            long second = 0;
            for (int i = 0; i < 400; i++) {
                second += random.nextInt(50) == 0 ? 100 : random.nextInt(4);
                x += 30 * random.nextGaussian();
                y += 30 * random.nextGaussian();
                assertThat(restarted.fix(second, x, y)).isEqualTo(whole.fix(second, x, y));
                if (random.nextInt(3) == 0) {
                    restarted.state = storedAndRead(restarted.state, index);
                }
            }
            whole.monitor.end(whole.state, whole);
            restarted.monitor.end(restarted.state, restarted);
            assertThat(restarted.events).isEqualTo(whole.events);
            seen += assertAlternating(whole.events);
        }
        assertThat(seen).as("enters").isGreaterThan(200);
    }

    private static int assertAlternating(List<String> events) {
        List<String> inside = new ArrayList<>();
        int enters = 0;
        for (String event : events) {
            String[] words = event.split(" ");
            switch (words[0]) {
                case "enter" -> {
                    assertThat(inside).doesNotContain(words[1]);
                    inside.add(words[1]);
                    enters++;
                }
                case "dwell" -> assertThat(inside).contains(words[1]);
                case "leave" -> {
                    assertThat(inside.remove(words[1])).as(event).isTrue();
                    assertThat(Long.parseLong(words[3])).isGreaterThanOrEqualTo(Long.parseLong(words[2]));
                    assertThat(Long.parseLong(words[4])).isGreaterThanOrEqualTo(Long.parseLong(words[3]));
                }
                default -> assertThat(words[0]).isEqualTo("cross");
            }
        }
        assertThat(inside).as("all were left in the end").isEmpty();
        return enters;
    }

    private static byte[] stored(GeofenceState state, ZoneIndex index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GeofenceStateCodec.write(state, index, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static GeofenceState storedAndRead(GeofenceState state, ZoneIndex index) throws IOException {
        byte[] bytes = stored(state, index);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        GeofenceStateCodec.Restored restored = GeofenceStateCodec.read(in, index);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(restored.vanished()).isEmpty();
        return restored.state();
    }

    @Test
    void aStoredStateOutlivesAChangeOfThePlaces() throws IOException {
        Vehicle vehicle = new Vehicle(INDEX, GeofenceSettings.defaults());
        vehicle.fix(0, 500, 0);
        vehicle.fix(1, 500, 0);
        byte[] bytes = stored(vehicle.state, INDEX);
        assertThat(bytes).hasSizeLessThan(150);
        ZoneIndex changed = new ZoneIndex(List.of(
                PlaceShape.zone("new", box(-9_000, 0, -8_000, 10)),
                PlaceShape.geofence("site", box(0, -500, 450, 500))));
        GeofenceStateCodec.Restored restored =
                GeofenceStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)), changed);
        assertThat(restored.vanished()).containsExactly("inner");
        Vehicle after = new Vehicle(changed, GeofenceSettings.defaults());
        after.state = restored.state();
        after.fix(2, 500, 0);
        after.fix(3, 500, 0);
        assertThat(after.take()).containsExactly("leave site 0 1 2");

        bytes[0] = 9;
        assertThatThrownBy(() -> GeofenceStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)), INDEX))
                .isInstanceOf(IOException.class)
                .hasMessage("geofence state of version 9; known is 1");
    }

    @Test
    void settingsNameTheFieldThatIsWrong() {
        assertThatThrownBy(() -> GeofenceSettings.builder().leaveFixes(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaveFixes");
    }
}
