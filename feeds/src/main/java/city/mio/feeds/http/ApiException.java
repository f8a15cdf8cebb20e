package city.mio.feeds.http;

import city.mio.events.TripRefusal;
import java.util.Locale;

/**
 * An answer that is an error: a status, and what the {@code {error, detail}} form says; of trips also the reason in the
 * dispatcher's word, where there is one.
 */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final TripRefusal refusal;

    private ApiException(int status, String detail) {
        this(status, TripRefusal.NONE, detail);
    }

    private ApiException(int status, TripRefusal refusal, String detail) {
        super(detail);
        this.status = status;
        this.refusal = refusal;
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

    /** The short name of a status, such as {@code not_found}. */
    static String nameOf(int status) {
        String reason = io.javalin.http.HttpStatus.forStatus(status).getMessage();
        return reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
