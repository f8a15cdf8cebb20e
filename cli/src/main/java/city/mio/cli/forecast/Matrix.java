package city.mio.cli.forecast;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Values of targets over steps as a file holds them: CSV (first line the targets, then a line a step, empty = missing;
 * also gzipped), {@code .npz} (array {@code data} or the first, steps × targets × features) or {@code .h5} (the
 * two-dimensional number data set, as pandas writes it).
 *
 * @param values {@code [step * targets + target]}, NaN for missing
 */
public record Matrix(List<String> targets, float[] values) {

    public int steps() {
        return values.length / targets.size();
    }

    /** Zeros as missing, as the literature's masks have it. */
    Matrix withZerosMissing() {
        float[] masked = values.clone();
        for (int i = 0; i < masked.length; i++) {
            if (masked[i] == 0) {
                masked[i] = Float.NaN;
            }
        }
        return new Matrix(targets, masked);
    }

    /**
     * Reads a file by its ending.
     *
     * @throws IOException one line naming the file and, for text, the row and column
     */
    public static Matrix read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        String name = file.getFileName().toString();
        if (name.endsWith(".npz")) {
            return NpzFile.read(file);
        }
        if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            return readHdf(file);
        }
        return readText(file, name.endsWith(".gz"));
    }

    private static Matrix readText(Path file, boolean zipped) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = zipped ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            if (header == null || header.isBlank()) {
                throw new IOException(file + ": is empty; its first line must name the targets");
            }
            List<String> targets = List.of(header.strip().split(","));
            float[] values = new float[targets.size() * 1024];
            int size = 0;
            int row = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                row++;
                String[] cells = line.split(",", -1);
                if (cells.length != targets.size()) {
                    throw new IOException(file + ": line " + row + " has " + cells.length + " values where "
                            + targets.size() + " targets are named");
                }
                if (size + cells.length > values.length) {
                    values = Arrays.copyOf(values, values.length * 2);
                }
                for (int column = 0; column < cells.length; column++) {
                    values[size++] = number(file, row, column, cells[column].strip());
                }
            }
            return new Matrix(targets, Arrays.copyOf(values, size));
        }
    }

    private static float number(Path file, int row, int column, String cell) throws IOException {
        if (cell.isEmpty()) {
            return Float.NaN;
        }
        try {
            return Float.parseFloat(cell);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + ": line " + row + ", column " + (column + 1) + ": \"" + cell + "\" is no number", e);
        }
    }

    private static Matrix readHdf(Path file) throws IOException {
        try (HdfFile hdf = new HdfFile(file)) {
            Dataset dataset = firstMatrix(hdf);
            if (dataset == null) {
                throw new IOException(file + ": holds no two-dimensional data set of numbers");
            }
            int[] shape = dataset.getDimensions();
            Object rows = dataset.getData();
            float[] values = new float[shape[0] * shape[1]];
            for (int step = 0; step < shape[0]; step++) {
                Object row = Array.get(rows, step);
                for (int target = 0; target < shape[1]; target++) {
                    values[step * shape[1] + target] = ((Number) Array.get(row, target)).floatValue();
                }
            }
            return new Matrix(numbered(shape[1]), values);
        } catch (io.jhdf.exceptions.HdfException e) {
            throw new IOException(file + ": is no readable HDF5 file: " + e.getMessage(), e);
        }
    }

    private static Dataset firstMatrix(io.jhdf.api.Group group) {
        for (Node node : group.getChildren().values()) {
            if (node instanceof Dataset dataset
                    && dataset.getDimensions().length == 2
                    && isNumber(dataset.getJavaType())) {
                return dataset;
            }
            if (node instanceof io.jhdf.api.Group inner) {
                Dataset found = firstMatrix(inner);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isNumber(Class<?> type) {
        return type == double.class || type == float.class || type == long.class || type == int.class;
    }

    static List<String> numbered(int targets) {
        String[] names = new String[targets];
        Arrays.setAll(names, Integer::toString);
        return List.of(names);
    }
}
