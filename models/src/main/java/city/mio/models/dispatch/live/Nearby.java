package city.mio.models.dispatch.live;

import java.util.ArrayList;
import java.util.List;

/** Which duties a search for one rider has to look at. */
final class Nearby {

    private Nearby() {}

    /** Duties that could take the rider if they had nothing else to do, and all that overlap with them in time. */
    static List<Duty> duties(DispatchState state, Rider rider, InsertionSearch insertion) {
        List<Duty> found = new ArrayList<>();
        boolean any = false;
        for (Duty duty : state.duties) {
            if (!duty.broken && duty.fromMillis <= rider.dropOff.latest && duty.toMillis > rider.pickup.earliest) {
                found.add(duty);
                any |= insertion.canReach(rider, duty);
            }
        }
        return any ? found : List.of();
    }
}
