package city.mio.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/events.md names every topic, record, field and named value. */
class EventsPageTest {

    @Test
    void thePageNamesEveryTopicAndField() throws Exception {
        String page = Files.readString(Path.of("../docs/events.md"));
        for (Topic<?> topic : Topics.listTopics()) {
            String name = topic.type().getSimpleName();
            assertThat(page).contains("`" + topic.name() + "`").contains("\n## " + name + "\n");
            String section = page.substring(page.indexOf("\n## " + name + "\n") + 1);
            section = section.substring(0, section.indexOf("\n## "));
            for (RecordComponent field : topic.type().getRecordComponents()) {
                assertThat(section).as(name).contains("| `" + field.getName() + "` |");
                if (field.getType().isEnum()) {
                    for (Object value : field.getType().getEnumConstants()) {
                        assertThat(page)
                                .as(field.getType().getSimpleName())
                                .contains("### " + field.getType().getSimpleName())
                                .contains("| `" + value + "` |");
                    }
                }
            }
        }
    }
}
