package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastRulesTest {

    private static final String YAML =
            """
            tickMinutes:
              links: {value: 5, reason: "x"}
              detectors: {value: 1, reason: "x"}
            linkParts: {value: 3, reason: "x"}
            memoryMinutes: {value: 600, reason: "x"}
            fallback:
              outcomes: {value: 12, reason: "x"}
              errorRatio: {value: 1.2, reason: "x"}
            trial:
              outcomes: {value: 700, reason: "x"}
              mostErrorRatio: {value: 0.98, reason: "x"}
            drift:
              slack: {value: 0.2, reason: "x"}
              limit: {value: 4, reason: "x"}
              learnMinutes: {value: 60, reason: "x"}
            poor:
              speedShare: {value: 0.25, reason: "x"}
              flowGeh: {value: 4, reason: "x"}
            predicted:
              confirmForecasts: {value: 3, reason: "x"}
              recedeForecasts: {value: 4, reason: "x"}
              noticeCeiling: {value: 0.6, reason: "x"}
              followMinutes: {value: 30, reason: "x"}
              updateMinutes: {value: 15, reason: "x"}
            """;

    @TempDir
    private Path folder;

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("forecast.yaml"), text);
    }

    @Test
    void readsEveryFigure() throws IOException {
        write(YAML);
        assertThat(ForecastRules.read(folder).byName().toString())
                .isEqualTo("{tickMinutes.links=5, tickMinutes.detectors=1, linkParts=3, memoryMinutes=600,"
                        + " fallback.outcomes=12, fallback.errorRatio=1.2, trial.outcomes=700, trial.mostErrorRatio=0.98,"
                        + " drift.slack=0.2, drift.limit=4.0, drift.learnMinutes=60, poor.speedShare=0.25,"
                        + " poor.flowGeh=4.0, predicted.confirmForecasts=3, predicted.recedeForecasts=4,"
                        + " predicted.noticeCeiling=0.6, predicted.followMinutes=30, predicted.updateMinutes=15}");
    }

    @Test
    void aCityMayDoWithout() {
        assertThat(ForecastRules.read(folder)).isEqualTo(ForecastRules.DEFAULT);
    }

    @Test
    void osakasFiguresHoldAndItsDetectorsAreForecastEachMinute() {
        ForecastRules osaka = ForecastRules.read(Path.of("..", "config", "osaka"));
        assertThat(osaka.linkTickMinutes()).isEqualTo(5);
        assertThat(osaka.detectorTickMinutes()).isEqualTo(1);
        assertThat(osaka.watch()).isEqualTo(ForecastRules.DEFAULT.watch());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "links: {value: 5, | links: {value: 3, | 2 | tickMinutes.links is neither 1 nor 5: 3",
                "detectors: {value: 1, | detectors: {value: 2, | 3 | tickMinutes.detectors is neither 1 nor 5: 2",
                "linkParts: {value: 3, | linkParts: {value: 2.5, | 4 | linkParts is no whole number: 2.5",
                "linkParts: {value: 3, | linkParts: {value: 0, | 4 | linkParts is outside 1 to 10000: 0",
                "value: 600, | value: 601, | 5 | memoryMinutes is no multiple of 5: 601",
                "value: 12, | value: 0, | 7 | fallback.outcomes is outside",
                "value: 1.2, | value: 0.2, | 8 | fallback.errorRatio is outside",
                "value: 700, | value: 0, | 10 | trial.outcomes is outside",
                "value: 0.98, | value: 9, | 11 | trial.mostErrorRatio is outside 0.5 to 2.0: 9.0",
                "value: 60, | value: 7, | 15 | drift.learnMinutes is no multiple of 5: 7",
                "value: 0.25, | value: 25, | 17 | poor.speedShare is outside 0.01 to 1.0: 25.0",
                "flowGeh: {value: 4, | flowGeh: {value: 0, | 18 | poor.flowGeh is outside",
                "value: 0.6, | value: 6, | 22 | predicted.noticeCeiling is outside 0.0 to 1.0: 6.0",
                "value: 30, | value: 3, | 23 | predicted.followMinutes is outside",
                "value: 15, reason: \"x\" | value: 15 | 24 | predicted.updateMinutes.reason: is missing",
                "value: 0.2, | value: 0.2, why: 1, | 13 | drift.slack.why is no known key here",
                "value: 0.98, | value: 0.98, value: 1, | 11 | value",
                "value: 0.2, | value: soon, | 13 | drift.slack",
            })
    void namesFileLineAndKey(String right, String wrong, int line, String key) throws IOException {
        assertThat(YAML).contains(right);
        write(YAML.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertThatThrownBy(() -> ForecastRules.read(folder))
                .isInstanceOf(CityFault.class)
                .message()
                .startsWith(folder.resolve("forecast.yaml") + ": line ")
                .contains(key)
                .doesNotContain("city.mio.")
                .hasLineCount(1)
                .satisfies(text -> assertThat(Integer.parseInt(text.replaceAll("(?s).*?: line (\\d+):.*", "$1")))
                        .as(text)
                        .isBetween(line - 1, line + 1));
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        write(YAML.replaceFirst("(?m)^linkParts.*\\n", ""));
        assertThatThrownBy(() -> ForecastRules.read(folder)).hasMessageContaining("linkParts: is missing").message().hasLineCount(1);
    }
}
