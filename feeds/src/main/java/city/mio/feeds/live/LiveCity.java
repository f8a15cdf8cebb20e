package city.mio.feeds.live;

import city.mio.events.Alert;
import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SlotForecast;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorSite;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The city as the topics tell it. {@code apply} takes events in and {@link #publish} makes a snapshot of what they
 * changed; both hold one lock, which is uncontended with the one writer that there should be. Readers take
 * {@link #snapshot}, which never waits. Memory is bounded by the network, the city's places and the settings.
 * Thread-safe.
 */
public final class LiveCity {

    /** How far a device's own time may lie before or behind the clock for it to be shown. */
    private static final long PLAUSIBLE_MILLIS = 10 * 60_000;

    private final RoadNetwork network;
    private final CityPlaces places;
    private final LiveSettings settings;
    private final InstantSource wallClock;

    private final EventClock clock = new EventClock();
    private final LinkState[] states;
    private final AtomicReferenceArray<LinkHistory> histories;
    private final AlertBook alerts;
    private final ForecastBook forecasts;
    private final SlotBook slotForecasts;
    private final Map<String, ReadingWindow> windows = new HashMap<>();
    private final Map<String, ProbePosition> vehicles = new HashMap<>();
    private final Map<String, DetectorView> detectors = new LinkedHashMap<>();
    private final Map<String, CameraView> cameras = new LinkedHashMap<>();
    private final Map<String, SourceView> sources = new LinkedHashMap<>();

    private BitSet changedLinks = new BitSet();
    private Set<String> changedAlerts = new HashSet<>();
    private Set<String> changedVehicles = new HashSet<>();
    private Set<String> changedDetectors = new HashSet<>();
    private BitSet changedForecasts = new BitSet();
    private boolean otherChanges;
    private long ignored;
    private volatile CitySnapshot snapshot;

    /** A city about which nothing has been heard yet. */
    public LiveCity(RoadNetwork network, CityPlaces places, LiveSettings settings, InstantSource wallClock) {
        this.network = Objects.requireNonNull(network, "network");
        this.places = Objects.requireNonNull(places, "places");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.wallClock = Objects.requireNonNull(wallClock, "wallClock");
        this.states = new LinkState[network.linkCount()];
        this.histories = new AtomicReferenceArray<>(network.linkCount());
        this.alerts = new AlertBook(settings.maxClearedAlerts());
        this.forecasts = new ForecastBook(network, settings.maxForecastTargets(), settings.poor());
        this.slotForecasts = new SlotBook(places.timezone(), settings.maxForecastTargets());
        for (DetectorSite site : places.detectors()) {
            detectors.put(site.id(), new DetectorView(site, null, 0));
        }
        for (CameraSite site : places.cameras()) {
            cameras.put(site.id(), new CameraView(site, 0, 0));
        }
        for (String topic : List.of(
                Topics.PROBE_POSITION.name(),
                Topics.DETECTOR_READING.name(),
                Topics.HAUL_PASSAGE.name(),
                Topics.LINK_STATE.name(),
                Topics.FORECAST.name(),
                Topics.ALERT.name())) {
            sources.put(topic, new SourceView(topic, 0, 0, 0));
        }
        this.snapshot = newSnapshot(0);
    }

    public RoadNetwork network() {
        return network;
    }

    public CityPlaces places() {
        return places;
    }

    public LiveSettings settings() {
        return settings;
    }

    /** Takes a link state in: the newest minute counts, and of that the highest revision. */
    public synchronized void apply(LinkState state) {
        OptionalInt found = network.findLink(state.linkId());
        if (found.isEmpty()) {
            ignored++;
            return;
        }
        int link = found.getAsInt();
        clock.anchor(state.minute() + 60_000);
        heard(Topics.LINK_STATE.name(), state.minute() + 60_000);
        LinkHistory history = histories.get(link);
        if (history == null) {
            history = new LinkHistory((int) settings.history().toMinutes());
            histories.set(link, history);
        }
        history.put(state);
        outcome(state, history);
        LinkState old = states[link];
        boolean newer = old == null
                || state.minute() > old.minute()
                || (state.minute() == old.minute() && state.revision() >= old.revision());
        if (newer) {
            states[link] = state;
            changedLinks.set(link);
        }
    }

    /** Takes a detector's reading in; of a detector that the city does not have, it is only counted. */
    public synchronized void apply(DetectorReading reading) {
        DetectorView old = detectors.get(reading.detectorId());
        if (old == null) {
            ignored++;
            return;
        }
        if (!claim(Topics.DETECTOR_READING.name(), reading.intervalEnd())) {
            // After a restart other topics may be ahead: what is old belongs to the past day.
            boolean lately = reading.intervalEnd() < clock.now()
                    && reading.intervalStart() > clock.now() - DaySeries.DAY_MILLIS;
            if (lately) {
                outcome(reading);
            } else {
                ignored++;
            }
            return;
        }
        boolean newer = old.lastReading() == null || reading.intervalEnd() >= old.lastReading().intervalEnd();
        detectors.put(
                reading.detectorId(),
                new DetectorView(old.site(), newer ? reading : old.lastReading(), old.readings() + 1));
        changedDetectors.add(reading.detectorId());
        outcome(reading);
    }

    private void outcome(LinkState state, LinkHistory history) {
        int step = DaySeries.stepOf(state.minute());
        int minutes = (int) (DaySeries.STEP_MILLIS / 60_000);
        String id = Long.toString(state.linkId());
        forecasts.outcome(
                ForecastTarget.LINK, id, ForecastQuantity.SPEED, step, history.meanSpeedMps(step * minutes, minutes));
        forecasts.outcome(
                ForecastTarget.LINK, id, ForecastQuantity.FLOW, step, history.meanFlowVph(step * minutes, minutes));
    }

    private void outcome(DetectorReading reading) {
        String id = reading.detectorId();
        ReadingWindow window = windows.computeIfAbsent(id, unused -> new ReadingWindow());
        if (!window.put(reading)) {
            return;
        }
        int last = DaySeries.stepOf(reading.intervalEnd() - 1);
        for (int step = DaySeries.stepOf(reading.intervalStart()); step <= last; step++) {
            long begin = step * DaySeries.STEP_MILLIS;
            forecasts.outcome(ForecastTarget.DETECTOR, id, ForecastQuantity.SPEED, step, window.speedMps(begin));
            forecasts.outcome(ForecastTarget.DETECTOR, id, ForecastQuantity.FLOW, step, window.flowVph(begin));
        }
    }

    /** Takes a forecast in; of a link or detector that the city does not have, it is only counted. */
    public synchronized void apply(Forecast forecast) {
        OptionalInt link = forecast.target() == ForecastTarget.LINK ? findLink(forecast.targetId()) : OptionalInt.empty();
        boolean known = link.isPresent()
                || forecast.target() == ForecastTarget.DETECTOR && detectors.containsKey(forecast.targetId());
        if (!known) {
            ignored++;
            return;
        }
        heard(Topics.FORECAST.name(), forecast.time());
        if (forecasts.apply(forecast) && link.isPresent() && forecast.quantity() == ForecastQuantity.SPEED) {
            changedForecasts.set(link.getAsInt());
        }
    }

    private OptionalInt findLink(String id) {
        try {
            return network.findLink(Long.parseLong(id));
        } catch (NumberFormatException e) {
            // No link has such an id; the caller counts it.
            return OptionalInt.empty();
        }
    }

    /** Takes what is expected in the slots of a day in; of a link or detector that the city does not have, it is only counted. */
    public void apply(SlotForecast forecast) {
        boolean known = forecast.target() == ForecastTarget.LINK
                ? findLink(forecast.targetId()).isPresent()
                : places.detectors().stream().anyMatch(site -> site.id().equals(forecast.targetId()));
        if (known) {
            slotForecasts.apply(forecast);
        } else {
            synchronized (this) {
                ignored++;
            }
        }
    }

    /** What is expected in the slots of the next two weeks. */
    public SlotBook slotForecasts() {
        return slotForecasts;
    }

    /** Takes the forecast job's judgement of itself in. */
    public synchronized void apply(ForecastQuality quality) {
        forecasts.apply(quality);
        otherChanges = true;
    }

    /** What is forecast, the past day, and how well forecasts held. */
    public ForecastBook forecasts() {
        return forecasts;
    }

    /** Takes a position in as it was sent, unvalidated; what lies outside the city or the time is only counted. */
    public synchronized void apply(ProbePosition position) {
        if (!places.bounds().contains(position.lon(), position.lat())
                || !claim(Topics.PROBE_POSITION.name(), position.time())) {
            ignored++;
            return;
        }
        ProbePosition old = vehicles.get(position.vehicleId());
        boolean outdated = old != null
                ? position.time() < old.time()
                : vehicles.size() >= settings.maxVehicles() || isGone(position);
        if (outdated) {
            ignored++;
            return;
        }
        vehicles.put(position.vehicleId(), position);
        changedVehicles.add(position.vehicleId());
    }

    /** Takes a camera's passage in. */
    public synchronized void apply(HaulPassage passage) {
        CameraView old = cameras.get(passage.cameraId());
        if (old == null || !claim(Topics.HAUL_PASSAGE.name(), passage.time())) {
            ignored++;
            return;
        }
        cameras.put(
                passage.cameraId(),
                new CameraView(old.site(), old.passages() + 1, Math.max(old.lastPassageAt(), passage.time())));
        otherChanges = true;
    }

    /** Takes a step of an alert's life in. */
    public synchronized void apply(Alert alert) {
        heard(Topics.ALERT.name(), alert.time());
        clock.anchor(alert.time());
        if (alerts.apply(alert)) {
            changedAlerts.add(alert.alertId());
        }
    }

    /** Takes a step of an alert's life in and shows it in the snapshot at once; the next {@link #publish} tells of it. */
    public synchronized void applyNow(Alert alert) {
        apply(alert);
        snapshot = newSnapshot(snapshot.version() + 1);
    }

    private boolean claim(String topic, long time) {
        clock.claim(time);
        boolean plausible = Math.abs(time - clock.now()) <= PLAUSIBLE_MILLIS;
        heard(topic, plausible ? time : 0);
        return plausible;
    }

    private void heard(String topic, long time) {
        SourceView old = sources.get(topic);
        sources.put(
                topic,
                new SourceView(topic, old.records() + 1, Math.max(old.lastEventTime(), time), wallClock.millis()));
        otherChanges = true;
    }

    private boolean isGone(ProbePosition position) {
        return position.time() < clock.now() - settings.vehicleTimeout().toMillis();
    }

    /** Makes a snapshot of what was applied since the last and says what differs. */
    public synchronized CityChanges publish() {
        Set<String> gone = new HashSet<>();
        for (Iterator<ProbePosition> each = vehicles.values().iterator(); each.hasNext(); ) {
            ProbePosition position = each.next();
            if (isGone(position)) {
                each.remove();
                gone.add(position.vehicleId());
                changedVehicles.remove(position.vehicleId());
            }
        }
        boolean same = changedLinks.isEmpty()
                && changedAlerts.isEmpty()
                && changedVehicles.isEmpty()
                && changedDetectors.isEmpty()
                && changedForecasts.isEmpty()
                && gone.isEmpty()
                && !otherChanges;
        if (!same) {
            snapshot = newSnapshot(snapshot.version() + 1);
        }
        CityChanges changes = new CityChanges(
                snapshot, changedLinks, changedAlerts, changedVehicles, gone, changedDetectors, changedForecasts);
        changedLinks = new BitSet();
        changedAlerts = new HashSet<>();
        changedVehicles = new HashSet<>();
        changedDetectors = new HashSet<>();
        changedForecasts = new BitSet();
        otherChanges = false;
        return changes;
    }

    private CitySnapshot newSnapshot(long version) {
        return new CitySnapshot(
                version,
                clock.now(),
                settings.staleAfter().toMillis(),
                states.clone(),
                alerts.copy(),
                new HashMap<>(vehicles),
                new LinkedHashMap<>(detectors),
                new LinkedHashMap<>(cameras),
                new ArrayList<>(sources.values()));
    }

    /** The last published snapshot; never waits. */
    public CitySnapshot snapshot() {
        return snapshot;
    }

    /** The kept minutes of a link, by the network's index, from the oldest. */
    public List<HistoryPoint> listHistory(int link) {
        LinkHistory history = histories.get(link);
        return history == null ? List.of() : history.list(snapshot.eventTime());
    }

    /** Events that could not be shown: of unknown links or devices, outside the city, out of time, too many. */
    public synchronized long ignored() {
        return ignored;
    }
}
