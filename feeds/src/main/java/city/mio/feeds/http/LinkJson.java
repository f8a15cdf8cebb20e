package city.mio.feeds.http;

import city.mio.events.Forecast;
import city.mio.events.HorizonForecast;
import city.mio.events.LinkState;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.HistoryPoint;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How links look in JSON. Link ids are text, as 64-bit numbers are not safe in JavaScript. Immutable, thread-safe. */
final class LinkJson {

    /** What the speed of a link without a live state is made from. */
    private static final String FREE_FLOW = "FREE_FLOW";

    private static final String FORECAST = "FORECAST";

    private final RoadNetwork network;
    private final JsonText text;

    LinkJson(RoadNetwork network, JsonText text) {
        this.network = network;
        this.text = text;
    }

    /** A GeoJSON feature with what the link is; and how it is right now, where a snapshot is given. */
    void feature(JsonGenerator json, int link, Optional<CitySnapshot> snapshot, boolean geometry) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", Long.toString(network.linkId(link)));
        if (geometry) {
            geometry(json, link);
        } else {
            json.writeNullField("geometry");
        }
        json.writeObjectFieldStart("properties");
        properties(json, link);
        if (snapshot.isPresent()) {
            state(json, link, snapshot.get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A feature with what is expected of the link at one horizon: free flow where nothing is forecast, and it says which. */
    void expected(
            JsonGenerator json,
            int link,
            Optional<Forecast> forecast,
            Optional<HorizonForecast> horizon,
            CitySnapshot snapshot,
            boolean geometry)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", Long.toString(network.linkId(link)));
        if (geometry) {
            geometry(json, link);
        } else {
            json.writeNullField("geometry");
        }
        json.writeObjectFieldStart("properties");
        properties(json, link);
        json.writeBooleanField("live", false);
        double free = network.freeFlowSpeedMps(link);
        double speed = horizon.isPresent() ? horizon.get().p50() : free;
        JsonText.number(json, "speedMps", speed, 2);
        JsonText.number(json, "ratio", ratio(speed, free), 3);
        JsonText.number(json, "travelTimeSeconds", network.lengthMetres(link) / Math.max(0.5, speed), 1);
        if (horizon.isPresent()) {
            json.writeStringField("source", FORECAST);
            JsonText.number(json, "p10", horizon.get().p10(), 2);
            JsonText.number(json, "p90", horizon.get().p90(), 2);
            json.writeNumberField("horizonMinutes", horizon.get().horizonMinutes());
            text.time(
                    json,
                    "until",
                    forecast.orElseThrow().time() + horizon.get().horizonMinutes() * 60_000L);
            text.time(json, "issuedAt", forecast.orElseThrow().time());
            json.writeStringField("modelVersion", forecast.orElseThrow().modelVersion());
            json.writeBooleanField("fellBack", forecast.orElseThrow().fallback());
            json.writeNumberField(
                    "ageSeconds", Math.max(0, snapshot.eventTime() - forecast.orElseThrow().time()) / 1_000);
        } else {
            json.writeStringField("source", FREE_FLOW);
            json.writeNullField("ageSeconds");
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    void geometry(JsonGenerator json, int link) throws IOException {
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        for (int i = 0; i < network.shapeSize(link); i++) {
            JsonText.point(json, network.shapeLon(link, i), network.shapeLat(link, i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What the link is, fields of an object. */
    void properties(JsonGenerator json, int link) throws IOException {
        json.writeStringField("linkId", Long.toString(network.linkId(link)));
        JsonText.name(json, "name", network.roadName(link), network.roadNameRomanised(link));
        int from = network.fromNode(link);
        int to = network.toNode(link);
        JsonText.name(json, "from", network.nodeName(from), network.nodeNameRomanised(from));
        JsonText.name(json, "to", network.nodeName(to), network.nodeNameRomanised(to));
        json.writeStringField("roadClass", network.roadClass(link).name());
        json.writeStringField("structure", network.structure(link).name());
        json.writeNumberField("layer", network.layer(link));
        json.writeNumberField("lanes", network.lanes(link));
        JsonText.number(json, "lengthMetres", network.lengthMetres(link), 1);
        JsonText.number(json, "freeFlowSpeedMps", network.freeFlowSpeedMps(link), 2);
        int opposite = network.oppositeLink(link);
        if (opposite < 0) {
            json.writeNullField("oppositeLinkId");
        } else {
            json.writeStringField("oppositeLinkId", Long.toString(network.linkId(opposite)));
        }
    }

    /** How the link is right now: live where there is a fresh state, else free flow, and it says which. */
    void state(JsonGenerator json, int link, CitySnapshot snapshot) throws IOException {
        Optional<LinkState> live = snapshot.findLiveState(link);
        json.writeBooleanField("live", live.isPresent());
        if (live.isPresent()) {
            LinkState state = live.get();
            values(json, state);
            JsonText.number(json, "travelTimeSeconds", state.travelTimeSeconds(), 1);
            JsonText.number(json, "flowVph", state.flowVph(), 0);
            JsonText.number(json, "occupancy", state.occupancy(), 4);
            json.writeNumberField("ageSeconds", CityJson.ageSeconds(snapshot, state));
            text.time(json, "minute", state.minute());
        } else {
            JsonText.number(json, "speedMps", network.freeFlowSpeedMps(link), 2);
            json.writeNumberField("ratio", 1);
            json.writeStringField("source", FREE_FLOW);
            json.writeNumberField("confidence", 0);
            json.writeNumberField("samples", 0);
            json.writeNumberField("revision", 0);
            JsonText.number(json, "travelTimeSeconds", network.freeFlowSeconds(link), 1);
            json.writeNullField("flowVph");
            json.writeNullField("occupancy");
            Optional<LinkState> last = snapshot.findState(link);
            if (last.isPresent()) {
                json.writeNumberField("ageSeconds", CityJson.ageSeconds(snapshot, last.get()));
                text.time(json, "minute", last.get().minute());
            } else {
                json.writeNullField("ageSeconds");
                json.writeNullField("minute");
            }
        }
    }

    private static void values(JsonGenerator json, LinkState state) throws IOException {
        JsonText.number(json, "speedMps", state.speedMps(), 2);
        JsonText.number(json, "ratio", ratio(state.speedMps(), state.freeFlowSpeedMps()), 3);
        json.writeStringField("source", state.source().name());
        JsonText.number(json, "confidence", state.confidence(), 3);
        json.writeNumberField("samples", state.samples());
        json.writeNumberField("revision", state.revision());
    }

    private static double ratio(double speed, double freeFlow) {
        return freeFlow > 0 ? speed / freeFlow : Double.NaN;
    }

    /** A state alone, for the stream: an object. */
    void update(JsonGenerator json, LinkState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(state.linkId()));
        values(json, state);
        text.time(json, "minute", state.minute());
        json.writeEndObject();
    }

    /** The last minutes of a link, an array. */
    void history(JsonGenerator json, String field, List<HistoryPoint> points) throws IOException {
        json.writeArrayFieldStart(field);
        for (HistoryPoint point : points) {
            json.writeStartObject();
            text.time(json, "minute", point.minute());
            JsonText.number(json, "speedMps", point.speedMps(), 2);
            JsonText.number(json, "flowVph", point.flowVph(), 0);
            JsonText.number(json, "occupancy", point.occupancy(), 4);
            JsonText.number(json, "confidence", point.confidence(), 3);
            json.writeNumberField("samples", point.samples());
            json.writeStringField("source", point.source().name());
            json.writeNumberField("revision", point.revision());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Ids of the links before and after this one, two arrays. */
    void neighbours(JsonGenerator json, int link) throws IOException {
        json.writeArrayFieldStart("upstream");
        int from = network.fromNode(link);
        for (int i = 0; i < network.inDegree(from); i++) {
            if (network.turnAllowed(network.inLink(from, i), link)) {
                json.writeString(Long.toString(network.linkId(network.inLink(from, i))));
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("downstream");
        int to = network.toNode(link);
        for (int i = 0; i < network.outDegree(to); i++) {
            if (network.turnAllowed(link, network.outLink(to, i))) {
                json.writeString(Long.toString(network.linkId(network.outLink(to, i))));
            }
        }
        json.writeEndArray();
    }
}
