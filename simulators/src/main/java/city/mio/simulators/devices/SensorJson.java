package city.mio.simulators.devices;

import city.mio.events.HaulVehicleClass;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The JSON that sensors say over MQTT; its schemas are published with the feeds. */
final class SensorJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DateTimeFormatter times;

    SensorJson(ZoneId zone) {
        times = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
    }

    byte[] reading(String detectorId, long sequence, long start, DetectorCount counts) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("detectorId", detectorId);
        node.put("sequence", sequence);
        node.put("intervalStart", time(start));
        node.put("intervalEnd", time(start + 60_000));
        node.put("count", counts.count());
        node.put("occupancy", Math.round(counts.occupancy() * 1e4) / 1e4);
        if (Double.isNaN(counts.meanSpeedMps())) {
            node.putNull("meanSpeedMps");
        } else {
            node.put("meanSpeedMps", Math.round(counts.meanSpeedMps() * 100) / 100.0);
        }
        ObjectNode classes = node.putObject("classes");
        classes.put("cars", counts.count() - counts.trucks());
        classes.put("trucks", counts.trucks());
        classes.put("buses", 0);
        classes.put("motorcycles", 0);
        return bytes(node);
    }

    byte[] passage(
            String cameraId, long sequence, long time, String plate, HaulVehicleClass vehicleClass, double confidence) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("cameraId", cameraId);
        node.put("sequence", sequence);
        node.put("time", time(time));
        node.put("plate", plate);
        node.put("vehicleClass", vehicleClass.name());
        node.put("confidence", Math.round(confidence * 1000) / 1000.0);
        return bytes(node);
    }

    private String time(long millis) {
        return times.format(Instant.ofEpochMilli(millis));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON made of numbers and strings cannot be written", e);
        }
    }
}
