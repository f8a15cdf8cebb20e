package city.mio.cli.match;

/**
 * One vehicle's passage over one link. Immutable.
 *
 * @param sequence counts up per vehicle from 0
 * @param link index in the network
 * @param enterTime UTC epoch milliseconds
 * @param exitTime UTC epoch milliseconds
 * @param startShare where on the link it begins, 0 to 1
 * @param coveredShare share of the link that was driven, 0 to 1
 * @param positions fixes matched to the link during this passage
 */
public record MatchedTraversal(
        String vehicleId,
        int sequence,
        int link,
        long enterTime,
        long exitTime,
        float startShare,
        float coveredShare,
        int positions) {}
