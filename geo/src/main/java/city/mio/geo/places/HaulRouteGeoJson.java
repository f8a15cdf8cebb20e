package city.mio.geo.places;

import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Haul routes as GeoJSON (RFC 7946): a feature for each, a LineString along its links in driving order, with the route's
 * id; properties {@code id}, {@code name}, {@code name:en}, {@code lengthMetres} and {@code links}, ids as texts, for 64
 * bits are more than a JSON number keeps. Stateless and thread-safe.
 */
public final class HaulRouteGeoJson {

    private HaulRouteGeoJson() {}

    /**
     * Writes a collection of routes.
     *
     * @throws IOException if the stream cannot be written; it is left open
     * @throws IllegalArgumentException if the network lacks one of the links
     */
    public static void write(RoadNetwork network, List<HaulRoute> routes, OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (HaulRoute route : routes) {
                json.writeRaw('\n');
                write(network, route, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(RoadNetwork network, HaulRoute route, JsonGenerator json) throws IOException {
        double metres = 0;
        for (long id : route.linkIds()) {
            metres += network.lengthMetres(network.getLink(id));
        }
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", route.id());
        json.writeObjectFieldStart("properties");
        json.writeStringField("id", route.id());
        json.writeStringField("name", route.name().ja());
        json.writeStringField("name:en", route.name().en());
        json.writeNumberField("lengthMetres", Math.round(metres));
        json.writeArrayFieldStart("links");
        for (long id : route.linkIds()) {
            json.writeString(Long.toString(id));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        boolean first = true;
        for (long id : route.linkIds()) {
            int link = network.getLink(id);
            for (int i = first ? 0 : 1; i < network.shapeSize(link); i++) {
                json.writeStartArray();
                json.writeNumber(rounded(network.shapeLon(link, i)));
                json.writeNumber(rounded(network.shapeLat(link, i)));
                json.writeEndArray();
            }
            first = false;
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Seven places are a centimetre. */
    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e7) / 1e7;
    }
}
