package city.mio.geo.importers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML file as a stream of elements, UTF-8. Document types and entities are refused; so are elements nested too
 * deep and markup longer than {@value #LONGEST_MARKUP} bytes, which no parser should be given to hold. Faults name
 * file and line. Not thread-safe.
 */
final class SafeXml implements AutoCloseable {

    private static final int LONGEST_MARKUP = 1 << 20;
    private static final int DEEPEST = 8;

    private final Path file;
    private final InputStream in;
    private final XMLStreamReader xml;
    private int depth;

    private SafeXml(Path file, InputStream in, XMLStreamReader xml) {
        this.file = file;
        this.in = in;
        this.xml = xml;
    }

    static SafeXml open(Path file, ImportOptions options) throws IOException {
        InputStream in = new MarkupGuard(file, BoundedInputStream.open(file, options));
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
            factory.setXMLResolver((publicId, systemId, base, namespace) -> {
                throw new XMLStreamException("entities are refused");
            });
            // Decoded here, for the JDK's parser tells of bad bytes on the standard error stream.
            return new SafeXml(file, in, factory.createXMLStreamReader(new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT))));
        } catch (XMLStreamException fault) {
            in.close();
            throw explain(file, fault);
        }
    }

    /** Steps on: {@link XMLStreamConstants#START_ELEMENT}, {@code END_ELEMENT}, or {@code END_DOCUMENT} at the end. */
    int next() throws IOException {
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> throw fault("has a document type: refused");
                    case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION ->
                        throw fault("has an entity: refused");
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > DEEPEST) {
                            throw fault("elements in elements, " + DEEPEST + " deep");
                        }
                        return XMLStreamConstants.START_ELEMENT;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return XMLStreamConstants.END_ELEMENT;
                    }
                    default -> { }
                }
            }
            return XMLStreamConstants.END_DOCUMENT;
        } catch (XMLStreamException fault) {
            throw explain(file, fault);
        }
    }

    /** How deep the present element stands; 1 is the outermost. */
    int depth() {
        return depth;
    }

    /** The present element's name. */
    String name() {
        return xml.getLocalName();
    }

    /** An attribute of the present element; null if it has none of this name. */
    String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** An attribute that must be there. */
    String required(String name) throws ImportException {
        String text = attribute(name);
        if (text == null) {
            throw fault("<" + ImportReport.shown(name()) + "> without " + name);
        }
        return text;
    }

    long whole(String attribute) throws ImportException {
        String text = attribute(attribute);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw fault(attribute + " is no whole number: " + ImportReport.shown(String.valueOf(text)));
        }
    }

    /** A number; not a number where the attribute is missing. */
    double real(String attribute) throws ImportException {
        String text = attribute(attribute);
        if (text == null) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(attribute + " is no number: " + ImportReport.shown(text));
        }
    }

    ImportException fault(String fault) {
        return new ImportException(file, xml.getLocation().getLineNumber(), fault);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException fault) {
            throw explain(file, fault);
        } finally {
            in.close();
        }
    }

    private static ImportException explain(Path file, XMLStreamException fault) {
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
        return new ImportException(file, line, "no whole XML: " + shown);
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
