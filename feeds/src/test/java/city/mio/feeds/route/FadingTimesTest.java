package city.mio.feeds.route;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.LinkState;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.SpeedProfile.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A live value at a third of its speed on link 0, in the minute after seven. */
class FadingTimesTest {

    private static final long MINUTE = 60_000;
    private static final long HEARD = SEVEN + MINUTE;

    private final RoadNetwork network = GridCity.network(3);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final DayProfile days = new DayProfile(network, ZoneId.of("Asia/Tokyo"));
    private final double free = network.freeFlowSeconds(0);
    private final LinkState slow = GridCity.state(network, 0, 0, network.freeFlowSpeedMps(0) / 3);

    private FadingTimes times(LinkForecasts forecasts) {
        city.apply(slow);
        city.publish();
        return new FadingTimes(network, city.snapshot(), forecasts, days, Duration.ofMinutes(15));
    }

    @Test
    void theLiveValueFadesIntoFreeFlow() {
        FadingTimes times = times(LinkForecasts.none());
        assertThat(times.linkSeconds(0, HEARD)).isCloseTo(3 * free, within(0.01));
        assertThat(times.linkSeconds(0, HEARD + 5 * MINUTE)).isCloseTo(3 * free, within(0.01));
        assertThat(times.linkSeconds(0, HEARD + 15 * MINUTE)).isCloseTo(2 * free, within(0.01));
        assertThat(times.linkSeconds(0, HEARD + 25 * MINUTE)).isCloseTo(free, within(0.01));
        assertThat(times.source(0, HEARD + 15 * MINUTE)).isEqualTo(Source.LIVE);
        assertThat(times.source(0, HEARD + 16 * MINUTE)).isEqualTo(Source.FREE_FLOW);
        assertThat(times.source(1, HEARD)).isEqualTo(Source.FREE_FLOW);
        assertThat(times.linkSeconds(1, HEARD)).isEqualTo(network.freeFlowSeconds(1));
    }

    @Test
    void forecastComesBeforeHistoryAndHistoryBeforeFreeFlow() {
        days.learn(0, slow, 2 * free);
        long later = HEARD + 60 * MINUTE;
        long tomorrow = HEARD + 24 * 60 * MINUTE;
        FadingTimes known = times((link, millis) -> millis == later ? OptionalDouble.of(7) : OptionalDouble.empty());
        assertThat(known.linkSeconds(0, later)).isEqualTo(7);
        assertThat(known.source(0, later)).isEqualTo(Source.FORECAST);
        assertThat(known.linkSeconds(0, tomorrow)).isCloseTo(2 * free, within(0.01));
        assertThat(known.source(0, tomorrow)).isEqualTo(Source.HISTORIC);
        assertThat(known.source(0, tomorrow + 30 * MINUTE)).isEqualTo(Source.FREE_FLOW);
    }

    @Test
    void historyLearnsEachMinuteOnceAndForgetsSlowly() {
        days.learn(0, slow, 100);
        days.learn(0, slow, 900);
        assertThat(days.findSeconds(0, SEVEN + 14 * MINUTE)).hasValue(100);
        assertThat(days.findSeconds(0, SEVEN + 15 * MINUTE)).isEmpty();
        days.learn(0, GridCity.state(network, 0, 1, 5), 160);
        assertThat(days.findSeconds(0, SEVEN).orElseThrow()).isCloseTo(101, within(0.001));
        assertThat(days.findSeconds(1, SEVEN)).isEmpty();
    }

    @Test
    void aStandstillIsNotAClosure() {
        LinkState still = GridCity.state(network, 0, 0, 0).toBuilder().travelTimeSeconds(1e8f).build();
        assertThat(FadingTimes.seconds(network, 0, still)).isEqualTo(network.lengthMetres(0) / 0.5);
    }
}
