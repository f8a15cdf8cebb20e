package city.mio.bench.routing;

/**
 * A router on a network of links, asked from the start of one link to the end of another: the time over both and over
 * what lies between. Used by one thread.
 */
interface Contestant {

    /** What it is, in a table. */
    String name();

    /** Seconds; positive infinity if no way leads there. The links differ. */
    double seconds(int fromLink, int toLink);

    /** Links of the fastest route, with both; empty if no way leads there. The links differ. */
    int[] route(int fromLink, int toLink);

    /** Sum of the seconds from each to each that can be reached: what a matrix costs. */
    double matrix(int[] fromLinks, int[] toLinks);

    /** Whether {@link #changeTimes} is possible without preparing anew. */
    boolean canChangeTimes();

    /** Takes new travel times of all links into use, milliseconds. */
    void changeTimes(int[] millis);
}
