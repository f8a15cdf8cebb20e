package city.mio.feeds.http;

import city.mio.events.TripRefusal;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes every error one form: {@code {"error": "not_found", "detail": "…"}}, from whatever floor it comes. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String JSON = "application/json; charset=utf-8";

    private Errors() {}

    static void install(JavalinConfig config) {
        config.routes.exception(ApiException.class, (e, ctx) -> {
            if (e.status() == 429) {
                ctx.header("Retry-After", Long.toString(e.retryAfterSeconds()));
            }
            send(ctx, e.status(), body(e.status(), e.getMessage(), e.refusal(), e.figures()));
        });
        config.routes.exception(HttpResponseException.class, (e, ctx) -> {
            e.getDetails().forEach((name, value) -> LOG.debug("{}: {}", name, value));
            send(ctx, e.getStatus(), body(e.getStatus(), said(e), TripRefusal.NONE));
        });
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            send(ctx, 500, body(500, "something went wrong inside; the server's log says what", TripRefusal.NONE));
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(Errors::handle));
    }

    private static String said(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> "nothing is here; /openapi.json says what there is";
            case 405 -> "not with this method; /openapi.json says which";
            case 413 -> "the body is too large";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static void send(Context ctx, int status, byte[] body) {
        ctx.status(status).header("Cache-Control", "no-store").contentType(JSON).result(body);
    }

    private static byte[] body(int status, String detail, TripRefusal refusal) {
        return body(status, detail, refusal, Map.of());
    }

    private static byte[] body(int status, String detail, TripRefusal refusal, Map<String, Object> figures) {
        return JsonText.object(json -> {
            json.writeStringField("error", ApiException.nameOf(status));
            json.writeStringField("detail", detail);
            if (refusal != TripRefusal.NONE) {
                json.writeStringField("refusal", refusal.name());
            }
            for (var figure : figures.entrySet()) {
                json.writeObjectField(figure.getKey(), figure.getValue());
            }
        });
    }

    /** For what Jetty refuses before any route is looked for, such as a malformed request line. */
    private static boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
        response.write(true, ByteBuffer.wrap(body(status, "the request cannot be understood", TripRefusal.NONE)), callback);
        return true;
    }
}
