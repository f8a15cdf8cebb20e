package city.mio.feeds.http;

import java.util.Locale;

/** An answer that is an error: a status, and what the {@code {error, detail}} form says. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private ApiException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static ApiException badRequest(String detail) {
        return new ApiException(400, detail);
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

    /** The short name of a status, such as {@code not_found}. */
    static String nameOf(int status) {
        String reason = io.javalin.http.HttpStatus.forStatus(status).getMessage();
        return reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
