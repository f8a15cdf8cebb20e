package city.mio.geo.network;

import java.util.Arrays;
import java.util.List;

/**
 * Paths over three and more links, one after the other in one array.
 *
 * @param start where each path begins in {@code links}, and one past the last at the end
 * @param links link indices in the order of driving; not to be changed
 */
record LinkPaths(int[] start, int[] links) {

    static final LinkPaths NONE = new LinkPaths(new int[1], new int[0]);

    private static final int FEWEST_LINKS = 3;

    /** Of the paths, ascending. */
    static LinkPaths of(List<int[]> paths) {
        if (paths.isEmpty()) {
            return NONE;
        }
        List<int[]> sorted = paths.stream().sorted(Arrays::compare).toList();
        int[] start = new int[sorted.size() + 1];
        for (int i = 0; i < sorted.size(); i++) {
            start[i + 1] = start[i] + sorted.get(i).length;
        }
        int[] links = new int[start[sorted.size()]];
        for (int i = 0; i < sorted.size(); i++) {
            System.arraycopy(sorted.get(i), 0, links, start[i], sorted.get(i).length);
        }
        return new LinkPaths(start, links);
    }

    int count() {
        return start.length - 1;
    }

    void forEach(RoadNetwork.PathVisitor visitor) {
        for (int i = 0; i < count(); i++) {
            visitor.visit(Arrays.copyOfRange(links, start[i], start[i + 1]));
        }
    }

    /** @throws IllegalArgumentException if the paths, from a file, are none over links with these ends */
    void check(int[] linkFrom, int[] linkTo, String what) {
        if (start[0] != 0 || start[count()] != links.length) {
            throw new IllegalArgumentException(what + "s do not fit");
        }
        for (int i = 0; i < count(); i++) {
            boolean whole = start[i] >= 0 && start[i + 1] <= links.length && start[i + 1] - start[i] >= FEWEST_LINKS;
            for (int k = start[i]; whole && k < start[i + 1]; k++) {
                whole = links[k] >= 0
                        && links[k] < linkFrom.length
                        && (k == start[i] || linkTo[links[k - 1]] == linkFrom[links[k]]);
            }
            if (!whole) {
                throw new IllegalArgumentException(what + " " + i + " is no path");
            }
        }
    }
}
