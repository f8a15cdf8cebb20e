package city.mio.models.haul;

/**
 * When a plate counts as unregistered. Immutable.
 *
 * @param minConfidence readings below raise no alarm. 0.8: a plate misread by one character has another hash, and every
 *     misreading of a declared truck would alarm
 * @param validBeforeMinutes a firm declaration covers its plate from so long before its slot. 720: the same day; being
 *     off one's slot is another matter than being unknown
 * @param validAfterMinutes and until so long after, 720
 * @param judgeMinutes a reading is judged so much later. 1: a declaration that arrives with its truck is still in time
 * @param absentMinutes an unregistered plate not seen for so long has left, 60
 */
public record PlateSettings(
        double minConfidence, int validBeforeMinutes, int validAfterMinutes, int judgeMinutes, int absentMinutes) {

    /** What is used where a city says nothing. */
    public static final PlateSettings DEFAULT = new PlateSettings(0.8, 720, 720, 1, 60);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public PlateSettings {
        Require.range("minConfidence", minConfidence, 0, 1);
        Require.range("validBeforeMinutes", validBeforeMinutes, 0, 100_000);
        Require.range("validAfterMinutes", validAfterMinutes, 0, 100_000);
        Require.range("judgeMinutes", judgeMinutes, 0, 1440);
        Require.range("absentMinutes", absentMinutes, 1, 100_000);
    }
}
