package city.mio.models.dispatch.live;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The handling of one event: the state it works on, its time, and what it has to tell. */
final class Turn {

    final DispatchState state;
    final long now;
    final List<DispatchOutput> outputs = new ArrayList<>();
    private final long seed;

    Turn(DispatchState state, long now, long seed) {
        this.state = state;
        this.now = now;
        this.seed = seed;
    }

    void tell(DispatchOutput output) {
        outputs.add(output);
    }

    /** Random numbers that depend on the seed and on how many decisions were made before. */
    SplittableRandom newRandom() {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + state.decisions++);
    }

    void close(Rider rider, TripStatus status) {
        rider.status = status;
        rider.closedMillis = now;
        rider.duty = -1;
        tell(new DispatchOutput.TripChanged(rider.request.requestId(), status));
    }
}
