package city.mio.models.incident;

/**
 * When congested links in a row are a queue that spills back. Immutable.
 *
 * @param minUpstreamLinks congested links upstream of the head that make it one. 2: over one crossing a slow link can be
 *     the signal's own; over two, the head's capacity holds back traffic that does not go there
 * @param minLengthMetres least length. 200: on finely cut networks two links may be shorter than one red phase's queue
 * @param holdMinutes a queue that is too short for so long is cleared. 3: as congestion itself
 * @param updateMinutes least time between two updates that do not make it graver
 * @param updateMetres change of length that is worth an update; a quarter of the length where that is more
 * @param longMetres length from which it is one step graver. 500: about two crossings of an arterial road
 * @param veryLongMetres length from which it is two steps graver, 1500
 */
public record QueueSettings(
        int minUpstreamLinks,
        double minLengthMetres,
        int holdMinutes,
        int updateMinutes,
        double updateMetres,
        double longMetres,
        double veryLongMetres) {

    /** What is used where a city says nothing. */
    public static final QueueSettings DEFAULT = new QueueSettings(2, 200, 3, 5, 200, 500, 1500);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public QueueSettings {
        Require.range("minUpstreamLinks", minUpstreamLinks, 1, 1000);
        Require.range("minLengthMetres", minLengthMetres, 0, 1e6);
        Require.range("holdMinutes", holdMinutes, 1, 1440);
        Require.range("updateMinutes", updateMinutes, 1, 1440);
        Require.range("updateMetres", updateMetres, 1, 1e6);
        Require.range("longMetres", longMetres, 0, 1e6);
        Require.range("veryLongMetres", veryLongMetres, longMetres, 1e6);
    }

    /** These settings with another number of upstream links. */
    public QueueSettings with(int newMinUpstreamLinks) {
        return new QueueSettings(
                newMinUpstreamLinks,
                minLengthMetres,
                holdMinutes,
                updateMinutes,
                updateMetres,
                longMetres,
                veryLongMetres);
    }
}
