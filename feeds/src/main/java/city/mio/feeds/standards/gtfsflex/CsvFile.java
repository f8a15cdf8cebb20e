package city.mio.feeds.standards.gtfsflex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** One file of a dataset: a header and rows, CSV as RFC 4180 has it, UTF-8. Not thread-safe. */
final class CsvFile {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).setRecordSeparator("\r\n").get();

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;
    private final int columns;
    private int rows;

    CsvFile(String... header) {
        columns = header.length;
        try {
            printer = new CSVPrinter(text, FORMAT);
            printer.printRecord((Object[]) header);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    CsvFile row(Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException(values.length + " values for " + columns + " columns");
        }
        try {
            printer.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        rows++;
        return this;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
