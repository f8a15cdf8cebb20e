package city.mio.cli.match;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One feature a passage (RFC 7946): a line along the part of the link that was driven, with {@code vehicleId}, {@code
 * seq}, {@code link}, {@code enterTime}, {@code exitTime}, {@code startShare}, {@code coveredShare} and {@code
 * positions}.
 */
final class GeoJsonTraversals implements TraversalWriter {

    private final Naming naming;
    private final JsonGenerator json;

    GeoJsonTraversals(Path file, Naming naming) throws IOException {
        this.naming = naming;
        this.json = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file)), JsonEncoding.UTF8);
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
    }

    @Override
    public void write(MatchedTraversal passage) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("properties");
        json.writeStringField("vehicleId", passage.vehicleId());
        json.writeNumberField("seq", passage.sequence());
        json.writeNumberField("link", naming.link(passage.link()));
        writeTime("enterTime", passage.enterTime());
        writeTime("exitTime", passage.exitTime());
        json.writeNumberField("startShare", Math.rint(passage.startShare() * 1e4) / 1e4);
        json.writeNumberField("coveredShare", Math.rint(passage.coveredShare() * 1e4) / 1e4);
        json.writeNumberField("positions", passage.positions());
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        writePart(passage.link(), passage.startShare(), (double) passage.startShare() + passage.coveredShare());
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeTime(String field, long millis) throws IOException {
        json.writeFieldName(field);
        if (naming.bySeconds()) {
            json.writeNumber(naming.time(millis));
        } else {
            json.writeString(naming.time(millis));
        }
    }

    private void writePart(int link, double startShare, double endShare) throws IOException {
        RoadNetwork network = naming.network();
        int size = network.shapeSize(link);
        double[] along = new double[size];
        for (int i = 1; i < size; i++) {
            along[i] = along[i - 1]
                    + LocalProjection.distanceMetres(
                            network.shapeLon(link, i - 1), network.shapeLat(link, i - 1),
                            network.shapeLon(link, i), network.shapeLat(link, i));
        }
        double start = startShare * along[size - 1];
        double end = endShare * along[size - 1];
        writePoint(link, along, start);
        for (int i = 1; i < size - 1; i++) {
            if (along[i] > start && along[i] < end) {
                writePoint(network.shapeLon(link, i), network.shapeLat(link, i));
            }
        }
        writePoint(link, along, end);
    }

    private void writePoint(int link, double[] along, double metres) throws IOException {
        int i = 1;
        while (i < along.length - 1 && along[i] < metres) {
            i++;
        }
        double piece = along[i] - along[i - 1];
        double share = piece > 0 ? Math.min(1, Math.max(0, (metres - along[i - 1]) / piece)) : 0;
        RoadNetwork network = naming.network();
        writePoint(
                network.shapeLon(link, i - 1) + share * (network.shapeLon(link, i) - network.shapeLon(link, i - 1)),
                network.shapeLat(link, i - 1) + share * (network.shapeLat(link, i) - network.shapeLat(link, i - 1)));
    }

    /** Seven places are a centimetre. */
    private void writePoint(double lon, double lat) throws IOException {
        json.writeStartArray();
        json.writeNumber(Math.rint(lon * 1e7) / 1e7);
        json.writeNumber(Math.rint(lat * 1e7) / 1e7);
        json.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        if (!json.isClosed()) {
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
        }
    }
}
