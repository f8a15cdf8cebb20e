package city.mio.feeds.live;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.geo.network.RoadNetwork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastBookTest {

    private static final long MINUTE = 60_000;

    private final RoadNetwork network = GridCity.network(4);
    private final LiveCity city = city(10);
    private final String first = Long.toString(network.linkId(0));

    private LiveCity city(int maxForecastTargets) {
        LiveSettings settings = new LiveSettings(
                Duration.ofHours(3), Duration.ofMinutes(15), Duration.ofMinutes(2), 10, 10, maxForecastTargets,
                PoorForecast.DEFAULT);
        return new LiveCity(network, GridCity.places(network), settings, InstantSource.system());
    }

    private void drive(int link, int fromMinute, int toMinute, double speedMps) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            city.apply(GridCity.state(network, link, minute, (float) speedMps));
        }
    }

    private TargetDay day(ForecastTarget target, String id, ForecastQuantity quantity, int minute) {
        return city.forecasts().listDays(target, id, SEVEN + minute * MINUTE).stream()
                .filter(day -> day.quantity() == quantity)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theNewestForecastCountsInWhateverOrderTheyCome() {
        Forecast newer = Told.speed(network, 0, 10, h -> 9);
        city.apply(newer);
        city.apply(Told.speed(network, 0, 5, h -> 4));
        city.apply(newer);
        CityChanges changes = city.publish();

        assertThat(city.forecasts().listNewest(ForecastTarget.LINK, first)).containsExactly(newer);
        assertThat(city.forecasts().findNewest(0, ForecastQuantity.SPEED)).contains(newer);
        assertThat(city.forecasts().findNewest(1, ForecastQuantity.SPEED)).isEmpty();
        assertThat(changes.forecasts().cardinality()).isEqualTo(1);

        city.apply(newer);
        assertThat(city.publish().forecasts().isEmpty()).as("a repeat is no news").isTrue();
    }

    @Test
    void whatWasSaidMeetsWhatCame() {
        city.apply(Told.speed(network, 0, 0, h -> h == 15 ? 9 : 5));
        drive(0, 0, 60, 10);
        TargetDay day = day(ForecastTarget.LINK, first, ForecastQuantity.SPEED, 60);

        assertThat(day.points()).hasSize(12);
        DayPoint quarter = day.points().get(2);
        assertThat(quarter.begin()).as("the five minutes that end 15 minutes after").isEqualTo(SEVEN + 10 * MINUTE);
        assertThat(quarter.outcome()).isCloseTo(10, within(0.01));
        assertThat(quarter.told()).extracting(HorizonForecast::horizonMinutes).containsExactly(15);
        assertThat(quarter.told().get(0).p50()).isCloseTo(9, within(0.01f));
        assertThat(day.held()).extracting(HeldForecasts::horizonMinutes)
                .containsExactly(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60);
        HeldForecasts held = day.held().get(2);
        assertThat(held.horizonMinutes()).isEqualTo(15);
        assertThat(held.outcomes()).isEqualTo(1);
        assertThat(held.mae()).isCloseTo(1, within(0.01));
        assertThat(held.poorShare()).as("10 % off").isZero();
        assertThat(held.coverage()).as("9.9 is below 10").isZero();
        HeldForecasts hour = day.held().get(11);
        assertThat(hour.poorShare()).as("half is more than 20 % off").isEqualTo(1);
        assertThat(day(ForecastTarget.LINK, first, ForecastQuantity.SPEED, 59).held().get(11).outcomes())
                .as("the step that is still running does not count")
                .isZero();
    }

    @Test
    void everyHorizonsFanOfTheDayCanBeAskedForAlone() {
        for (int minute = -60; minute <= 60; minute += 5) {
            city.apply(Told.speed(network, 0, minute, h -> h / 5.0));
        }
        drive(0, 0, 60, 6);
        for (int horizon = 5; horizon <= 60; horizon += 5) {
            int asked = horizon;
            List<TargetDay> days =
                    city.forecasts().listDays(ForecastTarget.LINK, first, SEVEN + 60 * MINUTE, horizon);
            assertThat(days).singleElement().satisfies(day -> {
                assertThat(day.points()).hasSizeGreaterThanOrEqualTo(12).allSatisfy(point -> assertThat(point.told())
                        .allSatisfy(told -> {
                            assertThat(told.horizonMinutes()).isEqualTo(asked);
                            assertThat(told.p50()).isCloseTo(asked / 5f, within(0.01f));
                            assertThat(told.p10()).isCloseTo(asked / 5f * 0.9f, within(0.01f));
                        }));
                assertThat(day.points()).filteredOn(point -> point.begin() >= SEVEN && point.begin() < SEVEN + 60 * MINUTE)
                        .hasSize(12)
                        .allSatisfy(point -> assertThat(point.told()).hasSize(1));
                HeldForecasts held = day.held().get(asked / 5 - 1);
                assertThat(held.outcomes()).isEqualTo(12);
                assertThat(held.mae()).isCloseTo(Math.abs(asked / 5.0 - 6), within(0.01));
                assertThat(held.coverage()).isEqualTo(asked == 30 ? 1 : 0);
            });
        }
    }

    @Test
    void whatIsPoorIsTheCitysToSay() {
        LiveCity strict = new LiveCity(
                network,
                GridCity.places(network),
                LiveSettings.defaults().with(new PoorForecast(0.05, 5)),
                InstantSource.system());
        for (LiveCity each : List.of(city, strict)) {
            each.apply(Told.speed(network, 0, 0, h -> 9));
            for (int minute = 0; minute < 5; minute++) {
                each.apply(GridCity.state(network, 0, minute, 10));
            }
        }
        assertThat(city.forecasts().listHeld(SEVEN + 5 * MINUTE).get(0).horizons().get(0).poorShare()).isZero();
        assertThat(strict.forecasts().listHeld(SEVEN + 5 * MINUTE).get(0).horizons().get(0).poorShare()).isEqualTo(1);
    }

    @Test
    void correctionsAndRepeatsOfMinutesChangeTheMeanOnce() {
        drive(0, 0, 5, 10);
        drive(0, 0, 5, 10);
        city.apply(GridCity.state(network, 0, 2, 5).toBuilder().revision(1).build());
        city.apply(GridCity.state(network, 0, 2, 99));

        assertThat(day(ForecastTarget.LINK, first, ForecastQuantity.SPEED, 5).points().get(0).outcome())
                .isCloseTo((4 * 10 + 5) / 5.0, within(0.01));
    }

    @Test
    void aMinuteCountsByTheVehiclesBehindIt() {
        city.apply(GridCity.state(network, 0, 0, 10).toBuilder().samples(1).build());
        city.apply(GridCity.state(network, 0, 1, 4).toBuilder().samples(5).build());

        assertThat(day(ForecastTarget.LINK, first, ForecastQuantity.SPEED, 5).points().get(0).outcome())
                .isCloseTo((10 + 5 * 4) / 6.0, within(0.01));
    }

    @Test
    void aDayIsKeptAndNoMore() {
        int day = 24 * 60;
        for (int minute = 0; minute <= day + 120; minute += 5) {
            city.apply(Told.speed(network, 0, minute, h -> 7));
            city.apply(GridCity.state(network, 0, minute, 8));
        }
        city.apply(GridCity.state(network, 0, 0, 1).toBuilder().revision(3).build());
        TargetDay kept = day(ForecastTarget.LINK, first, ForecastQuantity.SPEED, day + 120);

        assertThat(kept.points()).hasSizeBetween(288, 289).allSatisfy(point -> assertThat(point.told())
                .as("at %s", point.begin())
                .hasSize(12));
        assertThat(kept.points().get(0).begin()).isEqualTo(SEVEN + 120 * MINUTE);
        assertThat(kept.points()).filteredOn(point -> !Double.isNaN(point.outcome())).allSatisfy(point -> assertThat(
                        point.outcome())
                .isCloseTo(8, within(0.01)));
        assertThat(kept.held()).extracting(HeldForecasts::mae).allSatisfy(mae -> assertThat(mae)
                .isCloseTo(1, within(0.02)));
        assertThat(kept.held().get(0).outcomes()).isBetween(287, 288);
    }

    @Test
    void aDetectorsRepeatsAndIntervalsAreReckonedIn() {
        for (int minute = 0; minute < 10; minute++) {
            DetectorReading reading = DetectorReading.builder()
                    .detectorId("D-1")
                    .sequence(minute + 1)
                    .intervalStart(SEVEN + minute * MINUTE)
                    .intervalEnd(SEVEN + (minute + 1) * MINUTE)
                    .count(minute % 2 == 0 ? 10 : 20)
                    .meanSpeedMps(minute % 2 == 0 ? 9 : 12)
                    .build();
            city.apply(reading);
            city.apply(reading);
        }
        city.apply(Told.of(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, -10, h -> 1_500));
        TargetDay flow = day(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, 12);
        assertThat(flow.points().get(2).outcome()).as("70 in five minutes").isCloseTo(840, within(1.0));
        assertThat(flow.points().get(3).outcome()).as("80 in five minutes").isCloseTo(960, within(1.0));
        assertThat(flow.held().get(2).meanGeh())
                .as("660 over and 1,500 against 840")
                .isCloseTo(Math.sqrt(2 * 660.0 * 660 / 2_340), within(0.05));
        assertThat(flow.held().get(2).poorShare()).isEqualTo(1);
        TargetDay speed = day(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.SPEED, 12);
        assertThat(speed.points().get(0).outcome())
                .as("by vehicles")
                .isCloseTo((30 * 9 + 40 * 12) / 70.0, within(0.01));
    }

    @Test
    void targetsAreBoundedAndForecastOnesComeFirst() {
        LiveCity small = city(3);
        for (int link = 0; link < 5; link++) {
            small.apply(GridCity.state(network, link, 0, 8));
        }
        assertThat(small.forecasts().kept()).isEqualTo(3);
        for (int link = 5; link > 0; link--) {
            small.apply(Told.speed(network, link, 5, h -> 8));
        }
        assertThat(small.forecasts().kept()).isEqualTo(3);
        assertThat(small.forecasts().targets()).isEqualTo(3);
        assertThat(small.forecasts().refused()).isEqualTo(2);
        assertThat(small.forecasts().findNewest(5, ForecastQuantity.SPEED)).isPresent();
        assertThat(small.forecasts().findNewest(1, ForecastQuantity.SPEED)).isEmpty();

        small.apply(Told.speed(network, 5, 5 + 25 * 60, h -> 8));
        small.apply(Told.speed(network, 1, 5 + 25 * 60, h -> 8));
        assertThat(small.forecasts().targets()).as("those silent for a day went").isEqualTo(2);
        assertThat(small.forecasts().findNewest(4, ForecastQuantity.SPEED)).isEmpty();
        assertThat(small.forecasts().findNewest(1, ForecastQuantity.SPEED)).isPresent();
    }

    @Test
    void unknownTargetsAndForecastsOfDaysAheadAreOnlyCounted() {
        city.apply(Told.of(ForecastTarget.LINK, "42", ForecastQuantity.SPEED, 0, h -> 8));
        city.apply(Told.of(ForecastTarget.LINK, "not a number", ForecastQuantity.SPEED, 0, h -> 8));
        city.apply(Told.of(ForecastTarget.DETECTOR, "nobody", ForecastQuantity.FLOW, 0, h -> 8));
        assertThat(city.ignored()).isEqualTo(3);
        city.apply(Forecast.builder()
                .target(ForecastTarget.LINK)
                .targetId(first)
                .quantity(ForecastQuantity.SPEED)
                .time(SEVEN)
                .modelVersion("days")
                .horizons(List.of(new HorizonForecast(30, 1, 2, 3), new HorizonForecast(2_880, 1, 2, 3)))
                .build());
        assertThat(city.forecasts().refused()).isEqualTo(1);
        assertThat(city.forecasts().targets()).isZero();
    }

    @Test
    void theCityIsSummedUpAndTheJobsOwnWordKept() {
        for (int link = 0; link < 3; link++) {
            double told = 10 + link;
            city.apply(Told.speed(network, link, 0, h -> told));
            drive(link, 0, 60, 10);
        }
        List<CityHeld> held = city.forecasts().listHeld(SEVEN + 60 * MINUTE);
        assertThat(held).hasSize(1);
        assertThat(held.get(0).targets()).isEqualTo(3);
        assertThat(held.get(0).horizons()).hasSize(12).allSatisfy(horizon -> {
            assertThat(horizon.outcomes()).isEqualTo(3);
            assertThat(horizon.mae()).isCloseTo(1, within(0.01));
        });

        ForecastQuality.Builder judged = ForecastQuality.builder()
                .part("osaka")
                .target(ForecastTarget.LINK)
                .group(ForecastQuality.ALL)
                .quantity(ForecastQuantity.SPEED)
                .modelVersion("test-1")
                .targets(3)
                .horizons(List.of(new HorizonQuality(5, 10, 1, 2, 3, Float.NaN, 0.1f, 0.8f)));
        city.apply(judged.time(SEVEN + 10).drifting(true).build());
        city.apply(judged.time(SEVEN).drifting(false).build());
        assertThat(city.forecasts().listQualities()).singleElement().satisfies(quality -> assertThat(quality.drifting())
                .isTrue());
    }

    @Test
    void afterARestartOldReadingsFillTheDayAlthoughStatesAreAhead() {
        city.apply(GridCity.state(network, 0, 300, 10));
        city.apply(DetectorReading.builder()
                .detectorId("D-1")
                .sequence(1)
                .intervalStart(SEVEN)
                .intervalEnd(SEVEN + 5 * MINUTE)
                .count(50)
                .meanSpeedMps(10)
                .build());
        assertThat(day(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, 301).points())
                .singleElement()
                .satisfies(point -> assertThat(point.outcome()).isCloseTo(600, within(1.0)));
        city.publish();
        assertThat(city.snapshot().detectors().get("D-1").findLastReading()).isEmpty();
    }
}
