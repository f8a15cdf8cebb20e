package city.mio.models.haul.headroom;

/**
 * What the office made of a recommended cap. Immutable; kept for good.
 *
 * @param routeId the route
 * @param slotStart UTC epoch milliseconds
 * @param recommended what was recommended, with its reason
 * @param cap what holds now
 * @param by who decided
 * @param time when, UTC epoch milliseconds
 * @param remark why, where it is not what was recommended
 */
public record CapDecision(
        String routeId, long slotStart, HeadRoom recommended, int cap, String by, long time, String remark) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public CapDecision {
        holds(routeId != null && !routeId.isBlank(), "routeId is missing");
        holds(slotStart > 0, "slotStart is no time: " + slotStart);
        holds(recommended != null, "recommended is missing");
        holds(cap >= 0 && cap <= 100_000, "cap is out of range: " + cap);
        holds(by != null && !by.isBlank(), "by is missing");
        holds(time > 0, "time is no time: " + time);
        holds(remark != null, "remark is missing");
        holds(cap == recommended.recommendedCap() || !remark.isBlank(), "remark is missing: another cap says why");
    }

    /** Whether the recommendation was taken as it was. */
    public boolean accepted() {
        return cap == recommended.recommendedCap();
    }

    private static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }
}
