package city.mio.feeds.inbound;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes of each MQTT message exactly one Kafka record: the event it holds, or a dead letter that says why it holds
 * none. The forms are those of the JSON Schemas {@code schema/detector-reading.schema.json} and
 * {@code schema/camera-passage.schema.json}. Immutable and thread-safe.
 */
public final class MqttPayloads {

    /** Longest payload that is looked at; longer ones are dead letters with this much of their begin. */
    public static final int LONGEST_PAYLOAD = 64 * 1024;

    private static final int LONGEST_SOURCE = 1024;
    private static final long SHORTEST_INTERVAL_MILLIS = 1_000;
    private static final long LONGEST_INTERVAL_MILLIS = 3_600_000;
    private static final long GREATEST_SEQUENCE = (1L << 53) - 1;
    private static final int GREATEST_COUNT = 100_000;

    private static final Set<String> READING_FIELDS = Set.of(
            "detectorId", "sequence", "intervalStart", "intervalEnd", "count", "occupancy", "meanSpeedMps", "classes");
    private static final Set<String> CLASS_FIELDS = Set.of("cars", "trucks", "buses", "motorcycles");
    private static final Set<String> PASSAGE_FIELDS =
            Set.of("cameraId", "sequence", "time", "plate", "vehicleClass", "confidence");

    private final String prefix;
    private final PlateHasher plateHasher;

    /**
     * Reads the messages of one city.
     *
     * @param cityId as it stands in the MQTT topics
     */
    public MqttPayloads(String cityId, PlateHasher plateHasher) {
        this.prefix = "mio/" + Objects.requireNonNull(cityId, "cityId") + "/";
        this.plateHasher = Objects.requireNonNull(plateHasher, "plateHasher");
    }

    /** The MQTT filter under which all of the city's messages arrive. */
    public String topicFilter() {
        return prefix + "#";
    }

    /**
     * The Kafka record of an MQTT message: on the event's own topic, or on {@code dead.letter}.
     *
     * @param receivedAt wall clock, UTC epoch milliseconds
     */
    public ProducerRecord<byte[], byte[]> toRecord(String mqttTopic, byte[] payload, long receivedAt) {
        String[] parts = mqttTopic.startsWith(prefix) ? mqttTopic.substring(prefix.length()).split("/", -1) : new String[0];
        String deviceId = parts.length > 1 && JsonFields.DEVICE_ID.matcher(parts[1]).matches() ? parts[1] : "";
        // A message that went astray below "camera" may hold a plate as well.
        boolean mayHoldPlate = parts.length == 0 || !parts[0].equals("detector");
        try {
            if (payload.length > LONGEST_PAYLOAD) {
                throw new PayloadException(
                        RefusalReason.UNDECODABLE, "payload is longer than " + LONGEST_PAYLOAD + " bytes: " + payload.length);
            }
            if (parts.length == 3 && parts[0].equals("detector") && parts[2].equals("reading")) {
                return record(Topics.DETECTOR_READING, reading(payload, parts[1]));
            }
            if (parts.length == 3 && parts[0].equals("camera") && parts[2].equals("passage")) {
                return record(Topics.HAUL_PASSAGE, passage(payload, parts[1]));
            }
            throw new PayloadException(RefusalReason.UNKNOWN_TOPIC, "nothing is expected at this MQTT topic");
        } catch (PayloadException e) {
            byte[] begin = payload.length > LONGEST_PAYLOAD ? Arrays.copyOf(payload, LONGEST_PAYLOAD) : payload;
            byte[] raw = mayHoldPlate ? PlateMask.mask(begin, deviceId) : begin;
            return record(
                    Topics.DEAD_LETTER,
                    new DeadLetter(source(mqttTopic), e.reason(), e.getMessage(), deviceId, raw, -1, -1, receivedAt));
        }
    }

    private static String source(String mqttTopic) {
        if (mqttTopic.isBlank()) {
            return "mqtt";
        }
        return mqttTopic.length() > LONGEST_SOURCE ? mqttTopic.substring(0, LONGEST_SOURCE) : mqttTopic;
    }

    private static <T> ProducerRecord<byte[], byte[]> record(Topic<T> topic, T event) {
        return new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event));
    }

    private static DetectorReading reading(byte[] payload, String topicDevice) throws PayloadException {
        JsonFields fields = JsonFields.parse(payload, READING_FIELDS);
        JsonFields classes = fields.objectOrEmpty("classes", CLASS_FIELDS);
        DetectorReading.Builder reading = DetectorReading.builder()
                .detectorId(fields.deviceId("detectorId"))
                .sequence(fields.integer("sequence", GREATEST_SEQUENCE))
                .intervalStart(fields.time("intervalStart"))
                .intervalEnd(fields.time("intervalEnd"))
                .count((int) fields.integer("count", GREATEST_COUNT))
                .occupancy(fields.number("occupancy", 1))
                .meanSpeedMps(fields.numberOr("meanSpeedMps", 140, Float.NaN))
                .cars((int) classes.integerOr("cars", GREATEST_COUNT, 0))
                .trucks((int) classes.integerOr("trucks", GREATEST_COUNT, 0))
                .buses((int) classes.integerOr("buses", GREATEST_COUNT, 0))
                .motorcycles((int) classes.integerOr("motorcycles", GREATEST_COUNT, 0));
        return checked(reading, topicDevice);
    }

    private static DetectorReading checked(DetectorReading.Builder builder, String topicDevice)
            throws PayloadException {
        DetectorReading reading;
        try {
            reading = builder.build();
        } catch (IllegalArgumentException e) {
            throw new PayloadException(RefusalReason.INVALID_FIELD, e.getMessage());
        }
        requireSame("detectorId", reading.detectorId(), topicDevice);
        long length = reading.intervalEnd() - reading.intervalStart();
        if (length < SHORTEST_INTERVAL_MILLIS || length > LONGEST_INTERVAL_MILLIS) {
            throw new PayloadException(
                    RefusalReason.INVALID_FIELD, "intervalEnd is not 1 second to 1 hour after intervalStart: " + length + " ms");
        }
        long sum = (long) reading.cars() + reading.trucks() + reading.buses() + reading.motorcycles();
        if (sum > reading.count()) {
            throw new PayloadException(
                    RefusalReason.INVALID_FIELD, "classes add up to " + sum + ", more than count " + reading.count());
        }
        return reading;
    }

    private HaulPassage passage(byte[] payload, String topicDevice) throws PayloadException {
        JsonFields fields = JsonFields.parse(payload, PASSAGE_FIELDS);
        HaulPassage.Builder passage = HaulPassage.builder()
                .cameraId(fields.deviceId("cameraId"))
                .sequence(fields.integer("sequence", GREATEST_SEQUENCE))
                .time(fields.time("time"))
                .vehicleClass(fields.constant("vehicleClass", HaulVehicleClass.class))
                .confidence(fields.number("confidence", 1));
        String plate = fields.text("plate", 64);
        try {
            HaulPassage checked = passage.plateHash(plateHasher.hash(plate)).build();
            requireSame("cameraId", checked.cameraId(), topicDevice);
            return checked;
        } catch (IllegalArgumentException e) {
            throw new PayloadException(RefusalReason.INVALID_FIELD, e.getMessage());
        }
    }

    private static void requireSame(String field, String inPayload, String inTopic) throws PayloadException {
        if (!inPayload.equals(inTopic)) {
            throw new PayloadException(RefusalReason.INVALID_FIELD, field + " is not the one in the MQTT topic");
        }
    }
}
