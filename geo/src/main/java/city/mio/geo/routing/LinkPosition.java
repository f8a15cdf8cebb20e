package city.mio.geo.routing;

/**
 * A place on a link.
 *
 * @param link its index in the network
 * @param share how far along the link, 0 at its start to 1 at its end
 */
public record LinkPosition(int link, double share) {

    /** @throws IllegalArgumentException naming the field */
    public LinkPosition {
        if (link < 0) {
            throw new IllegalArgumentException("link " + link);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not within 0 and 1");
        }
    }

    /** The start of the link. */
    public static LinkPosition startOf(int link) {
        return new LinkPosition(link, 0);
    }

    /** The end of the link. */
    public static LinkPosition endOf(int link) {
        return new LinkPosition(link, 1);
    }
}
