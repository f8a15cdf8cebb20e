package city.mio.geo.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A network as GeoJSON (RFC 7946) for other programs: a feature for each link, a line with its fields as properties
 * ({@code linkId}, {@code from}, {@code to}, {@code highway}, {@code oneway}, {@code lengthMetres}, {@code
 * freeFlowSpeedMps}, {@code lanes}, {@code structure}, {@code layer}, {@code heavyAllowed}, {@code name}, {@code
 * name:en}). What may not be driven in this order follows the features as lists of link ids, members that RFC 7946
 * leaves to who writes them: {@code bannedPaths} for all vehicles, {@code heavyBannedPaths} for heavy ones beside;
 * banned turns are paths of two links. Stateless and thread-safe.
 */
public final class RoadNetworkGeoJson {

    private RoadNetworkGeoJson() {}

    /** @throws IOException if the file cannot be written */
    public static void write(RoadNetwork network, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(network, out);
        }
    }

    /** @throws IOException if the stream cannot be written; it is left open */
    public static void write(RoadNetwork network, OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (int link = 0; link < network.linkCount(); link++) {
                json.writeRaw('\n');
                write(network, link, json);
            }
            json.writeEndArray();
            json.writeRaw('\n');
            json.writeArrayFieldStart("bannedPaths");
            network.forEachBannedTurn((from, to) -> write(network, new int[] {from, to}, json));
            network.forEachBannedPath(path -> write(network, path, json));
            json.writeEndArray();
            json.writeArrayFieldStart("heavyBannedPaths");
            network.forEachHeavyBannedTurn((from, to) -> write(network, new int[] {from, to}, json));
            network.forEachHeavyBannedPath(path -> write(network, path, json));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private static void write(RoadNetwork network, int[] path, JsonGenerator json) {
        try {
            json.writeStartArray();
            for (int link : path) {
                json.writeNumber(network.linkId(link));
            }
            json.writeEndArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void write(RoadNetwork network, int link, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeNumberField("id", network.linkId(link));
        json.writeObjectFieldStart("properties");
        json.writeNumberField("linkId", network.linkId(link));
        json.writeNumberField("from", network.nodeId(network.fromNode(link)));
        json.writeNumberField("to", network.nodeId(network.toNode(link)));
        json.writeStringField("highway", network.roadClass(link).name().toLowerCase(Locale.ROOT));
        json.writeStringField("oneway", "yes");
        json.writeNumberField("lengthMetres", network.lengthMetres(link));
        json.writeNumberField("freeFlowSpeedMps", network.freeFlowSpeedMps(link));
        json.writeNumberField("lanes", network.lanes(link));
        json.writeStringField("structure", network.structure(link).name().toLowerCase(Locale.ROOT));
        json.writeNumberField("layer", network.layer(link));
        json.writeBooleanField("heavyAllowed", network.heavyAllowed(link));
        json.writeStringField("name", network.roadName(link));
        json.writeStringField("name:en", network.roadNameRomanised(link));
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        for (int i = 0; i < network.shapeSize(link); i++) {
            json.writeStartArray();
            json.writeNumber(rounded(network.shapeLon(link, i)));
            json.writeNumber(rounded(network.shapeLat(link, i)));
            json.writeEndArray();
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
