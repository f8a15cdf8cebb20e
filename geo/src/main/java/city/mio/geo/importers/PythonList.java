package city.mio.geo.importers;

import java.util.ArrayList;
import java.util.List;

/** Fields that hold one value or, as Python prints it, a list: {@code ['a', 'b']}, {@code [1, 2]}. */
final class PythonList {

    private PythonList() {}

    /** The values; none of an empty field. */
    static List<String> parse(String field) {
        List<String> values = new ArrayList<>();
        if (field.isEmpty()) {
            return values;
        }
        if (!field.startsWith("[")) {
            values.add(field);
            return values;
        }
        int at = 1;
        // Shapefiles cut long text short.
        int end = field.endsWith("]") ? field.length() - 1 : field.length();
        StringBuilder value = new StringBuilder();
        while (at < end) {
            char c = field.charAt(at++);
            if (c == '\'' || c == '"') {
                while (at < end && field.charAt(at) != c) {
                    if (field.charAt(at) == '\\' && at + 1 < end) {
                        at++;
                    }
                    value.append(field.charAt(at++));
                }
                at++;
            } else if (c == ',') {
                add(values, value);
            } else if (c != ' ') {
                value.append(c);
            }
        }
        add(values, value);
        return values;
    }

    private static void add(List<String> values, StringBuilder value) {
        if (!value.isEmpty()) {
            values.add(value.toString());
        }
        value.setLength(0);
    }
}
