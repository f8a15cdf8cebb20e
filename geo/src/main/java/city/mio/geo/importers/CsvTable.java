package city.mio.geo.importers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180, UTF-8, header line) read row by row, whose every fault names file, line and field. Not
 * thread-safe.
 */
final class CsvTable extends Rows {

    private static final int LONGEST_ROW = 4 << 20;

    private final Path file;
    private final CSVParser parser;
    private final LineGuard guard;
    private final Iterator<CSVRecord> records;
    private final int mostRows;
    private CSVRecord record;
    private long line;
    private int rows;

    private CsvTable(Path file, CSVParser parser, LineGuard guard, ImportOptions options) throws ImportException {
        super(file, ToWgs84.of(file, options.crs()));
        this.file = file;
        this.guard = guard;
        this.parser = parser;
        this.records = parser.iterator();
        this.mostRows = options.mostElements();
    }

    /** Opens a file that must have these columns, and may have more. */
    static CsvTable open(Path file, ImportOptions options, List<String> columns) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(
                BoundedInputStream.open(file, options),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            LineGuard guard = new LineGuard(file, reader, LONGEST_ROW, true);
            CSVParser parser = CSVFormat.RFC4180.builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .get()
                    .parse(guard);
            CsvTable table = new CsvTable(file, parser, guard, options);
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new ImportException(file, 1, "column " + column + " is missing");
                }
            }
            return table;
        } catch (ImportException fault) {
            reader.close();
            throw fault;
        } catch (CharacterCodingException fault) {
            reader.close();
            throw new ImportException(file, 1, "not UTF-8");
        } catch (UncheckedIOException | IOException | IllegalArgumentException | IllegalStateException fault) {
            reader.close();
            throw new ImportException(file, 1, "no CSV header: " + ImportReport.shown(String.valueOf(fault.getMessage())));
        }
    }

    @Override
    boolean next() throws IOException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            line = parser.getCurrentLineNumber();
            record = records.next();
            guard.rowDone();
            line = Math.max(line, parser.getCurrentLineNumber());
        } catch (UncheckedIOException | IllegalStateException fault) {
            Throwable cause = fault.getCause() == null ? fault : fault.getCause();
            if (cause instanceof ImportException known) {
                throw known;
            }
            throw new ImportException(
                    file,
                    Math.max(1, parser.getCurrentLineNumber()),
                    cause instanceof CharacterCodingException
                            ? "not UTF-8"
                            : "not CSV: " + ImportReport.shown(String.valueOf(cause.getMessage())));
        }
        if (!record.isConsistent()) {
            throw new ImportException(
                    file, line, record.size() + " fields where the header has " + parser.getHeaderMap().size());
        }
        if (++rows > mostRows) {
            throw new ImportException(file, line, "more than " + mostRows + " rows");
        }
        return true;
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    String place() {
        return "line " + line;
    }

    @Override
    boolean has(String column) {
        return parser.getHeaderMap().containsKey(column);
    }

    @Override
    String text(String column) {
        return record.isMapped(column) ? record.get(column).trim() : "";
    }

    @Override
    double[] geometry() throws ImportException {
        String text = text("geometry");
        if (text.isEmpty()) {
            return new double[0];
        }
        try {
            return places("geometry", WktLine.parse(text));
        } catch (IllegalArgumentException fault) {
            throw fault("geometry", fault.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
