package city.mio.geo.importers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * OpenStreetMap XML, as a stream. Document types and entities are refused; so is markup longer than {@value
 * #LONGEST_MARKUP} bytes, which no parser should be given to hold. A way with too many nodes is handed on with none
 * of them.
 */
final class OsmXml implements OsmSource {

    private static final int LONGEST_MARKUP = 1 << 20;
    private static final int MOST_TAGS = 5_000;
    private static final int DEEPEST = 8;

    private final Path file;
    private final ImportOptions options;

    OsmXml(Path file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public String kind() {
        return "OpenStreetMap XML";
    }

    @Override
    public void read(Set<Kind> wanted, Handler handler) throws IOException {
        try (InputStream in = new MarkupGuard(file, BoundedInputStream.open(file, options.mostBytes()))) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
            factory.setXMLResolver((publicId, systemId, base, namespace) -> {
                throw new XMLStreamException("entities are refused");
            });
            // Decoded here, for the JDK's parser tells of bad bytes on the standard error stream.
            XMLStreamReader xml = factory.createXMLStreamReader(new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            new Pass(xml, wanted, handler).run();
            xml.close();
        } catch (CharacterCodingException fault) {
            throw new ImportException(file, "not UTF-8");
        } catch (XMLStreamException fault) {
            throw explain(fault);
        }
    }

    private IOException explain(XMLStreamException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImportException known) {
                return known;
            }
            if (cause instanceof CharacterCodingException
                    || (cause instanceof XMLStreamException of
                            && of.getNestedException() instanceof CharacterCodingException)) {
                return new ImportException(file, "not UTF-8");
            }
            if (cause instanceof XMLStreamException nested && nested.getNestedException() instanceof ImportException known) {
                return known;
            }
        }
        String message = String.valueOf(fault.getMessage());
        int detail = message.indexOf("Message: ");
        String shown = ImportReport.shown(detail < 0 ? message : message.substring(detail + 9));
        long line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNumber();
        return new ImportException(file, line, "no whole OpenStreetMap XML: " + shown);
    }

    private final class Pass {
        private final XMLStreamReader xml;
        private final Set<Kind> wanted;
        private final Handler handler;

        private Kind open;
        private long id;
        private double lon;
        private double lat;
        private Map<String, String> tags = Map.of();
        private long[] nodes = new long[64];
        private int nodeCount;
        private List<Member> members = new ArrayList<>();
        private int depth;
        private long elements;

        Pass(XMLStreamReader xml, Set<Kind> wanted, Handler handler) {
            this.xml = xml;
            this.wanted = wanted;
            this.handler = handler;
        }

        void run() throws XMLStreamException, IOException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> throw fault("has a document type: refused");
                    case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION ->
                        throw fault("has an entity: refused");
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> { }
                }
            }
        }

        private void start() throws IOException {
            String name = xml.getLocalName();
            if (++depth > DEEPEST) {
                throw fault("elements in elements, " + DEEPEST + " deep");
            }
            if (depth == 1 && !name.equals("osm") && !name.equals("osmChange")) {
                throw fault("not OpenStreetMap XML: begins with <" + ImportReport.shown(name) + ">");
            }
            if (depth == 1 && name.equals("osmChange")) {
                throw fault("a change file, not a map");
            }
            switch (name) {
                case "node" -> begin(Kind.NODE);
                case "way" -> begin(Kind.WAY);
                case "relation" -> begin(Kind.RELATION);
                case "tag" -> tag();
                case "nd" -> node();
                case "member" -> member();
                default -> { }
            }
        }

        private void begin(Kind kind) throws IOException {
            if (++elements > 3L * options.mostElements()) {
                throw fault("more than " + options.mostElements() + " elements");
            }
            open = wanted.contains(kind) ? kind : null;
            if (open == null) {
                return;
            }
            id = whole("id");
            tags = Map.of();
            nodeCount = 0;
            members = new ArrayList<>();
            if (kind == Kind.NODE) {
                // What was deleted, in a file with history, stands without a position.
                lon = real("lon");
                lat = real("lat");
            }
        }

        private void tag() throws IOException {
            if (open == null) {
                return;
            }
            String key = xml.getAttributeValue(null, "k");
            String value = xml.getAttributeValue(null, "v");
            if (key == null || value == null) {
                throw fault("a tag without k or v");
            }
            if (tags.isEmpty()) {
                tags = new HashMap<>();
            }
            if (tags.size() >= MOST_TAGS) {
                throw fault("more than " + MOST_TAGS + " tags on one element");
            }
            tags.put(key, value);
        }

        private void node() throws IOException {
            if (open != Kind.WAY) {
                return;
            }
            if (nodeCount == nodes.length && nodeCount <= MOST_MEMBERS) {
                nodes = Arrays.copyOf(nodes, 2 * nodeCount);
            }
            if (nodeCount < nodes.length) {
                nodes[nodeCount] = whole("ref");
            }
            nodeCount++;
        }

        private void member() throws IOException {
            if (open != Kind.RELATION || members.size() >= MOST_MEMBERS) {
                return;
            }
            String type = String.valueOf(xml.getAttributeValue(null, "type"));
            String role = xml.getAttributeValue(null, "role");
            members.add(new Member(
                    switch (type) {
                        case "node" -> Kind.NODE;
                        case "way" -> Kind.WAY;
                        case "relation" -> Kind.RELATION;
                        default -> null;
                    },
                    whole("ref"),
                    role == null ? "" : role));
        }

        private void end() throws IOException {
            depth--;
            String name = xml.getLocalName();
            if (open == Kind.NODE && name.equals("node")) {
                handler.node(id, lon, lat, tags);
                open = null;
            } else if (open == Kind.WAY && name.equals("way")) {
                handler.way(id, nodeCount > MOST_MEMBERS ? null : Arrays.copyOf(nodes, nodeCount), tags);
                open = null;
            } else if (open == Kind.RELATION && name.equals("relation")) {
                handler.relation(id, members, tags);
                open = null;
            }
        }

        private long whole(String attribute) throws ImportException {
            String text = xml.getAttributeValue(null, attribute);
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw fault(attribute + " is no whole number: " + ImportReport.shown(String.valueOf(text)));
            }
        }

        private double real(String attribute) throws ImportException {
            String text = xml.getAttributeValue(null, attribute);
            if (text == null) {
                return Double.NaN;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw fault(attribute + " is no number: " + ImportReport.shown(text));
            }
        }

        private ImportException fault(String fault) {
            return new ImportException(file, xml.getLocation().getLineNumber(), fault);
        }
    }

    /** Ends in a clear error when there is no markup, or no end to it, for too long. */
    private static final class MarkupGuard extends FilterInputStream {
        private final Path file;
        private long line = 1;
        private int since;

        MarkupGuard(Path file, InputStream in) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            for (int i = offset; i < offset + read; i++) {
                byte b = into[i];
                since = b == '<' ? 0 : since + 1;
                line += b == '\n' ? 1 : 0;
                if (since > LONGEST_MARKUP) {
                    throw new ImportException(file, line, "longer than " + LONGEST_MARKUP + " bytes without markup");
                }
            }
            return read;
        }
    }
}
