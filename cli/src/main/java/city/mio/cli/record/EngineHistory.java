package city.mio.cli.record;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.feeds.inbound.MqttPayloads;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.jobs.traffic.TrafficEstimator;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.devices.DeviceFleet;
import city.mio.simulators.devices.DeviceOutput;
import city.mio.simulators.history.HistorySettings;
import city.mio.simulators.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Simulates a city for weeks and writes what the engine would have known of it: positions with their errors, repeated,
 * late and missing ones, faulty detectors, matched and estimated as the traffic job does, each step as it stood when the
 * forecast job would have forecast from it. The files are those of {@link Recording}, {@code rain.csv.gz} as it fell, and beside
 * them {@code road_event.csv} (what was told of the road, and when). One thread; the same settings give
 * the same files.
 */
public final class EngineHistory {

    /** Plates are none of a history's business: whoever hashes them must have a key. */
    private static final byte[] NO_KEY = "nobody reads plates here".getBytes(StandardCharsets.UTF_8);

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;
    /** Every how many seconds the watermark moves on. */
    private static final int WATERMARK_SECONDS = 5;
    /** Longest that a sound record is on its way. */
    private static final long DELIVERY_MILLIS = 1_000;
    /** The forecast job ticks when states of the minute after the step have come. */
    private static final long TICK_DELAY_MILLIS = MINUTE;

    private final RoadNetwork network;
    private final CityPlaces places;
    private final HistorySettings settings;

    /** A history that is not simulated yet. */
    public EngineHistory(RoadNetwork network, CityPlaces places, HistorySettings settings) {
        this.network = network;
        this.places = places;
        this.settings = settings;
    }

    /**
     * Simulates and writes.
     *
     * @param folder is made if need be; files of a history in it are replaced
     * @param steps is told the number of steps done, after each
     * @return rows and, for each matrix, its columns
     * @throws IOException if a file cannot be written
     */
    public Map<String, Integer> write(Path folder, IntConsumer steps) throws IOException {
        long start = settings.simulation().start().toEpochMilli() / MINUTE * MINUTE;
        long step = settings.stepMinutes() * MINUTE;
        long end = start + settings.steps() * step;
        CitySimulation simulation = new CitySimulation(network, places, settings.simulation());
        TrafficSettings traffic = TrafficSettings.usual(
                "in memory", places.bounds(), places.detectors(), start - 86_400_000L, end + 86_400_000L);
        float[] rain = new float[settings.steps()];
        try (Recording recording = new Recording(folder, new Recording.Span(step, start, end), Recording.Targets.ALL)) {
            TrafficEstimator estimator = new TrafficEstimator(
                    network, new LinkIndex(network), traffic, recording::add);
            PlateHasher hasher = new PlateHasher(NO_KEY);
            Devices devices = new Devices(estimator, recording, hasher, simulation::time);
            DeviceFleet fleet = new DeviceFleet(simulation, hasher::hash, Ledger.closed(), devices);
            simulation.warmUp();
            fleet.join();
            long late = traffic.disorderMillis() + DELIVERY_MILLIS;
            for (long time = start; time < end + late + TICK_DELAY_MILLIS; time += SECOND) {
                simulation.step();
                fleet.afterStep();
                int row = (int) ((time - start) / step);
                if (row < rain.length) {
                    rain[row] += (float) (simulation.rainMillimetresPerHour() * SECOND / step);
                }
                if (simulation.time() / SECOND % WATERMARK_SECONDS == 0) {
                    estimator.advance(simulation.time() - late);
                    recording.closeBefore(simulation.time() - late - TICK_DELAY_MILLIS);
                }
                if ((simulation.time() - start) % step == 0 && simulation.time() <= end) {
                    steps.accept((int) ((simulation.time() - start) / step));
                }
            }
            Files.writeString(folder.resolve("road_event.csv"), devices.events);
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("city", places.id());
            told.put("seed", settings.simulation().seed());
            told.put("probeShare", settings.simulation().probeShare());
            Map<String, Integer> written = recording.finish(places.timezone(), told);
            // All of it, also what nobody announced.
            Recording.writeColumns(folder.resolve("rain.csv.gz"), Map.of("rain", rain), rain.length);
            return written;
        }
    }

    /** Where the devices send: straight into the estimator, and the detectors' readings into the recording too. */
    private final class Devices implements DeviceOutput {

        private final TrafficEstimator estimator;
        private final Recording recording;
        private final MqttPayloads payloads;
        private final LongSupplier now;
        final StringBuilder events =
                new StringBuilder("eventId,kind,toldAt,start,end,linkId,lanesClosed,magnitude\n");

        Devices(TrafficEstimator estimator, Recording recording, PlateHasher hasher, LongSupplier now) {
            this.now = now;
            this.payloads = new MqttPayloads(places.id(), hasher);
            this.estimator = estimator;
            this.recording = recording;
        }

        @Override
        public void probe(ProbePosition position) {
            estimator.accept(position);
        }

        /** What is no position is refused before the traffic job sees it. */
        @Override
        public void rawProbe(byte[] key, byte[] value) {}

        @Override
        public void sensor(String mqttTopic, byte[] payload) {
            if (!mqttTopic.contains("/detector/")) {
                return;
            }
            ProducerRecord<byte[], byte[]> record = payloads.toRecord(mqttTopic, payload, 0);
            if (record.topic().equals(Topics.DETECTOR_READING.name())) {
                try {
                    DetectorReading reading = Topics.DETECTOR_READING.codec().decode(record.value());
                    if (estimator.accept(reading)) {
                        recording.add(reading);
                    }
                } catch (WireException e) {
                    throw new IllegalStateException("a reading that was just written cannot be read", e);
                }
            }
        }

        @Override
        public void declaration(HaulDeclaration declaration) {
            recording.add(declaration);
        }

        @Override
        public void passage(HaulPassage passage) {}

        @Override
        public void busStatus(BusStatus status) {}

        @Override
        public void tripRequest(TripRequest request) {}

        @Override
        public void roadEvent(RoadEvent event) {
            events.append(String.join(
                            ",",
                            event.eventId(),
                            event.kind().name(),
                            Long.toString(now.getAsLong()),
                            Long.toString(event.start()),
                            Long.toString(event.end()),
                            event.linkId() == 0 ? "" : Long.toString(event.linkId()),
                            Integer.toString(event.lanesClosed()),
                            Double.toString(event.magnitude())))
                    .append('\n');
        }

        @Override
        public void refused(DeadLetter letter) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
