package city.mio.models.haul;

/**
 * A declared trip of a plate. Immutable.
 *
 * @param declarationId stable over corrections
 * @param slotStart UTC epoch milliseconds, inclusive
 * @param slotEnd UTC epoch milliseconds, exclusive
 * @param firm whether it is a firm plan; anything else (an estimate, a withdrawal) takes an earlier firm one back
 */
public record PlateDeclaration(String declarationId, long slotStart, long slotEnd, boolean firm) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public PlateDeclaration {
        Require.text("declarationId", declarationId);
        Require.holds(slotStart > 0 && slotEnd > slotStart, "slotEnd is not after slotStart: " + slotEnd);
    }
}
