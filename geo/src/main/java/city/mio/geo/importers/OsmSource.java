package city.mio.geo.importers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An OpenStreetMap file that can be gone through more than once. */
interface OsmSource {

    /** What an element is. */
    enum Kind {
        NODE,
        WAY,
        RELATION
    }

    /** A member of a relation; the kind is null where the file names one that is unknown. */
    record Member(Kind kind, long id, String role) {}

    /** Is told of elements, in the file's order. Arrays and maps are the handler's to keep. */
    interface Handler {
        default void node(long id, double lon, double lat, Map<String, String> tags) throws IOException {}

        default void way(long id, long[] nodes, Map<String, String> tags) throws IOException {}

        default void relation(long id, List<Member> members, Map<String, String> tags) throws IOException {}
    }

    /** The most nodes a way, and members a relation, may have: 25 times what OpenStreetMap lets anybody upload. */
    int MOST_MEMBERS = 50_000;

    /** What the file is, for people. */
    String kind();

    /**
     * Goes through the file once.
     *
     * @throws ImportException if it is cut, damaged, or not what it should be
     */
    void read(Set<Kind> wanted, Handler handler) throws IOException;
}
