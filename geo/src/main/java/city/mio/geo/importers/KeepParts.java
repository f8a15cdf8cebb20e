package city.mio.geo.importers;

/** Which parts of a network are kept; a part is strongly connected: every node reaches every other. */
public enum KeepParts {
    /** {@link #ALL} for plain nodes and arcs, whose lines are names, {@link #LARGEST} for all else. */
    BY_KIND,
    /** The part with the most nodes: vehicles never get stuck on it. */
    LARGEST,
    /** Everything, islands and dead ends of one-ways too. */
    ALL
}
