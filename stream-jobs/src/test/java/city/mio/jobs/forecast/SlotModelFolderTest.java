package city.mio.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotConditions;
import city.mio.models.forecast.slots.SlotForecast;
import city.mio.models.forecast.slots.SlotModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotModelFolderTest {

    @TempDir
    Path folder;

    private Panel panel;
    private SlotModel model;

    @BeforeEach
    void learn() throws Exception {
        panel = SlotCity.history(12, 0);
        model = SlotCity.learn(panel);
        SlotCity.write(folder, model, panel);
    }

    @Test
    void whatIsReadAnswersAsWhatWasWritten() throws Exception {
        SlotModelFolder.Stored stored = SlotModelFolder.read(folder);
        assertThat(stored.targets()).containsExactly("1", "2", "3");
        assertThat(stored.channels()).containsExactly("link_speed");
        assertThat(stored.zone()).isEqualTo(panel.timeline().zone());
        assertThat(stored.origin().dataHash()).isEqualTo(ModelFolder.hash(panel));

        int slots = SlotModel.DAYS_AHEAD * 48;
        SlotForecast expected = new SlotForecast(1, 3, slots);
        SlotForecast told = new SlotForecast(1, 3, slots);
        model.forecast(panel, stored.calendar(), SlotConditions.NONE, panel.steps() - 1, expected);
        stored.model().forecast(panel, stored.calendar(), SlotConditions.NONE, panel.steps() - 1, told);
        for (int target = 0; target < 3; target++) {
            for (int slot = 0; slot < slots; slot++) {
                assertThat(told.p10(0, target, slot)).isEqualTo(expected.p10(0, target, slot));
                assertThat(told.p50(0, target, slot)).isEqualTo(expected.p50(0, target, slot));
                assertThat(told.p90(0, target, slot)).isEqualTo(expected.p90(0, target, slot));
            }
        }
    }

    @Test
    void refusesWhatIsDamagedMissingOrSomethingElse() throws Exception {
        Path file = folder.resolve("slots.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        refuses("slots.bin is damaged");
        Files.delete(file);
        refuses("slots.bin is missing");
        Files.writeString(folder.resolve("model.json"), "{\"format\": \"mio-forecast-3\"}");
        refuses("its format is not mio-slots-1");
        Files.writeString(folder.resolve("model.json"), "no\nJSON");
        refuses("no usable slot model");
        Files.delete(folder.resolve("model.json"));
        refuses("holds no model.json");
    }

    private void refuses(String why) {
        assertThatThrownBy(() -> SlotModelFolder.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }
}
