package city.mio.feeds.ondemand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All on-demand services of a city. Immutable, thread-safe. */
public final class OnDemandOffering {

    private final Map<String, OnDemandService> services = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a service is there twice */
    public OnDemandOffering(List<OnDemandService> services) {
        for (OnDemandService service : services) {
            Require.holds(
                    this.services.put(service.key(), service) == null, "service " + service.key() + " is there twice");
        }
    }

    /** A city without on-demand buses. */
    public static OnDemandOffering none() {
        return new OnDemandOffering(List.of());
    }

    public List<OnDemandService> listServices() {
        return List.copyOf(services.values());
    }

    /** The services of an operator, one for each zone that it serves. */
    public List<OnDemandService> listServices(String operatorId) {
        return services.values().stream()
                .filter(service -> service.operatorId().equals(operatorId))
                .toList();
    }

    /** By operator and zone, {@code operatorId/zoneId}. */
    public Optional<OnDemandService> findService(String key) {
        return Optional.ofNullable(services.get(key));
    }
}
