package city.mio.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.AlertType;
import city.mio.models.haul.OverCapRules;
import city.mio.models.haul.PlateSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/alerts.md against the code: a kind or a threshold that is missing there, or differs, fails. */
class AlertsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "alerts.md");

    @Test
    void everyKindAndEveryThresholdIsOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        for (AlertType type : AlertType.values()) {
            assertThat(page).contains("\n### " + type.name() + "\n");
        }
        List<Object> parts = new ArrayList<>(List.of(OverCapRules.DEFAULT, PlateSettings.DEFAULT));
        for (RecordComponent part : AlertThresholds.class.getRecordComponents()) {
            parts.add(part.getAccessor().invoke(AlertThresholds.DEFAULT));
        }
        List<String> rows = new ArrayList<>();
        for (Object settings : parts) {
            for (RecordComponent field : settings.getClass().getRecordComponents()) {
                Object value = field.getAccessor().invoke(settings);
                String shown = value instanceof Number number
                        ? String.valueOf(number).replaceFirst("\\.0$", "")
                        : "none";
                rows.add("| `" + field.getName() + "` | " + shown + " |");
            }
        }
        assertThat(rows).hasSizeGreaterThan(40).allSatisfy(row -> assertThat(page).contains(row));
    }

    @Test
    void everyNameThatACityMaySetIsOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(AlertThresholds.NAMES).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
