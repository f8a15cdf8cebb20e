package city.mio.feeds.http;

import city.mio.events.Alert;
import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.feeds.live.AlertView;
import city.mio.feeds.live.CameraView;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.DetectorView;
import city.mio.feeds.live.SourceView;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.Zone;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** How the things of the city look in JSON, but for links. Immutable and thread-safe. */
final class CityJson {

    private final RoadNetwork network;
    private final CityPlaces places;
    private final JsonText text;

    CityJson(RoadNetwork network, CityPlaces places) {
        this.network = network;
        this.places = places;
        this.text = new JsonText(places.timezone());
    }

    JsonText text() {
        return text;
    }

    /** What the city is: name, bounds, zones, cameras; fields of an object. */
    void city(JsonGenerator json, CitySnapshot snapshot) throws IOException {
        json.writeStringField("id", places.id());
        JsonText.name(json, "name", places.name());
        json.writeStringField("timezone", places.timezone().getId());
        json.writeArrayFieldStart("bounds");
        json.writeNumber(places.bounds().west());
        json.writeNumber(places.bounds().south());
        json.writeNumber(places.bounds().east());
        json.writeNumber(places.bounds().north());
        json.writeEndArray();
        json.writeNumberField("links", network.linkCount());
        json.writeNumberField("nodes", network.nodeCount());
        text.time(json, "eventTime", snapshot.eventTime());
        json.writeArrayFieldStart("zones");
        for (Zone zone : places.zones()) {
            json.writeStartObject();
            json.writeStringField("id", zone.id());
            JsonText.name(json, "name", zone.name());
            json.writeNumberField("lon", zone.lon());
            json.writeNumberField("lat", zone.lat());
            json.writeNumberField("radiusMetres", zone.radiusMetres());
            json.writeNumberField("residents", zone.residents());
            json.writeNumberField("jobs", zone.jobs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cameras");
        for (CameraView camera : snapshot.cameras().values()) {
            json.writeStartObject();
            json.writeStringField("id", camera.site().id());
            JsonText.name(json, "name", camera.site().name());
            place(json, camera.site().linkId(), camera.site().offsetShare());
            json.writeNumberField("passages", camera.passages());
            text.time(json, "lastPassageAt", camera.lastPassageAt());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The clock, how fresh each source is, and how many there are of everything; fields of an object. */
    void clock(JsonGenerator json, CitySnapshot snapshot, long wallTime) throws IOException {
        text.time(json, "eventTime", snapshot.eventTime());
        text.time(json, "wallTime", wallTime);
        json.writeNumberField("liveLinks", snapshot.liveLinks());
        json.writeNumberField("links", snapshot.linkCount());
        json.writeNumberField("vehicles", snapshot.vehicles().size());
        json.writeNumberField("openAlerts", snapshot.openAlerts());
        json.writeArrayFieldStart("sources");
        for (SourceView source : snapshot.sources()) {
            json.writeStartObject();
            json.writeStringField("topic", source.topic());
            json.writeNumberField("records", source.records());
            text.time(json, "lastEventTime", source.lastEventTime());
            text.time(json, "lastSeenAt", source.lastSeenAt());
            if (source.lastSeenAt() > 0) {
                json.writeNumberField("silentSeconds", Math.max(0, wallTime - source.lastSeenAt()) / 1_000);
            } else {
                json.writeNullField("silentSeconds");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The link, and the point on it, fields of an object. */
    private void place(JsonGenerator json, long linkId, double offsetShare) throws IOException {
        json.writeStringField("linkId", Long.toString(linkId));
        var link = network.findLink(linkId);
        if (link.isPresent()) {
            double[] point = LinkShape.pointAt(network, link.getAsInt(), offsetShare);
            JsonText.number(json, "lon", point[0], 7);
            JsonText.number(json, "lat", point[1], 7);
            JsonText.number(json, "headingDegrees", point[2], 1);
        } else {
            json.writeNullField("lon");
            json.writeNullField("lat");
            json.writeNullField("headingDegrees");
        }
    }

    /** A detector and its last reading, an object. */
    void detector(JsonGenerator json, DetectorView view, CitySnapshot snapshot) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", view.site().id());
        JsonText.name(json, "name", view.site().name());
        json.writeStringField("kind", view.site().kind().name());
        place(json, view.site().linkId(), view.site().offsetShare());
        json.writeNumberField("readings", view.readings());
        Optional<DetectorReading> last = view.findLastReading();
        if (last.isEmpty()) {
            json.writeNullField("lastReading");
        } else {
            DetectorReading reading = last.get();
            json.writeObjectFieldStart("lastReading");
            json.writeNumberField("sequence", reading.sequence());
            text.time(json, "intervalStart", reading.intervalStart());
            text.time(json, "intervalEnd", reading.intervalEnd());
            json.writeNumberField(
                    "ageSeconds", Math.max(0, snapshot.eventTime() - reading.intervalEnd()) / 1_000);
            json.writeNumberField("count", reading.count());
            double hours = (reading.intervalEnd() - reading.intervalStart()) / 3_600_000.0;
            JsonText.number(json, "flowVph", reading.count() / hours, 0);
            JsonText.number(json, "occupancy", reading.occupancy(), 4);
            JsonText.number(json, "meanSpeedMps", reading.meanSpeedMps(), 2);
            json.writeObjectFieldStart("classes");
            json.writeNumberField("cars", reading.cars());
            json.writeNumberField("trucks", reading.trucks());
            json.writeNumberField("buses", reading.buses());
            json.writeNumberField("motorcycles", reading.motorcycles());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** An alert and its life, an object. */
    void alert(JsonGenerator json, AlertView view) throws IOException {
        Alert alert = view.content();
        json.writeStartObject();
        json.writeStringField("id", view.id());
        json.writeStringField("type", alert.type().name());
        json.writeStringField("severity", alert.severity().name());
        json.writeStringField("status", view.status().name());
        json.writeBooleanField("open", view.isOpen());
        json.writeBooleanField("acknowledged", view.isAcknowledged());
        json.writeStringField("acknowledgedBy", view.acknowledgedBy());
        text.time(json, "acknowledgedAt", view.acknowledgedAt());
        text.time(json, "since", alert.since());
        text.time(json, "time", alert.time());
        if (alert.linkId() == 0) {
            json.writeNullField("linkId");
        } else {
            json.writeStringField("linkId", Long.toString(alert.linkId()));
        }
        json.writeStringField("placeId", alert.placeId());
        JsonText.name(json, "place", alert.placeJa(), alert.placeEn());
        json.writeNumberField("lon", alert.lon());
        json.writeNumberField("lat", alert.lat());
        json.writeObjectFieldStart("sentence");
        json.writeStringField("ja", alert.sentenceJa());
        json.writeStringField("en", alert.sentenceEn());
        json.writeEndObject();
        json.writeObjectFieldStart("evidence");
        for (Map.Entry<String, String> entry : alert.evidence().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("steps");
        for (AlertView.Step step : view.steps()) {
            json.writeStartObject();
            json.writeStringField("status", step.status().name());
            text.time(json, "time", step.time());
            json.writeStringField("severity", step.severity().name());
            json.writeStringField("by", step.by());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A vehicle's last position, an object. */
    void vehicle(JsonGenerator json, ProbePosition position) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", position.vehicleId());
        json.writeStringField("kind", position.kind().name());
        text.time(json, "time", position.time());
        JsonText.number(json, "lon", position.lon(), 6);
        JsonText.number(json, "lat", position.lat(), 6);
        JsonText.number(json, "speedMps", position.speedMps(), 1);
        JsonText.number(json, "headingDegrees", position.headingDegrees(), 0);
        json.writeEndObject();
    }

    /** Age of a state for people: whole seconds since the end of its minute. */
    static long ageSeconds(CitySnapshot snapshot, LinkState state) {
        return snapshot.ageMillis(state) / 1_000;
    }
}
