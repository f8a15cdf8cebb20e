package city.mio.simulators.ledger;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads out of a dead letter whose record it was, as far as its bytes still tell. */
final class LetterReader {

    /**
     * What a dead letter tells.
     *
     * @param device null if its bytes do not name one
     * @param time of the event; 0 if unknown
     * @param identity 0 if unknown
     * @param fingerprints under which it may have been entered, the surest first
     */
    record Claim(Ledger.Device device, long time, long identity, long[] fingerprints) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterReader() {}

    static Claim read(DeadLetter letter) {
        byte[] raw = letter.raw();
        Claim record = record(letter.source(), raw);
        long bytes = Fingerprint.ofBytes(raw);
        long place = Fingerprint.ofPlace(letter.source());
        if (record == null) {
            return new Claim(null, 0, 0, new long[] {bytes, place});
        }
        long identity = Fingerprint.ofIdentity(record.device.source(), record.device.id(), record.identity);
        return new Claim(record.device, record.time, record.identity, new long[] {bytes, identity, place});
    }

    private static Claim record(String source, byte[] raw) {
        try {
            if (source.equals(Topics.PROBE_POSITION.name())) {
                ProbePosition p = Topics.PROBE_POSITION.codec().decode(raw);
                return claim(IntakeSource.PROBES, p.vehicleId(), p.time(), p.identity());
            }
            if (source.equals(Topics.DETECTOR_READING.name())) {
                DetectorReading r = Topics.DETECTOR_READING.codec().decode(raw);
                return claim(IntakeSource.DETECTORS, r.detectorId(), r.intervalStart(), r.identity());
            }
            if (source.equals(Topics.HAUL_PASSAGE.name())) {
                HaulPassage p = Topics.HAUL_PASSAGE.codec().decode(raw);
                return claim(IntakeSource.PASSAGES, p.cameraId(), p.time(), p.identity());
            }
            if (source.endsWith("/reading")) {
                return json(IntakeSource.DETECTORS, JSON.readTree(raw), "detectorId", "intervalStart");
            }
            if (source.endsWith("/passage")) {
                return json(IntakeSource.PASSAGES, JSON.readTree(raw), "cameraId", "time");
            }
            return null;
        } catch (WireException | IOException | DateTimeParseException e) {
            // Most dead letters cannot be read: that is why they are dead. The caller goes by the bytes.
            return null;
        }
    }

    private static Claim json(IntakeSource source, JsonNode node, String idField, String timeField) {
        if (node == null || !node.path(idField).isTextual() || !node.path(timeField).isTextual()) {
            return null;
        }
        long time = OffsetDateTime.parse(node.path(timeField).asText()).toInstant().toEpochMilli();
        long sequence = node.path("sequence").asLong(0);
        return claim(source, node.path(idField).asText(), time, sequence == 0 ? time : sequence);
    }

    private static Claim claim(IntakeSource source, String deviceId, long time, long identity) {
        return new Claim(new Ledger.Device(source, deviceId), time, identity, new long[0]);
    }
}
