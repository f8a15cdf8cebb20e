package city.mio.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.forecast.RoadGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadGraphFileTest {

    private static final List<String> TARGETS = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    @Test
    void weightsAreTheGreaterTheNearerAndDistancesTheOtherWayRound() throws Exception {
        RoadGraph weighed = read("from_id,to_id,weight\na,a,1.0\na,b,0.9\na,c,0.4\nb,c,0.8\nb,a,0.2\n");
        RoadGraph measured = read("from_id,to_id,distance_m\na,b,300\na,c,1000\nb,c,500\nb,a,2000\n");
        RoadGraph turned = read("from_id,to_id,distance_m\nb,a,300\nc,a,1000\nc,b,500\n");

        assertThat(weighed).hasToString(measured.toString());
        assertThat(turned.toString()).isNotEqualTo(measured.toString());
    }

    @Test
    void namesTheLineItCannotRead() {
        refused("from_id,to_id,weight\na,b,0.9\na,x,0.4\n", "line 3: \"x\" is no target of the history");
        refused("from_id,to_id,weight\na,b,1.5\n", "line 2: a weight lies above 0");
        refused("from_id,to_id,weight\na,b,0\n", "line 2: a weight lies above 0");
        refused("from_id,to_id,distance_m\na,b,-1\n", "line 2: a distance is zero or more");
        refused("from_id,to_id,distance_m\na,b,far\n", "line 2: \"far\" is no number");
        refused("from_id,to_id,distance_m\na,b\n", "line 2 has 2 values");
        refused("a,b,0.5\n", "its first line must be");
        refused("", "its first line must be");
        assertThatThrownBy(() -> RoadGraphFile.read(folder.resolve("none.csv"), TARGETS))
                .isInstanceOf(IOException.class).hasMessageContaining("none.csv");
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining("graph.csv")
                .hasMessageContaining(why);
    }

    private RoadGraph read(String text) throws IOException {
        return RoadGraphFile.read(Files.writeString(folder.resolve("graph.csv"), text), TARGETS);
    }
}
