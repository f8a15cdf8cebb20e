package city.mio.simulators.history;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the plain matrix form: the first line has the columns' ids, then a line a step with a value a column, empty
 * where nothing was measured.
 */
final class Matrix implements Closeable {

    private final BufferedWriter writer;
    private final StringBuilder line = new StringBuilder();

    Matrix(Path file, List<String> ids) throws IOException {
        writer = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8));
        writer.write(String.join(",", ids));
        writer.write('\n');
    }

    /** @param values NaN where nothing was measured */
    void row(double[] values) throws IOException {
        line.setLength(0);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            if (!Double.isNaN(values[i])) {
                line.append(String.format(Locale.ROOT, "%.2f", values[i]));
            }
        }
        writer.append(line).write('\n');
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
