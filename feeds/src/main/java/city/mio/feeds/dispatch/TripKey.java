package city.mio.feeds.dispatch;

/**
 * Which trip of which service.
 *
 * @param service operator and zone, {@code operatorId/zoneId}
 * @param requestId as the caller chose it
 */
public record TripKey(String service, String requestId) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public TripKey {
        if (service == null || service.isBlank()) {
            throw new IllegalArgumentException("service is missing");
        }
        if (requestId == null || requestId.isBlank()) {
            throw new IllegalArgumentException("requestId is missing");
        }
    }
}
