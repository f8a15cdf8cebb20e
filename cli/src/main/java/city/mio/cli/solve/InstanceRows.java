package city.mio.cli.solve;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of numbers of an instance file, each with its line for messages; blank lines are left out, as are a byte order
 * mark and the end-of-file character that old files close with.
 */
record InstanceRows(Path file, List<double[]> rows, List<Integer> lines) {

    static InstanceRows read(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new InstanceFault(file + ": is not a text file");
        }
        int line = 0;
        for (String raw : text) {
            line++;
            raw = raw.replace("\uFEFF", "").replace("\u001A", "");
            if (raw.isBlank()) {
                continue;
            }
            String[] fields = raw.strip().split("\\s+");
            double[] row = new double[fields.length];
            for (int i = 0; i < fields.length; i++) {
                try {
                    row[i] = Double.parseDouble(fields[i]);
                } catch (NumberFormatException e) {
                    throw new InstanceFault(file + ", line " + line + ": \"" + shortened(fields[i]) + "\" is not a number");
                }
                if (!Double.isFinite(row[i])) {
                    throw new InstanceFault(file + ", line " + line + ": \"" + fields[i] + "\" is not a finite number");
                }
            }
            rows.add(row);
            lines.add(line);
        }
        if (rows.isEmpty()) {
            throw new InstanceFault(file + ": is empty");
        }
        return new InstanceRows(file, rows, lines);
    }

    InstanceFault fault(int row, String what) {
        return new InstanceFault(file + ", line " + lines.get(row) + ": " + what);
    }

    void width(int row, int fields, String names) {
        if (rows.get(row).length < fields) {
            throw fault(row, "has " + rows.get(row).length + " fields, not " + fields + " (" + names + ")");
        }
    }

    int whole(int row, int field, String name) {
        double value = rows.get(row)[field];
        if (value != Math.rint(value) || Math.abs(value) > 1e9) {
            throw fault(row, name + " is not a whole number: " + value);
        }
        return (int) value;
    }

    double at(int row, int field) {
        return rows.get(row)[field];
    }

    int count() {
        return rows.size();
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
