package city.mio.feeds.live;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import city.mio.geo.network.RoadNetwork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCityTest {

    private final RoadNetwork network = GridCity.network(3);
    private final LiveSettings settings =
            new LiveSettings(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(2), 3, 2, 3, PoorForecast.DEFAULT);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), settings, InstantSource.system());

    private LinkState state(int minute, int revision, float speed) {
        return GridCity.state(network, 0, minute, speed).toBuilder()
                .revision(revision)
                .build();
    }

    @Test
    void newestMinuteCountsAndOfThatTheHighestRevision() {
        city.apply(state(1, 0, 10));
        city.apply(state(0, 3, 2));
        city.apply(state(1, 1, 9));
        city.apply(state(1, 0, 10));
        CityChanges changes = city.publish();

        assertThat(changes.links().cardinality()).isEqualTo(1);
        assertThat(changes.snapshot().findState(0)).contains(state(1, 1, 9));
        assertThat(city.listHistory(0)).extracting(HistoryPoint::speedMps).containsExactly(2f, 9f);
        assertThat(city.listHistory(1)).isEmpty();
    }

    @Test
    void historyIsARing() {
        for (int minute = 0; minute < 12; minute++) {
            city.apply(state(minute, 0, minute));
        }
        city.apply(state(2, 5, 99));
        city.publish();

        assertThat(city.listHistory(0)).extracting(HistoryPoint::speedMps).containsExactly(8f, 9f, 10f, 11f);
        assertThat(city.listHistory(0).get(0).source()).isEqualTo(SpeedSource.PROBE);
    }

    @Test
    void snapshotsDoNotChange() {
        city.apply(state(0, 0, 10));
        CitySnapshot before = city.publish().snapshot();
        city.apply(state(1, 0, 5));
        city.apply(GridCity.position("v", 70, 135.48, 34.66));
        city.apply(GridCity.alert(network, "a", AlertStatus.OPENED, 2));
        CitySnapshot after = city.publish().snapshot();

        assertThat(before.findState(0)).contains(state(0, 0, 10));
        assertThat(before.vehicles()).isEmpty();
        assertThat(before.alerts()).isEmpty();
        assertThat(after.findState(0)).contains(state(1, 0, 5));
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(city.publish().isEmpty()).isTrue();
        assertThat(city.snapshot()).isSameAs(after);
    }

    @Test
    void aStateGrowsStale() {
        city.apply(state(0, 0, 10));
        city.apply(GridCity.state(network, 1, 16, 10));
        CitySnapshot snapshot = city.publish().snapshot();

        assertThat(snapshot.findState(0)).isPresent();
        assertThat(snapshot.findLiveState(0)).isEmpty();
        assertThat(snapshot.findLiveState(1)).isPresent();
        assertThat(snapshot.liveLinks()).isEqualTo(1);
    }

    @Test
    void vehiclesAgeOutAndAreBounded() {
        for (int v = 0; v < 5; v++) {
            city.apply(GridCity.position("v" + v, v, 135.48, 34.66));
        }
        assertThat(city.publish().snapshot().vehicles()).containsOnlyKeys("v0", "v1", "v2");
        assertThat(city.ignored()).isEqualTo(2);

        city.apply(GridCity.position("v0", 125, 135.49, 34.66));
        city.apply(GridCity.position("v0", 60, 135.50, 34.66));
        city.apply(GridCity.state(network, 0, 1, 10).toBuilder().minute(SEVEN + 65_000).build());
        CityChanges changes = city.publish();

        assertThat(changes.goneVehicles()).containsExactlyInAnyOrder("v1", "v2");
        assertThat(changes.vehicles()).containsExactly("v0");
        assertThat(changes.snapshot().vehicles().get("v0").lon()).isEqualTo(135.49);
    }

    @Test
    void badPositionsAndClocksAreOnlyCounted() {
        for (int second = 0; second < 20; second++) {
            city.apply(GridCity.position("v", second, 135.48, 34.66));
        }
        city.apply(GridCity.position("far", 20, 0, 0));
        city.apply(GridCity.position("future", 86_400, 135.48, 34.66));
        city.apply(GridCity.position("past", -86_400, 135.48, 34.66));
        CitySnapshot snapshot = city.publish().snapshot();

        assertThat(snapshot.vehicles()).containsOnlyKeys("v");
        assertThat(snapshot.eventTime()).isBetween(SEVEN, SEVEN + 30_000);
        assertThat(city.ignored()).isEqualTo(3);
    }

    @Test
    void detectorsKeepTheirNewestReading() {
        DetectorReading first = DetectorReading.builder()
                .detectorId("D-1")
                .sequence(1)
                .intervalStart(SEVEN)
                .intervalEnd(SEVEN + 60_000)
                .count(9)
                .build();
        DetectorReading second = first.toBuilder()
                .sequence(2)
                .intervalStart(SEVEN + 60_000)
                .intervalEnd(SEVEN + 120_000)
                .build();
        city.apply(second);
        city.apply(first);
        city.apply(first.toBuilder().detectorId("nobody").build());
        CitySnapshot snapshot = city.publish().snapshot();

        assertThat(snapshot.detectors()).containsOnlyKeys("D-1", "D-2");
        assertThat(snapshot.detectors().get("D-1").findLastReading()).contains(second);
        assertThat(snapshot.detectors().get("D-1").readings()).isEqualTo(2);
        assertThat(snapshot.detectors().get("D-2").findLastReading()).isEmpty();
    }

    @Test
    void unknownLinksAreOnlyCounted() {
        city.apply(state(0, 0, 10).toBuilder().linkId(42).build());
        assertThat(city.publish().links().isEmpty()).isTrue();
        assertThat(city.ignored()).isEqualTo(1);
    }

    private AlertView alert(String id) {
        city.publish();
        return city.snapshot().alerts().get(id);
    }

    private Alert step(AlertStatus status, int minute) {
        return GridCity.alert(network, "a", status, minute);
    }

    @Test
    void anAlertLives() {
        city.apply(step(AlertStatus.OPENED, 0));
        assertThat(alert("a").status()).isEqualTo(AlertStatus.OPENED);
        city.apply(step(AlertStatus.UPDATED, 1).toBuilder().severity(AlertSeverity.CRITICAL).build());
        assertThat(alert("a").status()).isEqualTo(AlertStatus.UPDATED);
        city.apply(step(AlertStatus.ACKNOWLEDGED, 2).toBuilder().acknowledgedBy("Sato").build());
        assertThat(alert("a").status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(alert("a").content().severity())
                .as("an acknowledgement, written from an older copy, changes nothing else")
                .isEqualTo(AlertSeverity.CRITICAL);
        city.apply(step(AlertStatus.UPDATED, 3));
        assertThat(alert("a").status()).as("outlives updates").isEqualTo(AlertStatus.ACKNOWLEDGED);
        city.apply(step(AlertStatus.ACKNOWLEDGED, 4).toBuilder().acknowledgedBy("Tanaka").build());
        assertThat(alert("a").acknowledgedBy()).as("the first").isEqualTo("Sato");
        city.apply(step(AlertStatus.CLEARED, 5));
        assertThat(alert("a").status()).isEqualTo(AlertStatus.CLEARED);
        assertThat(alert("a").isOpen()).isFalse();
        assertThat(alert("a").steps())
                .extracting(AlertView.Step::status)
                .containsExactly(
                        AlertStatus.OPENED,
                        AlertStatus.UPDATED,
                        AlertStatus.ACKNOWLEDGED,
                        AlertStatus.UPDATED,
                        AlertStatus.CLEARED);
    }

    @Test
    void aLifeTwiceToldIsTheSameLife() {
        List<Alert> life = List.of(
                step(AlertStatus.OPENED, 0),
                step(AlertStatus.UPDATED, 1),
                step(AlertStatus.ACKNOWLEDGED, 2).toBuilder().acknowledgedBy("Sato").build(),
                step(AlertStatus.CLEARED, 5));
        life.forEach(city::apply);
        AlertView once = alert("a");
        life.forEach(city::apply);

        assertThat(alert("a")).isEqualTo(once);
    }

    @Test
    void onlyALaterOpeningStartsANewLife() {
        city.apply(step(AlertStatus.OPENED, 0));
        city.apply(step(AlertStatus.CLEARED, 5));
        city.apply(step(AlertStatus.UPDATED, 6));
        assertThat(alert("a").isOpen()).isFalse();

        city.apply(step(AlertStatus.OPENED, 10).toBuilder().since(SEVEN + 600_000).build());
        assertThat(alert("a").isOpen()).isTrue();
        assertThat(alert("a").steps()).hasSize(1);
    }

    @Test
    void clearedAlertsAreForgottenOldestFirst() {
        city.apply(GridCity.alert(network, "open", AlertStatus.OPENED, 0));
        for (int i = 0; i < 5; i++) {
            city.apply(GridCity.alert(network, "c" + i, AlertStatus.OPENED, i));
            city.apply(GridCity.alert(network, "c" + i, AlertStatus.CLEARED, i + 1));
        }
        city.publish();

        assertThat(city.snapshot().alerts()).containsOnlyKeys("open", "c3", "c4");
        assertThat(city.snapshot().openAlerts()).isEqualTo(1);
    }
}
