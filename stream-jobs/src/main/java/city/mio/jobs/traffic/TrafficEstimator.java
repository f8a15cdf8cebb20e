package city.mio.jobs.traffic;

import city.mio.events.DetectorReading;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.DetectorSite;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What the traffic job makes of positions and readings, without Flink and brokers: the same tracking, matching, estimates
 * and allowances for what comes late, for weeks of a simulated city in minutes. Records come as they would arrive;
 * {@link #advance} stands for the watermark. Records that the job refuses for their time, place or device are counted
 * and passed over. Not thread-safe.
 */
public final class TrafficEstimator implements VehicleTracker.Output {

    private static final long MINUTE = LinkMinutes.MINUTE;

    private record Due(long time, String vehicleId) {}

    private final RoadNetwork network;
    private final TrafficSettings settings;
    private final Consumer<LinkState> out;
    private final VehicleTracker tracker;
    private final IntakeCheck<ProbePosition> probes;
    private final IntakeCheck<DetectorReading> readings;
    private final Map<String, VehicleState> vehicles = new HashMap<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>((a, b) ->
            a.time != b.time ? Long.compare(a.time, b.time) : a.vehicleId.compareTo(b.vehicleId));
    private final Map<String, DetectorState> detectors = new HashMap<>();
    private final Map<String, Long> linkOfDetector = new HashMap<>();
    /** By the network's number of the link; null where nothing is known. */
    private final LinkMinutes[] links;
    private long watermark = Long.MIN_VALUE;
    private long refused;

    /** An estimator that has heard nothing; {@code out} is told each link's state of each minute, and corrections. */
    public TrafficEstimator(RoadNetwork network, LinkIndex index, TrafficSettings settings, Consumer<LinkState> out) {
        this.network = network;
        this.settings = settings;
        this.out = out;
        this.tracker = new VehicleTracker(
                network, new OnlineMatcher(network, index, FollowVehicles.MATCHING), settings, this);
        this.probes = IntakeCheck.probes(settings);
        this.readings = IntakeCheck.readings(settings);
        this.links = new LinkMinutes[network.linkCount()];
        for (DetectorSite site : settings.detectors()) {
            linkOfDetector.put(site.id(), site.linkId());
        }
    }

    /** Takes a position. */
    public void accept(ProbePosition fix) {
        if (probes.timeOf(fix) != fix.time()) {
            refused++;
            return;
        }
        VehicleState known = vehicles.get(fix.vehicleId());
        VehicleState state = known == null ? tracker.newState() : known;
        if (tracker.accept(state, fix, fix.time(), watermark) == VehicleTracker.Fate.TOO_LATE) {
            refused++;
            if (known == null) {
                return;
            }
        }
        vehicles.put(fix.vehicleId(), state);
        setTimer(state, fix.vehicleId(), watermark);
    }

    private void setTimer(VehicleState state, String vehicleId, long now) {
        long next = tracker.nextTime(state, now);
        if (next < state.timerAt) {
            state.timerAt = next;
            timers.add(new Due(next, vehicleId));
        }
    }

    /** Takes a reading; says whether it is one of the city's, in time and new. */
    public boolean accept(DetectorReading reading) {
        boolean late = watermark != Long.MIN_VALUE && reading.intervalStart() < oldest();
        if (late || readings.timeOf(reading) != reading.intervalEnd()) {
            refused++;
            return false;
        }
        DetectorState state = detectors.computeIfAbsent(reading.detectorId(), id -> new DetectorState());
        if (state.seen.see(reading.sequence(), reading.intervalStart()) != IdentityWindow.Seen.NEW) {
            return false;
        }
        boolean newer = reading.intervalStart() > state.newestTime;
        boolean trusted = !newer || state.believe(reading.count(), reading.occupancy(), reading.meanSpeedMps());
        state.newestTime = Math.max(state.newestTime, reading.intervalStart());
        DetectorEvidence.spread(
                reading,
                linkOfDetector.get(reading.detectorId()),
                trusted,
                reading.intervalEnd(),
                evidence -> minutes(evidence.linkId()).add(evidence));
        return true;
    }

    private LinkMinutes minutes(long linkId) {
        int link = network.getLink(linkId);
        if (links[link] == null) {
            links[link] = new LinkMinutes();
        }
        return links[link];
    }

    private long oldest() {
        return watermark == Long.MIN_VALUE ? Long.MIN_VALUE : watermark - settings.latenessMillis();
    }

    /**
     * Nothing older is on its way, but for what comes late: ends trips, publishes the minutes that are over.
     *
     * @param time UTC epoch milliseconds; one that is not later than the last is passed over
     */
    public void advance(long time) {
        if (time <= watermark) {
            return;
        }
        boolean minuteEnds = watermark == Long.MIN_VALUE
                || Math.floorDiv(time + 1, MINUTE) > Math.floorDiv(watermark + 1, MINUTE);
        while (!timers.isEmpty() && timers.peek().time <= time) {
            Due due = timers.poll();
            VehicleState state = vehicles.get(due.vehicleId);
            if (state != null && state.timerAt == due.time) {
                state.timerAt = VehicleState.NO_TIMER;
                if (tracker.onTime(state, due.vehicleId, time)) {
                    vehicles.remove(due.vehicleId);
                } else {
                    setTimer(state, due.vehicleId, time);
                }
            }
        }
        watermark = time;
        if (minuteEnds) {
            publish();
        }
    }

    private void publish() {
        for (int link = 0; link < links.length; link++) {
            LinkMinutes minutes = links[link];
            if (minutes != null) {
                minutes.publish(
                        network.linkId(link), network.lengthMetres(link), network.freeFlowSpeedMps(link), watermark, out);
                minutes.forget(oldest());
                if (minutes.isEmpty()) {
                    links[link] = null;
                }
            }
        }
    }

    /** Records that the job would have refused. */
    public long refused() {
        return refused;
    }

    @Override
    public void traversal(LinkTraversal traversal) {
        LinkMinutes minutes = minutes(traversal.linkId());
        minutes.add(traversal, network.lengthMetres(network.getLink(traversal.linkId())), oldest());
    }

    /** Nobody settles accounts here. */
    @Override
    public void receipt(IntakeReceipt receipt) {}

    /** Counted by the job alone. */
    @Override
    public void broken(BreakReason reason) {}
}
