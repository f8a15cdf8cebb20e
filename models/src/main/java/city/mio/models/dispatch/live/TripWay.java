package city.mio.models.dispatch.live;

import java.util.List;

/**
 * A way to make a trip: which stops, and how far on foot.
 *
 * @param from number of the stop where to board
 * @param to number of the stop where to alight
 * @param legs on foot before and after, in the order in which one walks
 * @param secondsBefore on foot to the stop where to board
 * @param secondsAfter on foot from the stop where to alight
 */
record TripWay(int from, int to, List<WalkingLeg> legs, int secondsBefore, int secondsAfter) {

    static TripWay of(int from, WalkingLeg before, int to, WalkingLeg after) {
        List<WalkingLeg> legs = before != null && after != null
                ? List.of(before, after)
                : before != null ? List.of(before) : after != null ? List.of(after) : List.of();
        return new TripWay(
                from, to, legs, before == null ? 0 : before.seconds(), after == null ? 0 : after.seconds());
    }

    int walkSeconds() {
        return secondsBefore + secondsAfter;
    }

    /** From when on a rider who wants to leave then can board, or until when one who wants to be there then must alight. */
    long timeAtStop(TimeWish wish, long timeMillis, long nowMillis) {
        if (wish == TimeWish.LEAVE_AFTER) {
            return secondsBefore == 0 ? timeMillis : Math.max(timeMillis, nowMillis) + secondsBefore * 1000L;
        }
        return timeMillis - secondsAfter * 1000L;
    }
}
