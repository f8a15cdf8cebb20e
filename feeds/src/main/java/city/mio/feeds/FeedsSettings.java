package city.mio.feeds;

import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.live.PoorForecast;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.routing.LinkOrder;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a feeds server serves, and where. Immutable.
 *
 * @param kafkaBootstrap {@code host:port}, several with commas
 * @param host address to bind to, loopback unless outsiders should see it
 * @param port 0 for any free one
 * @param city places of the city
 * @param network its roads
 * @param linkOrder of the network, as import made it; without it the server makes one before it answers routes
 * @param live how much is kept
 * @param onDemand services of on-demand buses that the city has
 * @param driverToken that drivers' devices show; empty where they are not let in
 * @param cityClock how late it is in the city before anything is heard of it: the wall clock but for simulated cities
 */
public record FeedsSettings(
        String kafkaBootstrap,
        String host,
        int port,
        CityPlaces city,
        RoadNetwork network,
        Optional<LinkOrder> linkOrder,
        LiveSettings live,
        OnDemandOffering onDemand,
        Optional<String> driverToken,
        InstantSource cityClock) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public FeedsSettings {
        if (kafkaBootstrap == null || kafkaBootstrap.isBlank()) {
            throw new IllegalArgumentException("kafkaBootstrap is missing");
        }
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is missing");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is outside 0 to 65535: " + port);
        }
        if (city == null || network == null || linkOrder == null || live == null || onDemand == null
                || driverToken == null || cityClock == null) {
            throw new IllegalArgumentException(
                    "city, network, linkOrder, live, onDemand, driverToken or cityClock is missing");
        }
    }

    /** With the usual limits of what is kept, in a city without on-demand buses. */
    public FeedsSettings(
            String kafkaBootstrap,
            String host,
            int port,
            CityPlaces city,
            RoadNetwork network,
            Optional<LinkOrder> linkOrder) {
        this(kafkaBootstrap, host, port, city, network, linkOrder, LiveSettings.defaults(), OnDemandOffering.none(),
                Optional.empty(), InstantSource.system());
    }

    /** These, with other limits of poor forecasts. */
    public FeedsSettings with(PoorForecast poor) {
        return new FeedsSettings(
                kafkaBootstrap, host, port, city, network, linkOrder, live.with(poor), onDemand, driverToken,
                cityClock);
    }

    /** These, in a city with such on-demand buses. */
    public FeedsSettings withOnDemand(OnDemandOffering offering) {
        return new FeedsSettings(
                kafkaBootstrap, host, port, city, network, linkOrder, live, offering, driverToken, cityClock);
    }

    /** These, with a token that drivers' devices show. */
    public FeedsSettings withDriverToken(Optional<String> token) {
        return new FeedsSettings(
                kafkaBootstrap, host, port, city, network, linkOrder, live, onDemand, token, cityClock);
    }

    /** These, in a city where it is so late before anything is heard of it. */
    public FeedsSettings withCityClock(InstantSource clock) {
        return new FeedsSettings(
                kafkaBootstrap, host, port, city, network, linkOrder, live, onDemand, driverToken, clock);
    }
}
