package city.mio.simulators.history;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.simulators.city.CityListener;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Vehicle;
import city.mio.simulators.devices.DetectorCount;
import city.mio.simulators.devices.RoadSensor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Simulates a city for weeks and writes what its probe cars and detectors would have told, without noise and faults:
 *
 * <ul>
 *   <li>{@code link_speed.csv.gz}: space-mean speed of the probe cars that left each link in the step, m/s
 *   <li>{@code detector_speed.csv.gz}: mean speed of all vehicles at each detector, m/s
 *   <li>{@code detector_flow.csv.gz}: vehicles at each detector in the step
 *   <li>{@code rain.csv.gz}: mean rain, mm/h
 *   <li>{@code haul.csv.gz}: construction vehicles declared for the slot that the step lies in, by route
 *   <li>{@code history.json}: the first step's begin, the step, the time zone, the seed
 * </ul>
 *
 * Columns are link ids and detector ids. The same settings give the same files. One thread.
 */
public final class SimulatedHistory {

    private static final int MINUTE = 60;

    private final HistorySettings settings;
    private final CitySimulation city;
    private final RoadNetwork network;
    private final double[] probeMetres;
    private final double[] probeSeconds;
    private final Map<Vehicle, Long> probeEntered = new HashMap<>();
    private final List<RoadSensor> sensors = new ArrayList<>();
    private final List<List<RoadSensor>> sensorsOf;
    private final double[] counts;
    private final double[] speedSums;
    private final List<HaulRoute> routes;
    /** Declared vehicles by the slot's begin, then route; slots that are not over. */
    private final TreeMap<Long, double[]> declared = new TreeMap<>();

    /** A history that is not simulated yet. */
    public SimulatedHistory(RoadNetwork network, CityPlaces places, HistorySettings settings) {
        this.settings = settings;
        this.network = network;
        this.city = new CitySimulation(network, places, settings.simulation());
        this.probeMetres = new double[network.linkCount()];
        this.probeSeconds = new double[network.linkCount()];
        this.sensorsOf = new ArrayList<>(java.util.Collections.nCopies(network.linkCount(), List.<RoadSensor>of()));
        for (DetectorSite site : places.detectors()) {
            int link = network.getLink(site.linkId());
            RoadSensor sensor = new RoadSensor(city, link, site.offsetShare(), vehicle -> {});
            sensors.add(sensor);
            List<RoadSensor> here = new ArrayList<>(sensorsOf.get(link));
            here.add(sensor);
            sensorsOf.set(link, here);
        }
        this.counts = new double[sensors.size()];
        this.speedSums = new double[sensors.size()];
        this.routes = places.haulRoutes();
        city.addListener(new Collector());
    }

    /**
     * Simulates and writes.
     *
     * @param folder is made if need be; files of these names in it are replaced
     * @param steps is told the number of steps done, after each
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, IntConsumer steps) throws IOException {
        Files.createDirectories(folder);
        List<String> links = new ArrayList<>();
        for (int link = 0; link < network.linkCount(); link++) {
            links.add(Long.toString(network.linkId(link)));
        }
        List<String> detectors =
                city.places().detectors().stream().map(DetectorSite::id).toList();
        city.warmUp();
        clear();
        try (Matrix linkSpeed = new Matrix(folder.resolve("link_speed.csv.gz"), links);
                Matrix detectorSpeed = new Matrix(folder.resolve("detector_speed.csv.gz"), detectors);
                Matrix detectorFlow = new Matrix(folder.resolve("detector_flow.csv.gz"), detectors);
                Matrix rain = new Matrix(folder.resolve("rain.csv.gz"), List.of("rain"));
                Matrix haul = haul(folder)) {
            for (int step = 0; step < settings.steps(); step++) {
                double millimetres = 0;
                for (int minute = 0; minute < settings.stepMinutes(); minute++) {
                    simulateMinute();
                    millimetres += city.rainMillimetresPerHour() / settings.stepMinutes();
                }
                linkSpeed.row(linkSpeeds());
                detectorSpeed.row(detectorSpeeds());
                detectorFlow.row(counts);
                rain.row(new double[] {millimetres});
                if (haul != null) {
                    haul.row(declaredNow());
                }
                clear();
                steps.accept(step + 1);
            }
        }
        writeDescription(folder.resolve("history.json"));
    }

    /** Null where the city has no routes of construction traffic. */
    private Matrix haul(Path folder) throws IOException {
        return routes.isEmpty()
                ? null
                : new Matrix(folder.resolve("haul.csv.gz"), routes.stream().map(HaulRoute::id).toList());
    }

    private void simulateMinute() {
        for (int second = 0; second < MINUTE; second++) {
            city.step();
            for (RoadSensor sensor : sensors) {
                sensor.second();
            }
        }
        for (int i = 0; i < sensors.size(); i++) {
            DetectorCount seen = sensors.get(i).minute();
            counts[i] += seen.count();
            speedSums[i] += seen.count() == 0 ? 0 : seen.count() * seen.meanSpeedMps();
        }
        // Declarations pile up until somebody asks for those that still count.
        city.tellDeclared(new Nobody());
    }

    /** What was declared for the slot that the step which just ended lies in. */
    private double[] declaredNow() {
        Map.Entry<Long, double[]> slot = declared.floorEntry(city.time() - 1);
        if (slot == null || slot.getKey() + slotMillis() < city.time()) {
            return new double[routes.size()];
        }
        declared.headMap(slot.getKey()).clear();
        return slot.getValue();
    }

    private long slotMillis() {
        return city.places().haulSlotMinutes() * 60_000L;
    }

    private double[] linkSpeeds() {
        double[] speeds = new double[probeMetres.length];
        for (int link = 0; link < speeds.length; link++) {
            speeds[link] = probeSeconds[link] > 0 ? probeMetres[link] / probeSeconds[link] : Double.NaN;
        }
        return speeds;
    }

    private double[] detectorSpeeds() {
        double[] speeds = new double[counts.length];
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] = counts[i] > 0 ? speedSums[i] / counts[i] : Double.NaN;
        }
        return speeds;
    }

    private void clear() {
        Arrays.fill(probeMetres, 0);
        Arrays.fill(probeSeconds, 0);
        Arrays.fill(counts, 0);
        Arrays.fill(speedSums, 0);
        sensors.forEach(RoadSensor::minute);
    }

    private void writeDescription(Path file) throws IOException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("city", city.places().id());
        description.put("start", Instant.ofEpochMilli(city.startTime())
                .atZone(city.places().timezone())
                .toOffsetDateTime()
                .toString());
        description.put("timezone", city.places().timezone().getId());
        description.put("stepMinutes", settings.stepMinutes());
        description.put("steps", settings.steps());
        description.put("seed", settings.simulation().seed());
        description.put("probeShare", settings.simulation().probeShare());
        Files.writeString(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n");
    }

    private final class Collector implements CityListener {

        @Override
        public void entered(Vehicle vehicle, int link, long time) {
            if (vehicle.isProbe()) {
                probeEntered.put(vehicle, time);
            }
            for (RoadSensor sensor : sensorsOf.get(link)) {
                sensor.entered(vehicle);
            }
        }

        @Override
        public void left(Vehicle vehicle, int link, long time) {
            Long entered = vehicle.isProbe() ? probeEntered.remove(vehicle) : null;
            if (entered != null) {
                probeMetres[link] += network.lengthMetres(link);
                probeSeconds[link] += Math.max(0.1, (time - entered) / 1000.0);
            }
            for (RoadSensor sensor : sensorsOf.get(link)) {
                sensor.left(vehicle, network.freeFlowSpeedMps(link));
            }
        }

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {}

        @Override
        public void declared(HaulDeclaration declaration, String plate) {
            for (int route = 0; route < routes.size(); route++) {
                if (routes.get(route).id().equals(declaration.routeId())) {
                    declared.computeIfAbsent(declaration.slotStart(), slot -> new double[routes.size()])[route] +=
                            declaration.status() == DeclarationStatus.CANCELLED ? -1 : 1;
                }
            }
        }
    }

    private static final class Nobody implements CityListener {

        @Override
        public void entered(Vehicle vehicle, int link, long time) {}

        @Override
        public void left(Vehicle vehicle, int link, long time) {}

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {}

        @Override
        public void declared(HaulDeclaration declaration, String plate) {}
    }
}
