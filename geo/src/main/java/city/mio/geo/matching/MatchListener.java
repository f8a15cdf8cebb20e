package city.mio.geo.matching;

/**
 * Is told what {@link OnlineMatcher} has decided. Nothing that was told is ever taken back. Links are given by
 * their index in the matcher's network, times in UTC epoch milliseconds, shares from 0 at a link's start to 1 at
 * its end. Called on the thread that feeds the matcher, from within its methods.
 */
public interface MatchListener {

    /**
     * A passage over a link is complete, or as complete as it will be: where a trip begins, ends, breaks off or
     * turns back, a part of the link only.
     *
     * @param enterTime when the vehicle came onto the link; not before the exit of the passage before
     * @param exitTime when it left it, not before {@code enterTime}; between fixes both are interpolated by the
     *     free-flow travel time of what lies between
     * @param startShare where on the link the passage begins, 0 unless a trip begins here or a turn back was made
     * @param coveredShare share of the link that was driven; {@code startShare + coveredShare} is where it ends
     * @param positions fixes matched to the link during this passage, 0 if it was only driven through between two
     */
    void traversal(
            int link, long enterTime, long exitTime, float startShare, float coveredShare, int positions);

    /**
     * A fix was decided. Called exactly once for every accepted fix, in the order of time.
     *
     * @param link index of the link it was matched to; -1 if to none
     * @param offsetShare where on the link; 0 without a link
     * @param reasonOrNull why it was matched to none; null if it was matched
     */
    void fix(long time, int link, float offsetShare, UnmatchedReason reasonOrNull);

    /**
     * The path ends here; what follows is a new one.
     *
     * @param time when the vehicle was last known to be on the path
     */
    void broken(long time, BreakReason reason);
}
