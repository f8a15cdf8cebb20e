package city.mio.feeds.route;

import city.mio.events.LinkState;
import city.mio.feeds.live.CitySnapshot;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.SpeedProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of links at one moment, for who enters them then or later. The last live value counts in full while it
 * is young and fades with its age at the time of entry into what is known beside it: a forecast, else what is usual at
 * that time of day, else free flow. What has the greater weight is the source. Immutable but for the profile of the day,
 * which learns on.
 */
final class FadingTimes implements SpeedProfile {

    /** Slower than this a jam cannot be told from a link that is not driven: nobody is sent round it for hours. */
    static final double LEAST_SPEED_MPS = 0.5;

    private final RoadNetwork network;
    private final CitySnapshot snapshot;
    private final LinkForecasts forecasts;
    private final DayProfile days;
    private final double fullMillis;
    private final double goneMillis;

    /**
     * What is known by this snapshot.
     *
     * @param staleAfter the age at which a live value has half its weight: the city's own limit of what is live
     */
    FadingTimes(
            RoadNetwork network, CitySnapshot snapshot, LinkForecasts forecasts, DayProfile days, Duration staleAfter) {
        this.network = network;
        this.snapshot = snapshot;
        this.forecasts = forecasts;
        this.days = days;
        this.fullMillis = staleAfter.toMillis() / 3.0;
        this.goneMillis = staleAfter.toMillis() * 5 / 3.0;
    }

    CitySnapshot snapshot() {
        return snapshot;
    }

    /** Seconds over a link by its state. */
    static double seconds(RoadNetwork network, int link, LinkState state) {
        return Math.min(state.travelTimeSeconds(), network.lengthMetres(link) / LEAST_SPEED_MPS);
    }

    private double liveWeight(LinkState state, long enterMillis) {
        double age = (double) enterMillis - state.minute() - 60_000;
        return Math.max(0, Math.min(1, (goneMillis - age) / (goneMillis - fullMillis)));
    }

    @Override
    public double linkSeconds(int link, long enterMillis) {
        Optional<LinkState> state = snapshot.findState(link);
        double weight = state.isPresent() ? liveWeight(state.get(), enterMillis) : 0;
        if (weight >= 1) {
            return seconds(network, link, state.get());
        }
        double base = forecasts
                .findSeconds(link, enterMillis)
                .orElseGet(() -> days.findSeconds(link, enterMillis).orElseGet(() -> network.freeFlowSeconds(link)));
        return weight == 0 ? base : weight * seconds(network, link, state.get()) + (1 - weight) * base;
    }

    @Override
    public Source source(int link, long enterMillis) {
        Optional<LinkState> state = snapshot.findState(link);
        if (state.isPresent() && liveWeight(state.get(), enterMillis) >= 0.5) {
            return Source.LIVE;
        }
        OptionalDouble forecast = forecasts.findSeconds(link, enterMillis);
        if (forecast.isPresent()) {
            return forecasts.isUsual(link) ? Source.HISTORIC : Source.FORECAST;
        }
        return days.findSeconds(link, enterMillis).isPresent() ? Source.HISTORIC : Source.FREE_FLOW;
    }
}
