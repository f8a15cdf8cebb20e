package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.forecast.RoadGraph.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoadGraphTest {

    private static final int HORIZONS = 4;
    private static final int TARGETS = 9;

    @Test
    void takesTheNearestOfEachDirectionAndNobodyWhereTheRoadEnds() {
        List<Way> ways = new ArrayList<>();
        // One carriageway, 0 to 5, each to all that follow; the way back is by the other one, longer.
        for (int from = 0; from < 6; from++) {
            for (int to = from + 1; to < 6; to++) {
                ways.add(new Way(from, to, 500.0 * (to - from)));
                ways.add(new Way(to, from, 500.0 * (to - from) + 2_000));
            }
        }
        // Beside 2, both ways equally far: neither up nor down.
        ways.add(new Way(2, 6, 10));
        ways.add(new Way(6, 2, 10));
        ways.add(new Way(3, 3, 0));
        ways.add(new Way(1, 2, 9_000));

        RoadGraph graph = RoadGraph.of(7, ways);

        assertThat(ranks(graph, 3)).containsExactly(2, 1, 0, 4, 5, -1);
        assertThat(ranks(graph, 0)).containsExactly(-1, -1, -1, 1, 2, 3);
        assertThat(ranks(graph, 2)).containsExactly(1, 0, -1, 3, 4, 5);
        assertThat(ranks(graph, 6)).containsOnly(-1);
    }

    private static int[] ranks(RoadGraph graph, int target) {
        int[] ranks = new int[RoadGraph.ranks()];
        java.util.Arrays.setAll(ranks, rank -> graph.get(target, rank));
        return ranks;
    }

    @Test
    void refusesWaysThatCannotBe() {
        assertThatThrownBy(() -> RoadGraph.of(3, List.of(new Way(0, 3, 1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 to 3");
        assertThatThrownBy(() -> new Way(0, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("distance");
        assertThatThrownBy(() -> new Way(-1, 1, 5)).isInstanceOf(IllegalArgumentException.class);
        Panel panel = SyntheticPanel.make(TARGETS, 30, 8, 0.1);
        ForecastTraining training = new ForecastTraining(panel, Split.of(panel.steps(), 0.6, 0.2), HORIZONS);
        assertThatThrownBy(() -> training.along(RoadGraph.of(TARGETS + 1, List.of())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10 targets");
    }

    @Test
    void storedAndReadItForecastsAlikeAndWithoutItsGraphItIsRefused() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 30, 8, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        NeuralSettings settings = new NeuralSettings(1, 100, 32, 1, 0.004, 0.05, 1e-4, 11);
        ForecastModel model = new ForecastTraining(panel, split, HORIZONS).along(chain(TARGETS))
                .learn(null, null, new ForecastTraining.NetworkPlan(settings, settings, 1), ForecasterTest.NOBODY).model();
        Map<String, byte[]> parts = model.parts();
        ForecastModel stored = ForecastModel.of(parts);

        int origin = split.validationTo() + 20;
        assertThat(TestScores.values(stored.ensemble(), stored.frame(panel), HORIZONS, origin))
                .isEqualTo(TestScores.values(model.ensemble(), model.frame(panel), HORIZONS, origin));

        Map<String, byte[]> without = new HashMap<>(parts);
        without.remove("road.bin");
        assertThatThrownBy(() -> ForecastModel.of(without))
                .isInstanceOf(IOException.class).hasMessageContaining("road.bin is missing");
        without.put("road.bin", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> ForecastModel.of(without)).isInstanceOf(IOException.class);
        Map<String, byte[]> ofAnother = new HashMap<>(parts);
        ofAnother.put("road.bin", bytes(RoadGraph.of(TARGETS + 1, List.of())));
        assertThatThrownBy(() -> ForecastModel.of(ofAnother))
                .isInstanceOf(IOException.class).hasMessageContaining("10 targets");
    }

    @Test
    void networksSeeWhoeverIsNextAlongTheRoad() {
        Panel panel = SyntheticPanel.make(TARGETS, 30, 8, 0.1);
        Frame frame = new Frame(panel, Normalisation.learn(panel, 0, panel.steps() / 2));
        Neighbours none = Neighbours.learn(frame, 0, panel.steps() / 2, 0);
        ContextInput without = new ContextInput(1, HORIZONS, none, null, false);
        ContextInput along = new ContextInput(1, HORIZONS, none, chain(TARGETS), false);
        int origin = panel.steps() - 30;
        float[] row = new float[along.width()];
        along.fill(frame, origin, 4, 0, row, 0);

        int each = 4;
        assertThat(along.width() - without.width()).isEqualTo(each * RoadGraph.ranks());
        int first = along.width() - (4 + DayType.values().length) - each * RoadGraph.ranks();
        // Upstream of 4 are 3, 2, 1, downstream 5, 6, 7: the newest three steps of each, the newest first.
        int[] expected = {3, 2, 1, 5, 6, 7};
        for (int rank = 0; rank < expected.length; rank++) {
            for (int lag = 0; lag < 3; lag++) {
                float deviation = frame.deviation(0, origin - lag, expected[rank]);
                assertThat(row[first + rank * each + lag]).isEqualTo(Float.isNaN(deviation) ? 0 : deviation);
            }
            boolean silent = Float.isNaN(frame.deviation(0, origin, expected[rank]));
            assertThat(row[first + rank * each + 3]).isEqualTo(silent ? 1 : 0);
        }
        along.fill(frame, origin, 0, 0, row, 0);
        // The road begins at 0.
        assertThat(row[first + 3]).isEqualTo(1);
        assertThat(row[first]).isZero();
        float downstream = frame.deviation(0, origin, 1);
        assertThat(row[first + 3 * each]).isEqualTo(Float.isNaN(downstream) ? 0 : downstream);
    }

    private static RoadGraph chain(int targets) {
        List<Way> ways = new ArrayList<>();
        for (int from = 0; from < targets; from++) {
            for (int to = from + 1; to < targets; to++) {
                ways.add(new Way(from, to, to - from));
            }
        }
        return RoadGraph.of(targets, ways);
    }

    private static byte[] bytes(RoadGraph graph) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.DataOutputStream out = new java.io.DataOutputStream(bytes)) {
            graph.write(out);
        }
        return bytes.toByteArray();
    }
}
