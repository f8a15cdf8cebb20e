package city.mio.feeds.live;

import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The city at one moment. Immutable and safe to share between threads. */
public final class CitySnapshot {

    private final long version;
    private final long eventTime;
    private final long staleAfterMillis;
    private final LinkState[] states;
    private final Map<String, AlertView> alerts;
    private final Map<String, ProbePosition> vehicles;
    private final Map<String, DetectorView> detectors;
    private final Map<String, CameraView> cameras;
    private final List<SourceView> sources;

    /** Takes the collections over; they must not be changed afterwards. */
    CitySnapshot(
            long version,
            long eventTime,
            long staleAfterMillis,
            LinkState[] states,
            Map<String, AlertView> alerts,
            Map<String, ProbePosition> vehicles,
            Map<String, DetectorView> detectors,
            Map<String, CameraView> cameras,
            List<SourceView> sources) {
        this.version = version;
        this.eventTime = eventTime;
        this.staleAfterMillis = staleAfterMillis;
        this.states = states;
        this.alerts = Collections.unmodifiableMap(alerts);
        this.vehicles = Collections.unmodifiableMap(vehicles);
        this.detectors = Collections.unmodifiableMap(detectors);
        this.cameras = Collections.unmodifiableMap(cameras);
        this.sources = List.copyOf(sources);
    }

    /** Counts up with every snapshot that differs from the last. */
    public long version() {
        return version;
    }

    /** How late it is in event time, UTC epoch milliseconds; 0 before anything was heard. */
    public long eventTime() {
        return eventTime;
    }

    /** The last state of a link, by the network's index, however old. */
    public Optional<LinkState> findState(int link) {
        return Optional.ofNullable(states[link]);
    }

    /** The last state of a link if it is fresh enough to count as live. */
    public Optional<LinkState> findLiveState(int link) {
        LinkState state = states[link];
        return state == null || ageMillis(state) > staleAfterMillis ? Optional.empty() : Optional.of(state);
    }

    /** Event time since the end of the state's minute, at least 0. */
    public long ageMillis(LinkState state) {
        return Math.max(0, eventTime - state.minute() - 60_000);
    }

    /** Links with a live state. */
    public int liveLinks() {
        int live = 0;
        for (LinkState state : states) {
            if (state != null && ageMillis(state) <= staleAfterMillis) {
                live++;
            }
        }
        return live;
    }

    public int linkCount() {
        return states.length;
    }

    /** Open alerts and the last cleared ones, by id, the latest to change last. */
    public Map<String, AlertView> alerts() {
        return alerts;
    }

    /** Alerts that are not cleared. */
    public long openAlerts() {
        return alerts.values().stream().filter(AlertView::isOpen).count();
    }

    /** The last position of each vehicle that is still heard of. */
    public Map<String, ProbePosition> vehicles() {
        return vehicles;
    }

    /** All of the city's detectors, in its order. */
    public Map<String, DetectorView> detectors() {
        return detectors;
    }

    /** All of the city's cameras, in its order. */
    public Map<String, CameraView> cameras() {
        return cameras;
    }

    /** Freshness of each topic that is listened to. */
    public List<SourceView> sources() {
        return sources;
    }
}
