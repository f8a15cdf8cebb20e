package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/** The fastest way between two places: its links in order, the first and last covered in part. Immutable. */
public final class Route {

    private final LinkPosition from;
    private final LinkPosition to;
    private final int[] links;
    private final double seconds;
    private final double metres;

    private Route(LinkPosition from, LinkPosition to, int[] links, double seconds, double metres) {
        this.from = from;
        this.to = to;
        this.links = links;
        this.seconds = seconds;
        this.metres = metres;
    }

    /**
     * A route over the links.
     *
     * @param links indices in order, from the link of {@code from} to that of {@code to}
     * @throws IllegalArgumentException if the links do not begin and end so, or do not hang together
     */
    static Route of(RoadNetwork network, LinkPosition from, LinkPosition to, int[] links, double seconds) {
        if (links.length == 0 || links[0] != from.link() || links[links.length - 1] != to.link()) {
            throw new IllegalArgumentException("links do not lead from " + from + " to " + to);
        }
        double metres = 0;
        for (int i = 0; i < links.length; i++) {
            if (i > 0 && network.toNode(links[i - 1]) != network.fromNode(links[i])) {
                throw new IllegalArgumentException("links " + links[i - 1] + " and " + links[i] + " do not meet");
            }
            metres += network.lengthMetres(links[i]);
        }
        metres -= from.share() * network.lengthMetres(from.link());
        metres -= (1 - to.share()) * network.lengthMetres(to.link());
        return new Route(from, to, links, seconds, Math.max(0, metres));
    }

    public LinkPosition from() {
        return from;
    }

    public LinkPosition to() {
        return to;
    }

    public int linkCount() {
        return links.length;
    }

    /** The {@code i}th link. */
    public int link(int i) {
        return links[i];
    }

    /** All links in order; a copy. */
    public int[] links() {
        return links.clone();
    }

    /** The share of the {@code i}th link at which the route enters it: 0 but on the first. */
    public double enterShare(int i) {
        return i == 0 ? from.share() : 0;
    }

    /** The share of the {@code i}th link at which the route leaves it: 1 but on the last. */
    public double exitShare(int i) {
        return i == links.length - 1 ? to.share() : 1;
    }

    /** Travel time with turns. */
    public double seconds() {
        return seconds;
    }

    public double metres() {
        return metres;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route
                && from.equals(route.from)
                && to.equals(route.to)
                && Arrays.equals(links, route.links)
                && seconds == route.seconds
                && metres == route.metres;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(links) + Double.hashCode(seconds);
    }

    @Override
    public String toString() {
        return "Route[" + links.length + " links, " + seconds + " s, " + metres + " m]";
    }
}
