package city.mio.geo.network;

import java.util.Arrays;

/**
 * What a query of {@link LinkIndex} found: for each link within the radius its point nearest to the query, in
 * primitive arrays that are used again by the next query. Entries stand from the nearest to the farthest, equal
 * distances by link index. Not thread-safe: one instance a thread.
 */
public final class Candidates {

    private static final int FIRST_CAPACITY = 64;

    private int size;
    private int[] links = new int[FIRST_CAPACITY];
    private int[] segments = new int[FIRST_CAPACITY];
    private double[] squaredDistances = new double[FIRST_CAPACITY];
    private double[] distances = new double[FIRST_CAPACITY];
    private float[] offsetShares = new float[FIRST_CAPACITY];
    private float[] bearings = new float[FIRST_CAPACITY];
    private double[] xs = new double[FIRST_CAPACITY];
    private double[] ys = new double[FIRST_CAPACITY];

    /** Open addressing from link to entry; a slot counts only if its stamp is that of the present query. */
    private int[] slotStamps = new int[4 * FIRST_CAPACITY];

    private int[] slotEntries = new int[4 * FIRST_CAPACITY];
    private int stamp;

    /** Number of links found. */
    public int size() {
        return size;
    }

    /** Index of the {@code i}th nearest link. */
    public int link(int i) {
        return links[check(i)];
    }

    /** Distance from the query to the link, metres. */
    public double distanceMetres(int i) {
        return distances[check(i)];
    }

    /** Where along the link its nearest point lies, 0 at its start, 1 at its end. */
    public float offsetShare(int i) {
        return offsetShares[check(i)];
    }

    /** The nearest point on the link, metres east in the network's projection. */
    public double x(int i) {
        return xs[check(i)];
    }

    /** The nearest point on the link, metres north in the network's projection. */
    public double y(int i) {
        return ys[check(i)];
    }

    /** Driving direction of the link at its nearest point, degrees clockwise from north, 0 to below 360. */
    public float bearingDegrees(int i) {
        return bearings[check(i)];
    }

    /** Forgets all but the {@code count} nearest. */
    public void keepNearest(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count);
        }
        size = Math.min(size, count);
    }

    private int check(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("candidate " + i + " of " + size);
        }
        return i;
    }

    void clear() {
        size = 0;
        stamp++;
        if (stamp == 0) {
            Arrays.fill(slotStamps, 0);
            stamp = 1;
        }
    }

    /** Tells of a point on a link; the nearest point of each link stays, of equals the one of the first segment. */
    void offer(int link, int segment, double squaredDistance, double x, double y, double shareOnSegment) {
        int entry = entryOf(link);
        if (squaredDistance > squaredDistances[entry]
                || (squaredDistance == squaredDistances[entry] && segment >= segments[entry])) {
            return;
        }
        segments[entry] = segment;
        squaredDistances[entry] = squaredDistance;
        xs[entry] = x;
        ys[entry] = y;
        offsetShares[entry] = (float) shareOnSegment;
    }

    private int entryOf(int link) {
        int mask = slotStamps.length - 1;
        int slot = (link * 0x9E3779B9 >>> 7) & mask;
        while (slotStamps[slot] == stamp) {
            if (links[slotEntries[slot]] == link) {
                return slotEntries[slot];
            }
            slot = (slot + 1) & mask;
        }
        if (size == links.length) {
            grow();
            return entryOf(link);
        }
        slotStamps[slot] = stamp;
        slotEntries[slot] = size;
        links[size] = link;
        squaredDistances[size] = Double.POSITIVE_INFINITY;
        segments[size] = Integer.MAX_VALUE;
        return size++;
    }

    private void grow() {
        int capacity = 2 * links.length;
        links = Arrays.copyOf(links, capacity);
        segments = Arrays.copyOf(segments, capacity);
        squaredDistances = Arrays.copyOf(squaredDistances, capacity);
        distances = Arrays.copyOf(distances, capacity);
        offsetShares = Arrays.copyOf(offsetShares, capacity);
        bearings = Arrays.copyOf(bearings, capacity);
        xs = Arrays.copyOf(xs, capacity);
        ys = Arrays.copyOf(ys, capacity);
        slotStamps = new int[4 * capacity];
        slotEntries = new int[4 * capacity];
        stamp = 1;
        int mask = slotStamps.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int slot = (links[entry] * 0x9E3779B9 >>> 7) & mask;
            while (slotStamps[slot] == stamp) {
                slot = (slot + 1) & mask;
            }
            slotStamps[slot] = stamp;
            slotEntries[slot] = entry;
        }
    }

    /** Turns what was offered into what is read: sorted, shares along the link, bearings. */
    void finish(float[] segmentStartShare, float[] segmentEndShare, float[] segmentBearing) {
        sort();
        for (int i = 0; i < size; i++) {
            int segment = segments[i];
            float start = segmentStartShare[segment];
            offsetShares[i] = start + offsetShares[i] * (segmentEndShare[segment] - start);
            bearings[i] = segmentBearing[segment];
            distances[i] = Math.sqrt(squaredDistances[i]);
        }
    }

    private void sort() {
        if (size > 48) {
            heapSort();
            return;
        }
        for (int i = 1; i < size; i++) {
            for (int k = i; k > 0 && before(k, k - 1); k--) {
                swap(k, k - 1);
            }
        }
    }

    private void heapSort() {
        for (int root = size / 2 - 1; root >= 0; root--) {
            siftDown(root, size);
        }
        for (int end = size - 1; end > 0; end--) {
            swap(0, end);
            siftDown(0, end);
        }
    }

    private void siftDown(int from, int end) {
        int root = from;
        for (int child = 2 * root + 1; child < end; child = 2 * root + 1) {
            if (child + 1 < end && before(child, child + 1)) {
                child++;
            }
            if (!before(root, child)) {
                return;
            }
            swap(root, child);
            root = child;
        }
    }

    private boolean before(int i, int k) {
        return squaredDistances[i] < squaredDistances[k]
                || (squaredDistances[i] == squaredDistances[k] && links[i] < links[k]);
    }

    private void swap(int i, int k) {
        int link = links[i];
        links[i] = links[k];
        links[k] = link;
        int segment = segments[i];
        segments[i] = segments[k];
        segments[k] = segment;
        double squared = squaredDistances[i];
        squaredDistances[i] = squaredDistances[k];
        squaredDistances[k] = squared;
        float share = offsetShares[i];
        offsetShares[i] = offsetShares[k];
        offsetShares[k] = share;
        double x = xs[i];
        xs[i] = xs[k];
        xs[k] = x;
        double y = ys[i];
        ys[i] = ys[k];
        ys[k] = y;
    }
}
