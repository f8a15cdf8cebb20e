package city.mio.simulators.devices;

/** The MQTT topics of sensors, as the bridge subscribes to them. */
public final class SensorTopics {

    private SensorTopics() {}

    /** Where a detector says its reading each minute. */
    public static String reading(String cityId, String detectorId) {
        return "mio/" + cityId + "/detector/" + detectorId + "/reading";
    }

    /** Where a camera says that it saw a plate. */
    public static String passage(String cityId, String cameraId) {
        return "mio/" + cityId + "/camera/" + cameraId + "/passage";
    }
}
