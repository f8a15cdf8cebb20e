package city.mio.simulators.riders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DarpDayTest {

    @TempDir
    private Path folder;

    private DarpDay read(String... rows) throws IOException {
        Path file = folder.resolve("day.txt");
        Files.writeString(file, "1 4 480 3 30\n" + String.join("\n", rows) + "\n");
        return DarpDay.read(file);
    }

    private static final String[] DAY = {
        "0 0 0 0 0 0 480",
        "1 0 3 3 1 0 480", // to node 3, wants to be there from minute 100 on
        "2 4 0 3 1 60 75", // to node 4, boards from minute 60 on
        "3 4 0 3 -1 100 115",
        "4 0 0 3 -1 0 480",
    };

    @Test
    void ridersAskWhenTheirWindowOpensOrAsLongBeforeAsTheyDrive() throws IOException {
        DarpDay day = read(DAY);
        assertThat(day.requests()).extracting(RiderRequest::requestId).containsExactly("2", "1");
        assertThat(day.requests()).extracting(RiderRequest::askedMillis).containsExactly(3_600_000L, 95 * 60_000L);
        assertThat(day.requests().get(1).from()).isEqualTo(1);
        assertThat(day.requests().get(1).to()).isEqualTo(3);
        assertThat(day.roads().seconds(1, 3)).isEqualTo(300);
        assertThat(day.roads().metres(1, 3)).isEqualTo(3000);
    }

    @Test
    void saysWhichRowCannotBeRead() {
        assertThatThrownBy(() -> read(DAY[0], DAY[1], "2 4 zero 3 1 60 75", DAY[3], DAY[4]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("row 4")
                .hasMessageContaining("zero");
        assertThatThrownBy(() -> read(DAY[0], "1 2 3")).isInstanceOf(IOException.class).hasMessageContaining("row 3");
        assertThatThrownBy(() -> read(DAY[0])).isInstanceOf(IOException.class).hasMessageContaining("no riders");
    }
}
