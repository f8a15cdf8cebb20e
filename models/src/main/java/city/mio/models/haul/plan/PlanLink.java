package city.mio.models.haul.plan;

/**
 * What a link has left for construction vehicles: the office's share of its capacity less the background forecast, slot
 * by slot. Immutable.
 *
 * @param linkId the link
 * @param roomPassengerCars in each slot; negative where the background alone is too much
 */
public record PlanLink(long linkId, double[] roomPassengerCars) {

    /** @throws IllegalArgumentException naming the link if a room is no number */
    public PlanLink {
        if (roomPassengerCars == null) {
            throw new IllegalArgumentException("link " + linkId + ": roomPassengerCars is missing");
        }
        roomPassengerCars = roomPassengerCars.clone();
        for (double room : roomPassengerCars) {
            if (Double.isNaN(room)) {
                throw new IllegalArgumentException("link " + linkId + ": roomPassengerCars is no number");
            }
        }
    }

    @Override
    public double[] roomPassengerCars() {
        return roomPassengerCars.clone();
    }

    /**
     * The room that a threshold leaves.
     *
     * @param capacityPassengerCars in each slot
     * @param backgroundPassengerCars predicted in each slot without construction vehicles
     * @param mostVolumeShare of the capacity that may be used
     */
    public static PlanLink of(
            long linkId, double[] capacityPassengerCars, double[] backgroundPassengerCars, double mostVolumeShare) {
        double[] room = new double[capacityPassengerCars.length];
        for (int slot = 0; slot < room.length; slot++) {
            room[slot] = mostVolumeShare * capacityPassengerCars[slot] - backgroundPassengerCars[slot];
        }
        return new PlanLink(linkId, room);
    }
}
