package city.mio.simulators.devices;

import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.geo.places.Bounds;
import city.mio.simulators.ledger.Fingerprint;
import city.mio.simulators.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Records that must be refused, each with the reason that it should be refused for. */
final class Malformer {

    private static final long FAR_OFF = 400L * 24 * 3600 * 1000;

    private final Bounds bounds;
    private final String cityId;
    private final Ledger ledger;
    private final DeviceOutput output;
    private final SplittableRandom random;
    private long count;

    Malformer(Bounds bounds, String cityId, Ledger ledger, DeviceOutput output, SplittableRandom random) {
        this.bounds = bounds;
        this.cityId = cityId;
        this.ledger = ledger;
        this.output = output;
        this.random = random;
    }

    /** Sends a spoiled variant of a good position, under an identity of its own. */
    void probe(ProbePosition good, long sequence) {
        ProbePosition.Builder copy = good.toBuilder().sequence(sequence);
        switch (random.nextInt(5)) {
            case 0 -> raw(good.vehicleId(), garbage());
            case 1 -> raw(good.vehicleId(), handEncoded(good, sequence, Double.NaN, good.lat()));
            case 2 -> raw(good.vehicleId(), handEncoded(good, sequence, good.lon(), 91 + random.nextInt(800)));
            case 3 -> send(
                    copy.lon(bounds.east() + 1 + random.nextDouble()).lat(bounds.north() + 1).build(),
                    RefusalReason.OUTSIDE_CITY);
            default -> send(
                    copy.time(good.time() + (random.nextBoolean() ? FAR_OFF : -FAR_OFF)).build(),
                    RefusalReason.TIME_OUT_OF_RANGE);
        }
    }

    private void send(ProbePosition position, RefusalReason reason) {
        byte[] value = Topics.PROBE_POSITION.codec().encode(position);
        ledger.sentMalformed(IntakeSource.PROBES, reason, Fingerprint.ofBytes(value));
        output.rawProbe(Topics.PROBE_POSITION.key(position), value);
    }

    private void raw(String vehicleId, byte[] value) {
        RefusalReason reason;
        try {
            Topics.PROBE_POSITION.codec().decode(value);
            throw new IllegalStateException("a record that was to be malformed can be read");
        } catch (WireException e) {
            reason = e.reason();
        }
        ledger.sentMalformed(IntakeSource.PROBES, reason, Fingerprint.ofBytes(value));
        output.rawProbe(vehicleId.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Begins with a field whose length runs past the end, so that no luck makes it a message. */
    private byte[] garbage() {
        byte[] bytes = new byte[8 + random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        bytes[0] = 0x0a;
        bytes[1] = 0x7f;
        return bytes;
    }

    /** A position by field number, because the record itself refuses such values. */
    private static byte[] handEncoded(ProbePosition good, long sequence, double lon, double lat) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] id = good.vehicleId().getBytes(StandardCharsets.UTF_8);
        out.write(1 << 3 | 2);
        varint(out, id.length);
        out.writeBytes(id);
        out.write(2 << 3);
        varint(out, good.kind().code());
        out.write(3 << 3);
        varint(out, sequence);
        out.write(4 << 3);
        varint(out, good.time());
        out.write(5 << 3 | 1);
        out.writeBytes(fixed(lon));
        out.write(6 << 3 | 1);
        out.writeBytes(fixed(lat));
        return out.toByteArray();
    }

    private static byte[] fixed(double value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** Sends a reading that is no JSON, lacks a field, is out of range or comes from a detector that nobody knows. */
    void reading(SensorJson json, String detectorId, long start) {
        count++;
        String topic = SensorTopics.reading(cityId, detectorId);
        DetectorCount counts = new DetectorCount(3, 0, 0.1, 10);
        switch (random.nextInt(3)) {
            case 0 -> sensor(topic, ("{\"detectorId\":\"" + detectorId + "\",\"count\":" + count + ",")
                    .getBytes(StandardCharsets.UTF_8), RefusalReason.UNDECODABLE);
            case 1 -> sensor(topic, ("{\"detectorId\":\"" + detectorId + "\",\"count\":-" + count + "}")
                    .getBytes(StandardCharsets.UTF_8), RefusalReason.INVALID_FIELD);
            default -> {
                String unknown = "X-" + random.nextInt(1000);
                ledger.sentMalformed(
                        IntakeSource.DETECTORS,
                        RefusalReason.UNKNOWN_DEVICE,
                        Fingerprint.ofIdentity(IntakeSource.DETECTORS, unknown, count));
                output.sensor(SensorTopics.reading(cityId, unknown), json.reading(unknown, count, start, counts));
            }
        }
    }

    private void sensor(String topic, byte[] payload, RefusalReason reason) {
        ledger.sentMalformed(IntakeSource.DETECTORS, reason, Fingerprint.ofBytes(payload));
        output.sensor(topic, payload);
    }
}
