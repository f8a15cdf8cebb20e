package city.mio.feeds.http;

import city.mio.events.TripRefusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer that is an error: a status, and what the {@code {error, detail}} form says; of trips also the reason in the
 * dispatcher's word, where there is one.
 */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final TripRefusal refusal;
    private final long retryAfterSeconds;
    private final Map<String, Object> figures;

    /** Where nothing is said of it. */
    private static final long NEXT_SECOND = 1;

    private ApiException(int status, String detail) {
        this(status, TripRefusal.NONE, detail);
    }

    private ApiException(int status, TripRefusal refusal, String detail) {
        this(status, refusal, detail, NEXT_SECOND, Map.of());
    }

    private ApiException(
            int status, TripRefusal refusal, String detail, long retryAfterSeconds, Map<String, Object> figures) {
        super(detail);
        this.status = status;
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
        this.figures = figures;
    }

    static ApiException badRequest(String detail) {
        return new ApiException(400, detail);
    }

    /** A trip that cannot be asked for so. */
    static ApiException badTrip(TripRefusal refusal, String detail) {
        return new ApiException(400, refusal, detail);
    }

    /** A trip as it stands does not allow it. */
    static ApiException tripConflict(TripRefusal refusal, String detail) {
        return new ApiException(409, refusal, detail);
    }

    static ApiException unauthorized(String detail) {
        return new ApiException(401, detail);
    }

    static ApiException forbidden(String detail) {
        return new ApiException(403, detail);
    }

    static ApiException notFound(String detail) {
        return new ApiException(404, detail);
    }

    static ApiException conflict(String detail) {
        return new ApiException(409, detail);
    }

    static ApiException wrongType(String detail) {
        return new ApiException(415, detail);
    }

    /** Come back in a second. */
    static ApiException tooMany(String detail) {
        return new ApiException(429, detail);
    }

    /** This client holds offers enough; come back when the next of them ends. */
    static ApiException tooManyOffers(String detail, long retryAfterSeconds, int openOffers, int openRiders, String nextExpiry) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("openOffers", openOffers);
        figures.put("openRiders", openRiders);
        figures.put("nextExpiry", nextExpiry);
        return new ApiException(429, TripRefusal.NONE, detail, Math.max(NEXT_SECOND, retryAfterSeconds), figures);
    }

    static ApiException unavailable(String detail) {
        return new ApiException(503, detail);
    }

    int status() {
        return status;
    }

    /** Why, in the dispatcher's word; NONE where there is none. */
    TripRefusal refusal() {
        return refusal;
    }

    /** In how many seconds to come back; of 429 only. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What programs may want to read beside the line for people: numbers and texts by their names. */
    Map<String, Object> figures() {
        return figures;
    }

    /** The short name of a status, such as {@code not_found}. */
    static String nameOf(int status) {
        String reason = io.javalin.http.HttpStatus.forStatus(status).getMessage();
        return reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
