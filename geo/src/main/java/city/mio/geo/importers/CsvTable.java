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
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180, UTF-8, header line) read row by row, whose every fault names file, line and field. Not
 * thread-safe.
 */
final class CsvTable implements AutoCloseable {

    private static final int LONGEST_ROW = 4 << 20;

    private final Path file;
    private final CSVParser parser;
    private final LineGuard guard;
    private final Iterator<CSVRecord> records;
    private final int mostRows;
    private CSVRecord record;
    private long line;
    private int rows;

    private CsvTable(Path file, CSVParser parser, LineGuard guard, int mostRows) {
        this.file = file;
        this.guard = guard;
        this.parser = parser;
        this.records = parser.iterator();
        this.mostRows = mostRows;
    }

    /** Opens a file that must have these columns, and may have more. */
    static CsvTable open(Path file, ImportOptions options, List<String> columns) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(
                BoundedInputStream.open(file, options.mostBytes()),
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
            CsvTable table = new CsvTable(file, parser, guard, options.mostElements());
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

    /** Steps to the next row; false behind the last. */
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

    int rows() {
        return rows;
    }

    long line() {
        return line;
    }

    /** The field, without blanks around it; empty also where the column is not there. */
    String text(String column) {
        return record.isMapped(column) ? record.get(column).trim() : "";
    }

    String required(String column) throws ImportException {
        String text = text(column);
        if (text.isEmpty()) {
            throw fault(column, "is missing");
        }
        return text;
    }

    String required(String column, Predicate<String> holds, String expected) throws ImportException {
        String text = required(column);
        if (!holds.test(text)) {
            throw fault(column, "is \"" + ImportReport.shown(text) + "\", expected " + expected);
        }
        return text;
    }

    double number(String column, double least, double most) throws ImportException {
        String text = required(column);
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(column, "is no number: \"" + ImportReport.shown(text) + "\"");
        }
        if (!(number >= least && number <= most)) {
            throw fault(column, "is outside " + shortly(least) + " to " + shortly(most) + ": " + ImportReport.shown(text));
        }
        return number;
    }

    private static String shortly(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    int whole(String column, int least, int most) throws ImportException {
        double number = number(column, least, most);
        if (number != Math.rint(number)) {
            throw fault(column, "is no whole number: \"" + ImportReport.shown(text(column)) + "\"");
        }
        return (int) number;
    }

    long id(String column) throws ImportException {
        String text = required(column);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw fault(column, "is no whole number: \"" + ImportReport.shown(text) + "\"");
        }
    }

    /** Longitude and latitude; what is no place on Earth but one with both swapped is named as such. */
    double[] lonLat(String lonColumn, String latColumn) throws ImportException {
        double lon = number(lonColumn, -180, 180);
        double lat = number(latColumn, -180, 180);
        if (Math.abs(lat) > 90) {
            throw fault(
                    latColumn,
                    "is outside -90 to 90: " + text(latColumn)
                            + (Math.abs(lon) <= 90
                                    ? "; " + lonColumn + " and " + latColumn + " look swapped"
                                    : ""));
        }
        return new double[] {lon, lat};
    }

    ImportException fault(String column, String fault) {
        return new ImportException(file, line, column + " " + fault);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
