package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.RoadClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingsTest {

    @ParameterizedTest
    @CsvSource({
        "50, 50", "50 km/h, 50", "50km/h, 50", "50 kmh, 50", "30 mph, 48.28", "30mph, 48.28", "10 knots, 18.52",
        "walk, 7", "none, 130", "DE:urban, 50", "DE:rural, 100", "DE:motorway, 130", "JP:urban, 60",
        "JP:motorway, 100", "GB:nsl_single, 96.56", "GB:nsl_dual, 112.65", "RU:urban, 60", "XX:urban, 50",
        "DE:zone:30, 30", "DE:zone30, 30", "zone:20, 20", "50;70, 50", "90;30;90, 30", "60|80, 60", "32.5, 32.5",
        "５０, 50", "80 kph, 80", "50 km/hr, 50", "5 kn, 9.26", "walking_pace, 7", "unlimited, 130", "50 ; 30, 30",
        "DE:living_street, 7", "JP:nsl, 60", "JP:express, 100", "AT:motorway, 130", "FR:rural, 80", "SE:rural, 70",
        "GB:motorway, 112.65", "UK:nsl_restricted, 48.28", "zone:30, 30", "IT:urban, 50"
    })
    void speeds(String text, double kmh) {
        assertThat(SpeedLimit.parse(text, RoadClass.MOTORWAY).orElseThrow() * 3.6).isCloseTo(kmh, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "signals", "fast", "", "-30", "0", "1000", "50 furlongs", "NaN", "Infinity", "1e3", ";", "zone:99999999999",
        "DE:nowhere", "99999999999999999999999999"
    })
    void speedsThatAreNone(String text) {
        assertThat(SpeedLimit.parse(text, RoadClass.PRIMARY)).isEmpty();
    }

    @Test
    void noLimitMeansLittleOnAStreet() {
        assertThat(SpeedLimit.parse("none", RoadClass.RESIDENTIAL).orElseThrow())
                .isEqualTo(RoadClass.RESIDENTIAL.defaultSpeedMps());
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3;2, 2", "1.5, 1", "0.5, 1", "20, 20"})
    void lanes(String text, int lanes) {
        assertThat(LaneCount.parse(text)).hasValue(lanes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "21", "many", "", "NaN", "1e99"})
    void lanesThatAreNone(String text) {
        assertThat(LaneCount.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7.5, 7.5", "'7,5', 7.5", "7.5 t, 7.5", "7.5t, 7.5", "20 tonnes, 20", "7500 kg, 7.5", "7500kg, 7.5",
        "15000 lbs, 6.804", "10 st, 9.072", "10 short tons, 9.072", "10 lt, 10.16", "7.5;12, 7.5", "12; 7.5 t, 7.5"
    })
    void weights(String text, double tonnes) {
        assertThat(VehicleLimits.tonnes(text).orElseThrow()).isCloseTo(tonnes, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({
        "3.8, 3.8", "'3,8', 3.8", "3.8 m, 3.8", "3.8m, 3.8", "4 metres, 4", "380 cm, 3.8", "3800 mm, 3.8",
        "12'6\", 3.81", "12'-6\", 3.81", "12 ft 6 in, 3.81", "12', 3.658", "12 ft, 3.658", "12’6”, 3.81",
        "4.5;3.8, 3.8", "150 in, 3.81"
    })
    void measures(String text, double metres) {
        assertThat(VehicleLimits.metres(text).orElseThrow()).isCloseTo(metres, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "heavy", "below_default", "default", "none", "", "-3", "0", "NaN", "1e9", "3.5.1", ";", "99999999999"
    })
    void limitsThatAreNone(String text) {
        assertThat(VehicleLimits.tonnes(text)).isEmpty();
        assertThat(VehicleLimits.metres(text)).isEmpty();
    }

    @Test
    void pythonLists() {
        assertThat(PythonList.parse("['a', 'b']")).containsExactly("a", "b");
        assertThat(PythonList.parse("[1, 2]")).containsExactly("1", "2");
        assertThat(PythonList.parse("[\"O'Brien St\", 'x, y']")).containsExactly("O'Brien St", "x, y");
        assertThat(PythonList.parse("['it\\'s']")).containsExactly("it's");
        assertThat(PythonList.parse("plain")).containsExactly("plain");
        assertThat(PythonList.parse("")).isEmpty();
        assertThat(PythonList.parse("['unfinished")).containsExactly("unfinished");
        assertThat(PythonList.parse("['unfinished]")).containsExactly("unfinished");
    }

    @Test
    void lines() {
        assertThat(WktLine.parse("LINESTRING (135.1 34.1, 135.2 34.2)")).containsExactly(135.1, 34.1, 135.2, 34.2);
        assertThat(WktLine.reversed(new double[] {1, 2, 3, 4, 5, 6})).containsExactly(5, 6, 3, 4, 1, 2);
        assertThat(WktLine.inner(new double[] {1, 2, 3, 4, 5, 6})).containsExactly(3, 4);
        for (String wrong : new String[] {"POINT (1 2)", "LINESTRING (1)", "LINESTRING (a b, 1 2)", "LINESTRING )("}) {
            assertThatThrownBy(() -> WktLine.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
