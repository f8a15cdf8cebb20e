package city.mio.simulators.ledger;

import city.mio.events.LinkState;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.city.Truth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far the engine's link speeds are from the true ones: mean absolute error relative to free-flow speed, over the
 * link minutes with at least three probes. Of each link minute the last word counts. Thread-safe.
 */
public final class SpeedScore {

    /** Fewer samples than this are no estimate worth scoring. */
    public static final int LEAST_SAMPLES = 3;

    /**
     * The score.
     *
     * @param linkMinutes compared
     * @param meanAbsoluteError share of free-flow speed; NaN if nothing could be compared
     * @param bias mean of estimate minus truth, share of free-flow speed; NaN likewise
     */
    public record Score(long linkMinutes, double meanAbsoluteError, double bias) {}

    private record Cell(long linkId, long minute) {}

    private final RoadNetwork network;
    private final Truth truth;
    private final Map<Cell, LinkState> newest = new HashMap<>();

    public SpeedScore(RoadNetwork network, Truth truth) {
        this.network = network;
        this.truth = truth;
    }

    /** A link state was published. */
    public synchronized void accept(LinkState state) {
        newest.merge(
                new Cell(state.linkId(), state.minute()),
                state,
                (old, fresh) -> fresh.revision() >= old.revision() ? fresh : old);
    }

    /** The score over all that was published so far and whose truth is kept. */
    public synchronized Score score() {
        double error = 0;
        double bias = 0;
        long count = 0;
        for (LinkState state : newest.values()) {
            OptionalInt link = network.findLink(state.linkId());
            if (state.samples() < LEAST_SAMPLES || link.isEmpty()) {
                continue;
            }
            Optional<Double> real = truth.findSpeedMps(link.getAsInt(), state.minute());
            if (real.isPresent()) {
                double difference = (state.speedMps() - real.get()) / network.freeFlowSpeedMps(link.getAsInt());
                error += Math.abs(difference);
                bias += difference;
                count++;
            }
        }
        return count == 0 ? new Score(0, Double.NaN, Double.NaN) : new Score(count, error / count, bias / count);
    }
}
