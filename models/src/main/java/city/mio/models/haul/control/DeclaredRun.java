package city.mio.models.haul.control;

/**
 * A run that a plate is declared for. Immutable.
 *
 * @param declarationId the declaration
 * @param contractor who declared it
 * @param routeId the route it is to take
 * @param slotStart UTC epoch milliseconds, inclusive
 * @param slotEnd UTC epoch milliseconds, exclusive
 */
public record DeclaredRun(String declarationId, String contractor, String routeId, long slotStart, long slotEnd) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public DeclaredRun {
        if (declarationId == null || contractor == null || routeId == null) {
            throw new IllegalArgumentException("declarationId, contractor or routeId is missing");
        }
        if (slotStart <= 0 || slotEnd <= slotStart) {
            throw new IllegalArgumentException("slotEnd is not after slotStart: " + slotEnd);
        }
    }
}
