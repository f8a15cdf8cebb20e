package city.mio.feeds.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live map's page and what it is made of, from the class path. Only names in the tables are ever looked up, so
 * no path can lead elsewhere. Thread-safe.
 */
final class StaticPages {

    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCHEMA = "application/schema+json";

    private record Source(String resource, String contentType) {}

    private static final Map<String, Source> PAGES = Map.ofEntries(
            Map.entry("/", new Source("/live-map/index.html", "text/html; charset=utf-8")),
            Map.entry("/ride", new Source("/live-map/ride.html", "text/html; charset=utf-8")),
            Map.entry("/operator", new Source("/live-map/operator.html", "text/html; charset=utf-8")),
            Map.entry("/driver", new Source("/live-map/driver.html", "text/html; charset=utf-8")),
            Map.entry("/haul", new Source("/live-map/haul.html", "text/html; charset=utf-8")),
            Map.entry("/web/haul.js", new Source("/live-map/haul.js", JAVASCRIPT)),
            Map.entry("/web/haul-text.js", new Source("/live-map/haul-text.js", JAVASCRIPT)),
            Map.entry("/web/haul-layer.js", new Source("/live-map/haul-layer.js", JAVASCRIPT)),
            Map.entry("/web/haul.css", new Source("/live-map/haul.css", CSS)),
            Map.entry("/web/mio.css", new Source("/live-map/mio.css", CSS)),
            Map.entry("/web/main.js", new Source("/live-map/main.js", JAVASCRIPT)),
            Map.entry("/web/api.js", new Source("/live-map/api.js", JAVASCRIPT)),
            Map.entry("/web/text.js", new Source("/live-map/text.js", JAVASCRIPT)),
            Map.entry("/web/city.js", new Source("/live-map/city.js", JAVASCRIPT)),
            Map.entry("/web/colours.js", new Source("/live-map/colours.js", JAVASCRIPT)),
            Map.entry("/web/map.js", new Source("/live-map/map.js", JAVASCRIPT)),
            Map.entry("/web/layers.js", new Source("/live-map/layers.js", JAVASCRIPT)),
            Map.entry("/web/panels.js", new Source("/live-map/panels.js", JAVASCRIPT)),
            Map.entry("/web/route.js", new Source("/live-map/route.js", JAVASCRIPT)),
            Map.entry("/web/link.js", new Source("/live-map/link.js", JAVASCRIPT)),
            Map.entry("/web/charts.js", new Source("/live-map/charts.js", JAVASCRIPT)),
            Map.entry("/web/forecast.js", new Source("/live-map/forecast.js", JAVASCRIPT)),
            Map.entry("/web/weeks.js", new Source("/live-map/weeks.js", JAVASCRIPT)),
            Map.entry("/web/detector.js", new Source("/live-map/detector.js", JAVASCRIPT)),
            Map.entry("/web/timeline.js", new Source("/live-map/timeline.js", JAVASCRIPT)),
            Map.entry("/web/buses.js", new Source("/live-map/buses.js", JAVASCRIPT)),
            Map.entry("/web/ride.js", new Source("/live-map/ride.js", JAVASCRIPT)),
            Map.entry("/web/ride-address.js", new Source("/live-map/ride-address.js", JAVASCRIPT)),
            Map.entry("/web/ride-change.js", new Source("/live-map/ride-change.js", JAVASCRIPT)),
            Map.entry("/web/ride-map.js", new Source("/live-map/ride-map.js", JAVASCRIPT)),
            Map.entry("/web/ride-text.js", new Source("/live-map/ride-text.js", JAVASCRIPT)),
            Map.entry("/web/ride.css", new Source("/live-map/ride.css", CSS)),
            Map.entry("/web/driver.js", new Source("/live-map/driver.js", JAVASCRIPT)),
            Map.entry("/web/driver-link.js", new Source("/live-map/driver-link.js", JAVASCRIPT)),
            Map.entry("/web/driver-text.js", new Source("/live-map/driver-text.js", JAVASCRIPT)),
            Map.entry("/web/driver.css", new Source("/live-map/driver.css", CSS)),
            Map.entry("/web/operator.js", new Source("/live-map/operator.js", JAVASCRIPT)),
            Map.entry("/web/operator.css", new Source("/live-map/operator.css", CSS)),
            Map.entry("/web/mark.svg", new Source("/live-map/mark.svg", "image/svg+xml")),
            Map.entry(
                    "/lib/ol.js",
                    new Source("/META-INF/resources/webjars/ol/10.7.0/dist/ol.js", JAVASCRIPT)),
            Map.entry("/lib/ol.css", new Source("/META-INF/resources/webjars/ol/10.7.0/ol.css", CSS)),
            Map.entry(
                    "/lib/echarts.js",
                    new Source("/META-INF/resources/_static/echarts/6.0.0/dist/echarts.common.min.js", JAVASCRIPT)),
            Map.entry(
                    "/schema/detector-reading.schema.json",
                    new Source("/schema/detector-reading.schema.json", SCHEMA)),
            Map.entry(
                    "/schema/camera-passage.schema.json", new Source("/schema/camera-passage.schema.json", SCHEMA)),
            Map.entry("/openapi.json", new Source("/openapi.json", "application/json; charset=utf-8")));

    private final Map<String, Blob> loaded = new ConcurrentHashMap<>();

    /**
     * Answers with the page at this path.
     *
     * @throws NoSuchElementException if there is none
     */
    void send(Context ctx, String path) {
        Source source = PAGES.get(path);
        if (source == null) {
            throw new NoSuchElementException("nothing is at " + path);
        }
        // Asked for again each time, answered with 304: a new version is seen at once.
        loaded.computeIfAbsent(path, key -> load(source)).send(ctx, "no-cache");
    }

    private static Blob load(Source source) {
        try (InputStream in = StaticPages.class.getResourceAsStream(source.resource())) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + source.resource());
            }
            return Blob.lasting(in.readAllBytes(), source.contentType());
        } catch (IOException e) {
            throw new UncheckedIOException(source.resource(), e);
        }
    }
}
