package city.mio.geo.importers;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shapefile's records (ESRI Shapefile Technical Description, 1998; dBASE III for the fields): points, and lines of
 * one part; of a line of several parts each comes as a row of its own. Text is decoded as the {@code .cpg} says,
 * UTF-8 without one; coordinates stand in the system of the {@code .prj} unless the options name one. Not
 * thread-safe.
 */
final class ShapeRows extends Rows {

    private static final int FILE_CODE = 9994;
    private static final int MOST_RECORD_BYTES = 16 << 20;
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_PRJ = 1 << 16;

    private record Field(String name, int start, int length) {}

    private final Path file;
    private final DataInputStream shapes;
    private final DataInputStream table;
    private final Map<String, Field> fields = new HashMap<>();
    private final Charset charset;
    private final int recordBytes;
    private final long records;
    private final int mostRows;

    private long record;
    private byte[] row;
    private double[] points = new double[0];
    private final List<double[]> waiting = new ArrayList<>();
    private int rows;

    private ShapeRows(Path file, ImportOptions options) throws IOException {
        super(file, ToWgs84.of(file, options.crs().isEmpty() ? projection(file) : options.crs()));
        this.file = file;
        this.mostRows = options.mostElements();
        Path dbf = beside(file, ".dbf");
        if (!Files.isRegularFile(dbf)) {
            throw new ImportException(dbf, "is missing beside " + file.getFileName());
        }
        charset = charset(file);
        shapes = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        table = new DataInputStream(new BufferedInputStream(Files.newInputStream(dbf), 1 << 16));
        try {
            ByteBuffer head = bytes(shapes, 100);
            int type = head.order(ByteOrder.LITTLE_ENDIAN).getInt(32) % 10;
            if (head.order(ByteOrder.BIG_ENDIAN).getInt(0) != FILE_CODE || (type != 1 && type != 3)) {
                throw new ImportException(file, "not a shapefile of points or lines");
            }
            ByteBuffer tableHead = bytes(table, 32).order(ByteOrder.LITTLE_ENDIAN);
            records = tableHead.getInt(4) & 0xFFFFFFFFL;
            recordBytes = tableHead.getShort(10) & 0xFFFF;
            readFields((tableHead.getShort(8) & 0xFFFF) - 32);
        } catch (EOFException fault) {
            close();
            throw new ImportException(file, "cut short");
        } catch (IOException fault) {
            close();
            throw fault;
        }
    }

    /** Opens the {@code .shp} file, with what lies beside it under the same name. */
    static ShapeRows open(Path file, ImportOptions options, List<String> columns) throws IOException {
        ShapeRows rows = new ShapeRows(file, options);
        for (String column : columns) {
            if (!rows.has(column)) {
                rows.close();
                throw new ImportException(file, "field " + column + " is missing");
            }
        }
        return rows;
    }

    private static Path beside(Path file, String ending) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - 4) + ending);
    }

    private static String projection(Path file) throws IOException {
        Path prj = beside(file, ".prj");
        if (!Files.isRegularFile(prj)) {
            return "";
        }
        if (Files.size(prj) > LONGEST_PRJ) {
            throw new ImportException(prj, "longer than " + LONGEST_PRJ + " bytes");
        }
        String text = Files.readString(prj, StandardCharsets.ISO_8859_1).strip();
        return text.startsWith("GEOGCS[\"GCS_WGS_1984\"") ? "" : text;
    }

    private static Charset charset(Path file) throws IOException {
        Path cpg = beside(file, ".cpg");
        if (!Files.isRegularFile(cpg) || Files.size(cpg) > 100) {
            return StandardCharsets.UTF_8;
        }
        String name = Files.readString(cpg, StandardCharsets.ISO_8859_1).strip();
        try {
            return Charset.forName(name.matches("\\d+") ? "windows-" + name : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException fault) {
            throw new ImportException(cpg, "names no character set: " + ImportReport.shown(name));
        }
    }

    private void readFields(int headBytes) throws IOException {
        int start = 1;
        int left = headBytes;
        while (left >= 32 && fields.size() < MOST_FIELDS) {
            int first = table.readUnsignedByte();
            left--;
            if (first == 0x0D) {
                break;
            }
            byte[] descriptor = new byte[32];
            descriptor[0] = (byte) first;
            table.readFully(descriptor, 1, 31);
            left -= 31;
            int nameLength = 0;
            while (nameLength < 11 && descriptor[nameLength] != 0) {
                nameLength++;
            }
            String name = new String(descriptor, 0, nameLength, StandardCharsets.US_ASCII);
            int length = descriptor[16] & 0xFF;
            fields.put(name, new Field(name, start, length));
            start += length;
        }
        if (start > recordBytes) {
            throw new ImportException(file, "damaged: fields of " + start + " bytes in records of " + recordBytes);
        }
        table.skipNBytes(Math.max(0, left));
    }

    private static ByteBuffer bytes(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    boolean next() throws IOException {
        if (++rows > mostRows) {
            throw new ImportException(file, "more than " + mostRows + " records");
        }
        if (!waiting.isEmpty()) {
            points = waiting.remove(0);
            return true;
        }
        if (record == records) {
            rows--;
            return false;
        }
        record++;
        try {
            row = bytes(table, recordBytes).array();
            ByteBuffer head = bytes(shapes, 8);
            long words = head.getInt(4) & 0xFFFFFFFFL;
            if (2 * words > MOST_RECORD_BYTES) {
                throw new ImportException(file, place() + ": of " + 2 * words + " bytes");
            }
            readShape(bytes(shapes, (int) (2 * words)).order(ByteOrder.LITTLE_ENDIAN));
            return true;
        } catch (EOFException fault) {
            throw new ImportException(file, place() + ": cut short");
        } catch (IndexOutOfBoundsException fault) {
            throw new ImportException(file, place() + ": damaged: its points do not fit");
        }
    }

    private void readShape(ByteBuffer shape) throws ImportException {
        points = new double[0];
        int type = shape.getInt(0);
        if (type == 0) {
            return;
        }
        if (type % 10 == 1) {
            points = new double[] {shape.getDouble(4), shape.getDouble(12)};
            return;
        }
        if (type % 10 != 3) {
            throw new ImportException(file, place() + ": neither point nor line");
        }
        int parts = shape.getInt(36);
        int count = shape.getInt(40);
        if (parts < 0 || count < 0 || 44L + 4L * parts + 16L * count > shape.limit()) {
            throw new ImportException(file, place() + ": damaged: its points do not fit");
        }
        for (int part = 0; part < parts; part++) {
            int from = shape.getInt(44 + 4 * part);
            int to = part + 1 < parts ? shape.getInt(48 + 4 * part) : count;
            if (from < 0 || to < from || to > count) {
                throw new ImportException(file, place() + ": damaged: its parts do not fit");
            }
            double[] line = new double[2 * (to - from)];
            for (int i = 0; i < line.length; i++) {
                line[i] = shape.getDouble(44 + 4 * parts + 16 * from + 8 * i);
            }
            waiting.add(line);
        }
        if (!waiting.isEmpty()) {
            points = waiting.remove(0);
        }
    }

    @Override
    String place() {
        return "record " + record;
    }

    @Override
    boolean has(String column) {
        return fields.containsKey(column);
    }

    @Override
    String text(String column) {
        Field field = fields.get(column);
        return field == null ? "" : new String(row, field.start, field.length, charset).replace("\0", "").trim();
    }

    @Override
    double[] geometry() throws ImportException {
        return places("shape", points.clone());
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        shapes.close();
        table.close();
    }
}
