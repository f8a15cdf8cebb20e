package city.mio.cli.engine;

import city.mio.events.LinkState;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.city.Truth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares the engine's link speeds with the simulated city's true ones, where at least three probes passed in the
 * minute. Thread-safe.
 */
final class SpeedScore {

    private static final int LEAST_SAMPLES = 3;

    private record Cell(int link, long minute) {}

    private final RoadNetwork network;
    private final Map<Cell, LinkState> lastWords = new HashMap<>();

    SpeedScore(RoadNetwork network) {
        this.network = network;
    }

    /** The engine says something; a later revision takes the place of an earlier one. */
    synchronized void accept(LinkState state) {
        OptionalInt link = network.findLink(state.linkId());
        if (link.isPresent()) {
            lastWords.merge(
                    new Cell(link.getAsInt(), state.minute()),
                    state,
                    (before, now) -> now.revision() >= before.revision() ? now : before);
        }
    }

    /** The score as figures for the summary. */
    synchronized Map<String, Object> against(Truth truth) {
        double errors = 0;
        double freeFlow = 0;
        long count = 0;
        for (Map.Entry<Cell, LinkState> word : lastWords.entrySet()) {
            LinkState state = word.getValue();
            Optional<Double> real =
                    truth.findSpeedMps(word.getKey().link(), word.getKey().minute());
            if (state.samples() >= LEAST_SAMPLES && real.isPresent()) {
                errors += Math.abs(state.speedMps() - real.get());
                freeFlow += state.freeFlowSpeedMps();
                count++;
            }
        }
        Map<String, Object> score = new LinkedHashMap<>();
        score.put("linkMinutes", count);
        score.put("metresPerSecond", count == 0 ? null : Summary.rounded(errors / count));
        score.put("shareOfFreeFlow", count == 0 ? null : Summary.rounded(errors / freeFlow));
        return score;
    }
}
