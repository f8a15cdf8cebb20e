package city.mio.feeds.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;

/** Routes of one subject that stand in a class of their own, and what it tells in the event stream. */
public abstract class RouteGroup {

    /** Adds the routes. */
    abstract void addTo(JavalinDefaultRoutingApi routes);

    /** What is told in the event stream, if anything. */
    abstract Optional<StreamPart> findStreamPart();
}
