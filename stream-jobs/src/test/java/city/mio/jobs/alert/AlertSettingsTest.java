package city.mio.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.mio.jobs.topics.SettingsJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertSettingsTest {

    @Test
    void comesBackFromJsonAsItWas() {
        AlertSettings settings = AlertSettings.of("network.mio", TestCity.places())
                .with(AlertThresholds.DEFAULT.with(Map.of("congestionEnterRatio", 0.35, "queueLinks", 3.0)));
        assertThat(SettingsJson.read(SettingsJson.write(settings), AlertSettings.class)).isEqualTo(settings);
    }

    @Test
    void whatIsMissingIsAsUsual() {
        String json = SettingsJson.write(AlertSettings.of("network.mio", TestCity.places()));
        String places = json.substring(json.indexOf("\"places\""), json.indexOf(",\"thresholds\""));
        AlertSettings read = SettingsJson.read("{\"networkFile\":\"n\"," + places + "}", AlertSettings.class);
        assertThat(read.thresholds()).isEqualTo(AlertThresholds.DEFAULT);
        assertThat(read.outOfOrdernessSeconds()).isEqualTo(20);
    }

    @Test
    void aCitysNamesSetItsThresholds() {
        AlertThresholds thresholds = AlertThresholds.DEFAULT.with(Map.of(
                "congestionEnterRatio", 0.3,
                "congestionExitRatio", 0.5,
                "usualRatio", 0.5,
                "congestionMinutes", 4.0,
                "queueLinks", 3.0,
                "detectorSilentMinutes", 7.0,
                "detectorStuckMinutes", 20.0));
        assertThat(thresholds.congestion().enterRatio()).isEqualTo(0.3);
        assertThat(thresholds.congestion().exitMinutes()).isEqualTo(4);
        assertThat(thresholds.queue().minUpstreamLinks()).isEqualTo(3);
        assertThat(thresholds.detector().silentMinutes()).isEqualTo(7);
        assertThat(thresholds.detector().stuckMinutes()).isEqualTo(20);
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertThresholds.DEFAULT.with(Map.of("congestonRatio", 0.3)))
                .withMessageContaining("congestonRatio");
    }

    @Test
    void badSettingsNameTheField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertSettings.of("", TestCity.places()))
                .withMessageContaining("networkFile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsJson.read("{\"networkFile\":\"n\"}", AlertSettings.class))
                .withMessageContaining("places");
    }
}
