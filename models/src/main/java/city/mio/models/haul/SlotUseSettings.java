package city.mio.models.haul;

/**
 * How the use of slots is counted and judged. Immutable.
 *
 * @param repeatMinutes the same plate on the same route within so many minutes is the same vehicle seen twice. 10: a
 *     truck cannot pass a gate, unload and be back sooner, and a queue in front of a camera is read again and again
 * @param warningShare use over cap from which it is a warning. 1.1: one in ten too many can still be an early arrival
 * @param criticalShare use over cap from which it is critical. 1.25: a whole quarter of a slot's head-room
 * @param updateShare growth of the use, as a share of the cap, that is worth an update, 0.1
 * @param graceMinutes after a slot's end in which its late readings still count; then it is closed
 */
public record SlotUseSettings(
        int repeatMinutes, double warningShare, double criticalShare, double updateShare, int graceMinutes) {

    /** What is used where a city says nothing. */
    public static final SlotUseSettings DEFAULT = new SlotUseSettings(10, 1.1, 1.25, 0.1, 5);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public SlotUseSettings {
        Require.range("repeatMinutes", repeatMinutes, 0, 1440);
        Require.range("warningShare", warningShare, 1, 100);
        Require.range("criticalShare", criticalShare, warningShare, 100);
        Require.range("updateShare", updateShare, 0.001, 100);
        Require.range("graceMinutes", graceMinutes, 0, 1440);
    }
}
