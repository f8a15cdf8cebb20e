package city.mio.models.haul;

/**
 * A camera's reading of a plate. Immutable.
 *
 * @param time UTC epoch milliseconds
 * @param cameraId the camera
 * @param confidence of the reading, 0 to 1
 * @param construction whether it looks like a construction vehicle; others need no declaration
 */
public record Sighting(long time, String cameraId, float confidence, boolean construction) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public Sighting {
        Require.holds(time > 0, "time is not a time: " + time);
        Require.text("cameraId", cameraId);
        Require.range("confidence", confidence, 0, 1);
    }
}
