package city.mio.simulators.devices;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps what devices send, and plays an engine that makes no mistake. */
public final class RecordingOutput implements DeviceOutput {

    /** A message at an MQTT topic. */
    public record Sensed(String topic, byte[] payload) {}

    public final List<ProbePosition> probes = new ArrayList<>();
    public final List<byte[]> raw = new ArrayList<>();
    public final List<Sensed> sensed = new ArrayList<>();
    public final List<HaulDeclaration> declarations = new ArrayList<>();
    public final List<HaulPassage> passages = new ArrayList<>();
    public final List<RoadEvent> roadEvents = new ArrayList<>();
    public final List<TripRequest> tripRequests = new ArrayList<>();
    public final List<BusStatus> busStatuses = new ArrayList<>();
    public final List<DeadLetter> refused = new ArrayList<>();

    @Override
    public void probe(ProbePosition position) {
        probes.add(position);
    }

    @Override
    public void rawProbe(byte[] key, byte[] value) {
        raw.add(value);
    }

    @Override
    public void sensor(String mqttTopic, byte[] payload) {
        sensed.add(new Sensed(mqttTopic, payload));
    }

    @Override
    public void declaration(HaulDeclaration declaration) {
        declarations.add(declaration);
    }

    @Override
    public void passage(HaulPassage passage) {
        passages.add(passage);
    }

    @Override
    public void roadEvent(RoadEvent event) {
        roadEvents.add(event);
    }

    @Override
    public void tripRequest(TripRequest request) {
        tripRequests.add(request);
    }

    @Override
    public void busStatus(BusStatus status) {
        busStatuses.add(status);
    }

    @Override
    public void refused(DeadLetter letter) {
        refused.add(letter);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** Receipts for the positions: the first of each identity accepted, the others removed. */
    public Stream<IntakeReceipt> receipts() {
        Set<String> seen = new HashSet<>();
        return probes.stream().map(p -> {
            boolean fresh = seen.add(p.vehicleId() + ' ' + p.identity());
            return IntakeReceipt.builder()
                    .source(IntakeSource.PROBES)
                    .deviceId(p.vehicleId())
                    .minute(Math.floorDiv(p.time(), 60_000) * 60_000)
                    .accepted(fresh ? 1 : 0)
                    .digest(fresh ? IntakeReceipt.digestOf(p.identity()) : 0)
                    .duplicates(fresh ? 0 : 1)
                    .build();
        });
    }
}
