package city.mio.geo.importers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file as a stream of bytes, unpacked if its name ends in {@code .gz}, that ends in a clear error when it unpacks
 * to more than it may: to more than a number of bytes, or to more than a number of times what was packed. Not
 * thread-safe.
 */
final class BoundedInputStream extends FilterInputStream {

    /** Small files may unpack to any number of times their size. */
    static final long RATIO_FROM_BYTES = 64L << 20;

    private final Path file;
    private final long mostBytes;
    private final long mostRatio;
    private final long packedBytes;
    private long bytes;

    private BoundedInputStream(Path file, InputStream in, ImportOptions options, long packedBytes) {
        super(in);
        this.file = file;
        this.mostBytes = options.mostBytes();
        this.mostRatio = options.mostRatio();
        this.packedBytes = packedBytes;
    }

    static InputStream open(Path file, ImportOptions options) throws IOException {
        boolean packed = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            InputStream unpacked = packed ? new GZIPInputStream(raw, 1 << 16) : raw;
            return new BoundedInputStream(file, unpacked, options, packed ? Files.size(file) : Long.MAX_VALUE);
        } catch (EOFException | ZipException fault) {
            raw.close();
            throw new ImportException(file, "not a whole gzip file: " + fault.getMessage());
        } catch (IOException fault) {
            raw.close();
            throw fault;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(into, offset, length);
        } catch (EOFException | ZipException fault) {
            throw new ImportException(file, "cut short or damaged: " + fault.getMessage());
        }
        bytes += Math.max(0, read);
        if (bytes > mostBytes) {
            throw new ImportException(file, "unpacks to more than " + mostBytes + " bytes");
        }
        if (bytes > RATIO_FROM_BYTES && bytes / mostRatio > packedBytes) {
            throw new ImportException(
                    file, "unpacks to more than " + mostRatio + " times its " + packedBytes + " bytes: not taken");
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        byte[] waste = new byte[(int) Math.max(0, Math.min(count, 8192))];
        while (skipped < count) {
            int read = read(waste, 0, (int) Math.min(waste.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
