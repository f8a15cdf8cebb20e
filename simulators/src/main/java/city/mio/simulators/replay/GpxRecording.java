package city.mio.simulators.replay;

import city.mio.events.ProbePosition;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** GPX 1.0 and 1.1: each track is a vehicle, its points in order. Refuses DTDs and entities. */
final class GpxRecording {

    private GpxRecording() {}

    static void read(String file, InputStream in, Consumer<Row> rows) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            int tracks = 0;
            boolean gpx = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new RecordingException(
                            file + ", line " + xml.getLocation().getLineNumber() + ": a DTD is not allowed", null);
                }
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (!gpx && !xml.getLocalName().equals("gpx")) {
                    throw new RecordingException(file + ": not GPX, but <" + xml.getLocalName() + ">", null);
                }
                gpx = true;
                if (xml.getLocalName().equals("trk")) {
                    tracks++;
                } else if (xml.getLocalName().equals("trkpt")) {
                    String vehicle = file.replaceAll("(?i)\\.gpx(\\.gz)?$", "") + (tracks > 1 ? "-" + tracks : "");
                    rows.accept(point(file, vehicle, xml));
                }
            }
        } catch (XMLStreamException e) {
            throw new RecordingException(
                    file + ", line " + (e.getLocation() == null ? 0 : e.getLocation().getLineNumber())
                            + ": breaks off or is not well-formed XML, or a DTD or entity, which are not allowed",
                    e);
        }
    }

    private static Row point(String file, String vehicle, XMLStreamReader xml) throws XMLStreamException {
        String where = file + ", line " + xml.getLocation().getLineNumber();
        String lon = xml.getAttributeValue(null, "lon");
        String lat = xml.getAttributeValue(null, "lat");
        String time = null;
        String speed = null;
        String course = null;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName().toLowerCase(Locale.ROOT)) {
                    case "time" -> time = xml.getElementText().trim();
                    case "speed" -> speed = xml.getElementText().trim();
                    case "course" -> course = xml.getElementText().trim();
                    default -> depth++;
                }
            }
        }
        String point = "<trkpt lat=\"" + lat + "\" lon=\"" + lon + "\"><time>" + time + "</time></trkpt>";
        byte[] raw = point.getBytes(StandardCharsets.UTF_8);
        try {
            if (time == null) {
                throw new IllegalArgumentException("time is missing");
            }
            ProbePosition.Builder position = ProbePosition.builder()
                    .vehicleId(vehicle)
                    .time(RecordedTime.parse(time))
                    .speedMps(speed == null ? Float.NaN : (float) number("speed", speed))
                    .headingDegrees(course == null ? Float.NaN : (float) number("course", course));
            return Row.of(where, position, number("lon", lon), number("lat", lat), raw);
        } catch (DateTimeException e) {
            return Row.bad(where, "time is not ISO 8601 with offset: " + time, raw);
        } catch (IllegalArgumentException e) {
            return Row.bad(where, e.getMessage(), raw);
        }
    }

    private static double number(String field, String value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + " is no number: " + value, e);
        }
    }
}
