package city.mio.models.haul.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which vehicle leaves a holding area next, and when, so that the queue at the gate stays under its limit. The gate serves
 * one vehicle at a time, each alike long; vehicles on their way are expected when they are. First come those whose slot
 * begins first. Stateless.
 */
public final class CallForward {

    private CallForward() {}

    /**
     * A gate as it is.
     *
     * @param queued vehicles in front of it now
     * @param queueLimit that may wait there, at least 1
     * @param serviceMillis that each takes
     */
    public record GateState(int queued, int queueLimit, long serviceMillis) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public GateState {
            if (queued < 0 || queueLimit < 1 || serviceMillis < 1) {
                throw new IllegalArgumentException("queued, queueLimit or serviceMillis is out of range: " + queued + ", "
                        + queueLimit + ", " + serviceMillis);
            }
        }
    }

    /**
     * A vehicle in a holding area.
     *
     * @param slotStart begin of its slot, UTC epoch milliseconds
     * @param driveMillis from its holding area to the gate
     */
    public record Waiting(String vehicleId, long slotStart, long driveMillis) {}

    /** Who leaves, when, and when it should be at the gate; UTC epoch milliseconds. */
    public record Call(String vehicleId, long leaveAt, long arrivesAt) {}

    /**
     * Calls for all that wait. Each leaves as early as can be: not before now, not before its slot begins, for the slot is
     * of the road that lies between the holding area and the gate, and not so that it or a vehicle already on its way finds
     * more than the limit at the gate.
     *
     * @param arrivals when vehicles on their way will be at the gate
     */
    public static List<Call> plan(GateState gate, List<Long> arrivals, List<Waiting> waiting, long now) {
        List<Long> coming = new ArrayList<>(arrivals);
        coming.sort(Comparator.naturalOrder());
        List<Waiting> order = new ArrayList<>(waiting);
        order.sort(Comparator.comparingLong(Waiting::slotStart).thenComparing(Waiting::vehicleId));
        List<Call> calls = new ArrayList<>();
        for (Waiting next : order) {
            long at = Math.max(now, next.slotStart()) + next.driveMillis();
            // Later by one service at a time: the queue gets shorter by one in that time, or somebody else has come.
            int tries = gate.queued() + coming.size() + 2;
            while (tries-- > 0 && mostQueued(gate, with(coming, at), now, at) > gate.queueLimit()) {
                at += gate.serviceMillis();
            }
            coming = with(coming, at);
            calls.add(new Call(next.vehicleId(), at - next.driveMillis(), at));
        }
        return List.copyOf(calls);
    }

    private static List<Long> with(List<Long> coming, long at) {
        List<Long> all = new ArrayList<>(coming);
        int place = 0;
        while (place < all.size() && all.get(place) <= at) {
            place++;
        }
        all.add(place, at);
        return all;
    }

    /** The longest queue that anybody who arrives at or after {@code from} meets, itself counted in. */
    static int mostQueued(GateState gate, List<Long> coming, long now, long from) {
        int queued = gate.queued();
        long served = now;
        int most = 0;
        for (long arrival : coming) {
            long at = Math.max(arrival, now);
            while (queued > 0 && served + gate.serviceMillis() <= at) {
                served += gate.serviceMillis();
                queued--;
            }
            served = queued == 0 ? at : served;
            queued++;
            most = at >= from ? Math.max(most, queued) : most;
        }
        return most;
    }

    /**
     * When a holding area will have no place left.
     *
     * @param held vehicles in it now
     * @param entering when others come to it, UTC epoch milliseconds
     * @param leaving when vehicles leave it
     * @return the first moment at which it holds more than its capacity; {@link Long#MAX_VALUE} for never
     */
    public static long overflowsAt(int held, int capacity, List<Long> entering, List<Long> leaving) {
        PriorityQueue<long[]> steps = new PriorityQueue<>(
                Comparator.<long[]>comparingLong(step -> step[0]).thenComparingLong(step -> step[1]));
        entering.forEach(time -> steps.add(new long[] {time, 1}));
        leaving.forEach(time -> steps.add(new long[] {time, -1}));
        int now = held;
        if (now > capacity) {
            return Long.MIN_VALUE;
        }
        while (!steps.isEmpty()) {
            long[] step = steps.poll();
            now += (int) step[1];
            if (now > capacity) {
                return step[0];
            }
        }
        return Long.MAX_VALUE;
    }
}
