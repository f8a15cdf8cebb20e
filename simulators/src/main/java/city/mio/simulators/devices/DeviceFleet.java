package city.mio.simulators.devices;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.Structure;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.DetectorSite;
import city.mio.simulators.city.CityListener;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.FaultRates;
import city.mio.simulators.city.Vehicle;
import city.mio.simulators.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * All devices of a simulated city: sends what probe vehicles, detectors and cameras would, with their faults, and
 * enters it in the ledger. Call {@link #afterStep} after each step of the city. Not thread-safe.
 */
public final class DeviceFleet implements CityListener {

    private static final long MINUTE = 60_000;
    private static final double STOPPED_SECONDS = 40;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** A vehicle that goes on sending from beside the road. */
    private record Parked(ProbeDevice device, double lon, double lat, long until) {}

    /** A detector and what is wrong with it at present. */
    private static final class Detector {
        final DetectorSite site;
        final RoadSensor sensor;
        long sequence;
        long silentUntil;
        long stuckUntil;
        DetectorCount stuckAt;

        Detector(DetectorSite site, RoadSensor sensor) {
            this.site = site;
            this.sensor = sensor;
        }
    }

    private final CitySimulation city;
    private final RoadNetwork network;
    private final FaultRates faults;
    private final UnaryOperator<String> plateHash;
    private final DeviceOutput output;
    private final Delivery delivery;
    private final Malformer malformer;
    private final SensorJson json;
    private final LinkShape shape;
    private final SplittableRandom random;
    private final SplittableRandom faultRandom;
    private final Map<String, Vehicle> driving = new LinkedHashMap<>();
    private final Map<String, ProbeDevice> devices = new HashMap<>();
    private final List<Parked> parked = new ArrayList<>();
    /** Trucks that stop on their way, by their ids. */
    private final Map<String, Parked> stopped = new LinkedHashMap<>();
    private final List<Detector> detectors = new ArrayList<>();
    private final Map<Integer, List<RoadSensor>> sensorsOf = new HashMap<>();
    private final List<RoadSensor> cameras = new ArrayList<>();
    private final Map<String, Long> cameraSequence = new HashMap<>();

    /**
     * Puts devices into a city; they see and send nothing before {@link #join}.
     *
     * @param plateHash keyed hash of a plate, the same one that the bridge applies to what cameras read
     */
    public DeviceFleet(CitySimulation city, UnaryOperator<String> plateHash, Ledger ledger, DeviceOutput output) {
        this.city = city;
        this.network = city.network();
        this.faults = city.settings().faults();
        this.plateHash = plateHash;
        this.output = output;
        this.delivery = new Delivery(ledger);
        SplittableRandom seeds = new SplittableRandom(city.settings().seed() ^ 0x6d696fL);
        this.random = seeds.split();
        this.faultRandom = seeds.split();
        this.malformer =
                new Malformer(city.places().bounds(), city.places().id(), ledger, output, seeds.split());
        this.json = new SensorJson(city.places().timezone());
        this.shape = new LinkShape(network);
        for (DetectorSite site : city.places().detectors()) {
            int link = network.getLink(site.linkId());
            RoadSensor sensor = new RoadSensor(city, link, site.offsetShare(), vehicle -> {});
            detectors.add(new Detector(site, sensor));
            sensorsOf.computeIfAbsent(link, key -> new ArrayList<>()).add(sensor);
        }
        for (CameraSite site : city.places().cameras()) {
            int link = network.getLink(site.linkId());
            RoadSensor sensor =
                    new RoadSensor(city, link, site.offsetShare(), vehicle -> seenByCamera(site.id(), vehicle));
            cameras.add(sensor);
            sensorsOf.computeIfAbsent(link, key -> new ArrayList<>()).add(sensor);
        }
    }

    /** Takes in the vehicles that are on the road already: call once, after the warm-up and before the first step. */
    public void join() {
        city.addListener(this);
        city.tellDeclared(this);
        for (int link = 0; link < network.linkCount(); link++) {
            for (Vehicle vehicle : city.vehiclesOn(link)) {
                entered(vehicle, link, city.time());
            }
        }
    }

    @Override
    public void entered(Vehicle vehicle, int link, long time) {
        for (RoadSensor sensor : sensorsOf.getOrDefault(link, List.of())) {
            sensor.entered(vehicle);
        }
        if (vehicle.isProbe() && driving.put(vehicle.id(), vehicle) != vehicle) {
            stopped.remove(vehicle.id());
            devices.computeIfAbsent(
                    vehicle.id(), id -> new ProbeDevice(id, vehicle.kind(), time / 1000.0, random.split()));
        }
    }

    @Override
    public void left(Vehicle vehicle, int link, long time) {
        for (RoadSensor sensor : sensorsOf.getOrDefault(link, List.of())) {
            sensor.left(vehicle, network.freeFlowSpeedMps(link));
        }
    }

    @Override
    public void arrived(Vehicle vehicle, int link, long time) {
        if (!vehicle.isProbe()) {
            return;
        }
        driving.remove(vehicle.id());
        if (vehicle.stopsAtEnd()) {
            stopped.put(vehicle.id(), beside(devices.get(vehicle.id()), link, 70 + 30 * random.nextDouble(), Long.MAX_VALUE));
            return;
        }
        boolean truck = !vehicle.plate().isEmpty();
        ProbeDevice device = truck ? devices.get(vehicle.id()) : devices.remove(vehicle.id());
        if (faultRandom.nextDouble() < faults.parked()) {
            double away = 15 + 25 * faultRandom.nextDouble();
            long stay = (long) ((180 + 420 * faultRandom.nextDouble()) * 1000);
            // A truck sends as itself again on its way back, from 8 minutes on.
            parked.add(beside(device, link, away, time + Math.min(stay, 400_000)));
        }
    }

    /** Back from the end of a link, on its right. */
    private Parked beside(ProbeDevice device, int link, double awayMetres, long until) {
        shape.locate(link, 1);
        double beside = Math.toRadians(shape.bearingDegrees + 135);
        double x = network.projection().x(shape.lon) + awayMetres * Math.sin(beside);
        double y = network.projection().y(shape.lat) + awayMetres * Math.cos(beside);
        return new Parked(device, network.projection().lon(x), network.projection().lat(y), until);
    }

    @Override
    public void roadEvent(RoadEvent event) {
        output.roadEvent(event);
    }

    @Override
    public void declared(HaulDeclaration declaration, String plate) {
        output.declaration(declaration.toBuilder().plateHash(plateHash.apply(plate)).build());
    }

    /** Looks at the city as it now is, and sends what is due. */
    public void afterStep() {
        long time = city.time();
        double now = time / 1000.0;
        for (Vehicle vehicle : driving.values()) {
            ProbeDevice device = devices.get(vehicle.id());
            if (device.isDue(now) && vehicle.link() >= 0) {
                fix(vehicle, device, now, time);
            }
        }
        parked.removeIf(car -> time >= car.until);
        parked.forEach(car -> stand(car, now, time));
        for (Parked truck : stopped.values()) {
            if (truck.device.isDue(now)) {
                stand(truck, now, time);
                truck.device.rest(now, STOPPED_SECONDS);
            }
        }
        for (Detector detector : detectors) {
            detector.sensor.second();
        }
        cameras.forEach(RoadSensor::second);
        if (time % MINUTE == 0) {
            for (Detector detector : detectors) {
                reading(detector, time - MINUTE);
            }
            cameras.forEach(RoadSensor::minute);
        }
        delivery.deliver(time);
    }

    private void stand(Parked car, double now, long time) {
        if (car.device.isDue(now)) {
            send(
                    car.device.fix(now, time, car.lon, car.lat, 0, Double.NaN, faults.jump(), network.projection()),
                    car.device);
        }
    }

    private void fix(Vehicle vehicle, ProbeDevice device, double now, long time) {
        int link = vehicle.link();
        if (network.structure(link) == Structure.TUNNEL) {
            device.skip(now);
            return;
        }
        shape.locate(link, city.positionMetres(vehicle) / network.lengthMetres(link));
        send(
                device.fix(
                        now,
                        time,
                        shape.lon,
                        shape.lat,
                        city.speedMps(vehicle),
                        shape.bearingDegrees,
                        faults.jump(),
                        network.projection()),
                device);
    }

    private void send(ProbePosition position, ProbeDevice device) {
        long time = position.time();
        double fate = faultRandom.nextDouble();
        // Varies by less than the shortest interval: a sound device's records keep their order.
        double delay = 0.2 + 0.7 * faultRandom.nextDouble();
        if (fate < faults.outOfOrder()) {
            delay += 2 + 13 * faultRandom.nextDouble();
        } else if (fate < faults.outOfOrder() + faults.late()) {
            delay = 30 + 450 * faultRandom.nextDouble();
        } else if (fate < faults.outOfOrder() + faults.late() + faults.tooLate()) {
            delay = 1200 + 600 * faultRandom.nextDouble();
        }
        long at = time + (long) (delay * 1000);
        long copyAt = faultRandom.nextDouble() < faults.duplicate()
                ? at + 500 + faultRandom.nextInt(20_000)
                : -1;
        delivery.good(
                IntakeSource.PROBES,
                position.vehicleId(),
                time,
                position.identity(),
                at,
                copyAt,
                () -> output.probe(position));
        if (faultRandom.nextDouble() < faults.malformed()) {
            long sequence = device.nextSequence();
            delivery.post(at, () -> malformer.probe(position, sequence));
        }
    }

    private void reading(Detector detector, long start) {
        DetectorCount counts = detector.sensor.minute();
        String id = detector.site.id();
        // Trouble lasts 15 to 35 minutes on average 25, so that this share of the detectors has it at any time.
        if (start >= detector.silentUntil && faultRandom.nextDouble() < faults.silentDetectors() / 25) {
            detector.silentUntil = start + (15 + faultRandom.nextInt(21)) * MINUTE;
        }
        if (start >= detector.stuckUntil && faultRandom.nextDouble() < faults.stuckDetectors() / 25) {
            detector.stuckUntil = start + (20 + faultRandom.nextInt(21)) * MINUTE;
            detector.stuckAt = counts;
        }
        if (start < detector.silentUntil) {
            return;
        }
        DetectorCount said = start < detector.stuckUntil ? detector.stuckAt : counts;
        long sequence = ++detector.sequence;
        byte[] payload = json.reading(id, sequence, start, said);
        String topic = SensorTopics.reading(city.places().id(), id);
        long at = start + MINUTE + 500 + faultRandom.nextInt(2500);
        long copyAt = faultRandom.nextDouble() < faults.duplicate() ? at + 2000 : -1;
        delivery.good(
                IntakeSource.DETECTORS, id, start, sequence, at, copyAt, () -> output.sensor(topic, payload));
        if (faultRandom.nextDouble() < faults.malformed()) {
            delivery.post(at, () -> malformer.reading(json, id, start));
        }
    }

    private void seenByCamera(String cameraId, Vehicle vehicle) {
        if (vehicle.plate().isEmpty()) {
            return;
        }
        boolean misread = faultRandom.nextDouble() < faults.misread();
        String plate = misread ? misread(vehicle.plate()) : vehicle.plate();
        double confidence = misread ? 0.35 + 0.35 * faultRandom.nextDouble() : 0.85 + 0.149 * faultRandom.nextDouble();
        passage(cameraId, city.time(), plate, vehicle.haulClass(), confidence);
        if (faultRandom.nextDouble() < faults.doubleRead()) {
            passage(cameraId, city.time() + 300 + faultRandom.nextInt(1500), plate, vehicle.haulClass(), confidence);
        }
    }

    private String misread(String plate) {
        int at = plate.length() - 1;
        while (!Character.isDigit(plate.charAt(at))) {
            at--;
        }
        int wrong = (plate.charAt(at) - '0' + 1 + faultRandom.nextInt(9)) % 10;
        return plate.substring(0, at) + wrong + plate.substring(at + 1);
    }

    private void passage(String cameraId, long time, String plate, HaulVehicleClass size, double confidence) {
        long sequence = cameraSequence.merge(cameraId, 1L, Long::sum);
        if (HASH.matcher(plate).matches()) {
            // Of a trip that came by another door only the hash is known.
            HaulPassage passage = HaulPassage.builder()
                    .cameraId(cameraId)
                    .sequence(sequence)
                    .time(time)
                    .plateHash(plate)
                    .vehicleClass(size)
                    .confidence((float) confidence)
                    .build();
            delivery.good(
                    IntakeSource.PASSAGES, cameraId, time, sequence, time + 300 + faultRandom.nextInt(1200), -1,
                    () -> output.passage(passage));
            return;
        }
        byte[] payload = json.passage(cameraId, sequence, time, plate, size, confidence);
        String topic = SensorTopics.passage(city.places().id(), cameraId);
        long at = time + 300 + faultRandom.nextInt(1200);
        long copyAt = faultRandom.nextDouble() < faults.duplicate() ? at + 1500 : -1;
        delivery.good(
                IntakeSource.PASSAGES, cameraId, time, sequence, at, copyAt, () -> output.sensor(topic, payload));
    }

    /** Hands over everything that is still on its way, however late it would have been. */
    public void finish() {
        delivery.deliverAll();
    }

    /** Records on their way. */
    public int onTheWay() {
        return delivery.waiting();
    }

    /** Vehicles that send positions now. */
    public int probes() {
        return driving.size() + parked.size() + stopped.size();
    }
}
