package city.mio.cli.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads one array of a NumPy {@code .npz} file: little-endian float32, float64, int32 or int64 in C order, two or three
 * dimensions; of the third the first feature. Format: NumPy Enhancement Proposal 1.
 */
final class NpzFile {

    private static final Pattern HEADER = Pattern.compile(
            "'descr':\\s*'([^']+)'.*'fortran_order':\\s*(\\w+).*'shape':\\s*\\(([^)]*)\\)", Pattern.DOTALL);

    private NpzFile() {}

    static Matrix read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("data.npy");
            if (entry == null) {
                List<? extends ZipEntry> all = Collections.list(zip.entries());
                if (all.isEmpty()) {
                    throw new IOException(file + ": holds no array");
                }
                entry = all.get(0);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return array(file, in.readAllBytes());
            }
        } catch (java.util.zip.ZipException e) {
            throw new IOException(file + ": is no .npz file: " + e.getMessage(), e);
        }
    }

    private static Matrix array(Path file, byte[] bytes) throws IOException {
        if (bytes.length < 12 || bytes[0] != (byte) 0x93 || bytes[1] != 'N') {
            throw new IOException(file + ": does not begin as a NumPy array does");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = bytes[6] == 1;
        int headerLength = first ? Short.toUnsignedInt(buffer.getShort(8)) : buffer.getInt(8);
        int begin = first ? 10 : 12;
        if (headerLength < 0 || begin + headerLength > bytes.length) {
            throw new IOException(file + ": the array's header is cut off");
        }
        String header = new String(bytes, begin, headerLength, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.find() || !"False".equals(matcher.group(2))) {
            throw new IOException(file + ": needs an array in C order: " + header.strip());
        }
        String[] sizes = matcher.group(3).split(",");
        if (sizes.length < 2 || sizes.length > 3) {
            throw new IOException(file + ": needs steps x targets (x features): (" + matcher.group(3) + ")");
        }
        int steps = Integer.parseInt(sizes[0].strip());
        int targets = Integer.parseInt(sizes[1].strip());
        int features = sizes.length == 3 && !sizes[2].isBlank() ? Integer.parseInt(sizes[2].strip()) : 1;
        String type = matcher.group(1);
        int width = switch (type) {
            case "<f4", "<i4" -> 4;
            case "<f8", "<i8" -> 8;
            default -> throw new IOException(file + ": numbers of the type " + type + " are not read");
        };
        int at = begin + headerLength;
        if ((long) steps * targets * features * width != bytes.length - at) {
            throw new IOException(file + ": the array is cut off");
        }
        float[] values = new float[steps * targets];
        for (int i = 0; i < values.length; i++) {
            int where = at + i * features * width;
            values[i] = switch (type) {
                case "<f4" -> buffer.getFloat(where);
                case "<f8" -> (float) buffer.getDouble(where);
                case "<i4" -> buffer.getInt(where);
                default -> buffer.getLong(where);
            };
        }
        return new Matrix(Matrix.numbered(targets), values);
    }
}
