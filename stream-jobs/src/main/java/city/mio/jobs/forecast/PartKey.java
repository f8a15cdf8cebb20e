package city.mio.jobs.forecast;

/**
 * What values are keyed by: the part of the city's targets that is forecast together, and the minute within the
 * five-minute step at which its steps end. Where all is forecast every five minutes there is one phase; where every
 * minute, there are five, each a grid of five-minute steps of its own.
 *
 * @param part {@code links}, {@code links-3} or {@code detectors}: also the name of its models' folder
 * @param phase minutes by which its steps begin after those of the clock
 */
record PartKey(String part, int phase) {

    static final String DETECTORS = "detectors";
    private static final String LINKS = "links";

    /** The part of a link. */
    static String ofLink(long linkId, int shards) {
        return shards == 1 ? LINKS : LINKS + "-" + Math.floorMod(linkId, shards);
    }

    boolean isDetectors() {
        return part.equals(DETECTORS);
    }

    /** As it stands in the stream. */
    String text() {
        return part + "#" + phase;
    }

    static PartKey of(String text) {
        int at = text.lastIndexOf('#');
        return new PartKey(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }
}
