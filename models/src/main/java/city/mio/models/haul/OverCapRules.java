package city.mio.models.haul;

/**
 * How grave it is that more vehicles passed in a slot than might. Immutable.
 *
 * @param warningShare use over cap from which it is a warning. 1.1: one in ten too many can still be an early arrival
 * @param criticalShare use over cap from which it is critical. 1.25: a whole quarter of a slot's head-room
 * @param graceMinutes after a slot's end in which its late readings still count; then the matter is closed
 */
public record OverCapRules(double warningShare, double criticalShare, int graceMinutes) {

    /** What is used where a city says nothing. */
    public static final OverCapRules DEFAULT = new OverCapRules(1.1, 1.25, 5);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public OverCapRules {
        Require.range("warningShare", warningShare, 1, 100);
        Require.range("criticalShare", criticalShare, warningShare, 100);
        Require.range("graceMinutes", graceMinutes, 0, 1440);
    }

    /** Of more vehicles than the cap; whatever passes where nobody may is critical. */
    public Severity severity(int seen, int cap) {
        return seen >= cap * criticalShare
                ? Severity.CRITICAL
                : seen >= cap * warningShare ? Severity.WARNING : Severity.NOTICE;
    }
}
