package city.mio.geo.importers;

import java.util.OptionalInt;

/** Numbers of lanes as {@code lanes} spells them. */
final class LaneCount {

    /** More is a slip of the pen. */
    static final int MOST = 20;

    private LaneCount() {}

    /** The number, rounded down, at least 1; of several ({@code 2;3}) the least; empty if it cannot be. */
    static OptionalInt parse(String text) {
        int least = Integer.MAX_VALUE;
        for (String part : text.split("[;|,]")) {
            try {
                double lanes = Double.parseDouble(part.trim());
                if (!(lanes > 0 && lanes <= MOST)) {
                    return OptionalInt.empty();
                }
                least = Math.min(least, Math.max(1, (int) lanes));
            } catch (NumberFormatException e) {
                return OptionalInt.empty();
            }
        }
        return least == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(least);
    }
}
