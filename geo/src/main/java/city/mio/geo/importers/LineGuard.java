package city.mio.geo.importers;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/**
 * Passes text on and ends in a clear error when a line, or what its reader takes for one row, is longer than it may
 * be, before anybody holds it in memory. Not thread-safe.
 */
final class LineGuard extends FilterReader {

    private final Path file;
    private final int longest;
    private long line = 1;
    private int length;
    private final boolean rowsOfLines;

    /** @param rowsOfLines whether a row may be of many lines, so that only {@link #rowDone} ends it */
    LineGuard(Path file, Reader in, int longest, boolean rowsOfLines) {
        super(in);
        this.rowsOfLines = rowsOfLines;
        this.file = file;
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int offset, int count) throws IOException {
        int read = super.read(into, offset, count);
        for (int i = offset; i < offset + read; i++) {
            line += into[i] == '\n' ? 1 : 0;
            length = into[i] == '\n' && !rowsOfLines ? 0 : length + 1;
            if (length > longest) {
                throw new ImportException(file, line, "longer than " + longest + " characters");
            }
        }
        return read;
    }

    /** A row was read whole. */
    void rowDone() {
        length = 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
