package city.mio.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CongestionScoreTest {

    private static final long START = 1_795_000_000_000L;
    private static final long MINUTE = 60_000;

    private final CongestionScore score = new CongestionScore();

    private void tell(AlertType type, long link, int sinceMinute, int minute, AlertStatus status, Map<String, String> evidence) {
        score.accept(Alert.builder()
                .alertId(type + "-" + link + "-" + sinceMinute)
                .type(type)
                .severity(AlertSeverity.WARNING)
                .status(status)
                .since(START + sinceMinute * MINUTE)
                .time(START + minute * MINUTE)
                .linkId(link)
                .placeId(Long.toString(link))
                .placeEn("road")
                .placeJa("road")
                .lon(135.5)
                .lat(34.7)
                .sentenceEn("It is so.")
                .sentenceJa("It is so.")
                .evidence(evidence)
                .acknowledgedBy("")
                .build());
    }

    private void predict(long link, int minute) {
        tell(AlertType.PREDICTED_CONGESTION, link, minute, minute, AlertStatus.OPENED, Map.of());
    }

    private void end(long link, int sinceMinute, int minute, String ending) {
        tell(AlertType.PREDICTED_CONGESTION, link, sinceMinute, minute, AlertStatus.CLEARED, Map.of("ending", ending));
    }

    private void congest(long link, int minute, Map<String, String> evidence) {
        tell(AlertType.CONGESTION, link, minute, minute, AlertStatus.OPENED, evidence);
    }

    @Test
    void nothingIsNothing() {
        assertThat(score.figures())
                .containsEntry("congestions", 0)
                .containsEntry("predicted", 0)
                .containsEntry("missed", 0)
                .containsEntry("leadTimeMinutes", java.util.Collections.singletonMap("p50", null));
    }

    @Test
    void whatWasForetoldIsHeldAgainstWhatBegan() {
        predict(1, 0);
        tell(AlertType.PREDICTED_CONGESTION, 1, 0, 5, AlertStatus.UPDATED, Map.of());
        predict(2, 5);
        predict(3, 10);
        predict(4, 10);
        // The alert of the congestion may be read before or after the end of its prediction.
        congest(1, 20, Map.of());
        end(1, 0, 20, "CAME_TRUE");
        end(2, 5, 35, "CAME_TRUE");
        congest(2, 35, Map.of());
        end(3, 10, 30, "RECEDED");
        // Foretold by nobody: a second one on link 1, and one after an accident that is known only later.
        congest(1, 60, Map.of());
        congest(5, 40, Map.of());
        tell(AlertType.CONGESTION, 5, 40, 50, AlertStatus.UPDATED, Map.of("roadEventId", "accident-1"));
        tell(AlertType.CONGESTION, 5, 40, 70, AlertStatus.CLEARED, Map.of("ending", "RECOVERED"));

        assertThat(score.figures())
                .containsEntry("congestions", 4)
                .containsEntry("predicted", 4)
                .containsEntry("came", 2)
                .containsEntry("missed", 2)
                .containsEntry("missedWithRoadEvent", 1)
                .containsEntry("falseAlarms", 1)
                .containsEntry("stillExpected", 1)
                .containsEntry("leadTimeMinutes", Map.of("p50", 25.0));
    }
}
