package city.mio.models.haul.headroom;

import java.util.List;

/**
 * What a route can take in a slot. Immutable.
 *
 * @param cap now
 * @param declared vehicles
 * @param seen vehicles so far
 * @param vehicles that it can take with the confidence asked for
 * @param recommendedCap for the office to accept or not
 * @param reason for it
 * @param linkId the link that binds first
 */
public record HeadRoom(int cap, int declared, int seen, int vehicles, int recommendedCap, Reason reason, long linkId) {

    /** Why a cap is recommended. */
    public enum Reason {
        /** The road can take more than the cap lets through, and more are wanted. */
        ROAD_TAKES_MORE,
        /** More fit, but nobody wants them: the cap is left alone. */
        NOT_NEEDED,
        /** The cap is about what the road can take. */
        CAP_FITS,
        /** A link would get too slow with as many as the cap lets through. */
        LINK_TOO_SLOW,
        /** A link is expected to be too slow without any construction vehicle. */
        OVERLOADED_WITHOUT
    }

    /**
     * The office's question.
     *
     * @param leastSpeedShare speed over free flow below which no link may fall
     * @param confidence with which that must hold for all links together, 0.5 to 0.999
     * @param passengerCars equivalent of the mean vehicle on the route
     * @param mostGrowth factor on the cap that is recommended at most in one step; a road is not handed over whole on
     *     one forecast
     */
    public record Rules(double leastSpeedShare, double confidence, double passengerCars, double mostGrowth) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Rules {
            range("leastSpeedShare", leastSpeedShare, 0.01, 0.999);
            range("confidence", confidence, 0.5, 0.999);
            range("passengerCars", passengerCars, 0.5, 10);
            range("mostGrowth", mostGrowth, 1, 10);
        }

        private static void range(String field, double value, double lowest, double highest) {
            if (!(value >= lowest && value <= highest)) {
                throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
            }
        }
    }

    private static final double Z90 = 1.2815515655446004;

    /**
     * The head-room of a route in a slot. The volume at which a link gets too slow and the volume without construction
     * vehicles are both uncertain; their errors count as independent, that of the first as a factor, of the second as normal. That all links hold together is
     * had by asking each for its part of the risk (Bonferroni), which is on the safe side as errors along a route go together.
     */
    public static HeadRoom judge(List<LinkOutlook> links, Rules rules, int cap, int declared, int seen) {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("links is empty");
        }
        double z = normalQuantile(1 - (1 - rules.confidence()) / links.size());
        double least = Double.POSITIVE_INFINITY;
        LinkOutlook binding = null;
        for (LinkOutlook link : links) {
            // The relation is one of logarithms, so the volume at which a link gets too slow is uncertain by a factor; and
            // whatever the relation says, more than its capacity goes over no link.
            double share = link.relation().volumeShare(rules.leastSpeedShare());
            double sure = share * Math.exp(-z * link.relation().spread() / link.relation().beta());
            double most = link.capacity() * Math.min(1, share);
            double mostDoubt = most - link.capacity() * Math.min(1, sure);
            double spread = (link.p90() - link.p50()) / Z90;
            double room = most - link.p50() - Math.hypot(z * spread, mostDoubt);
            if (room < least) {
                least = room;
                binding = link;
            }
        }
        int vehicles = (int) Math.max(0, Math.min(1_000_000, Math.floor(least / rules.passengerCars() + 1e-9)));
        int grown = (int) Math.min(vehicles, Math.floor(cap * rules.mostGrowth() + 1e-9));
        if (vehicles < cap) {
            Reason reason = least < rules.passengerCars() ? Reason.OVERLOADED_WITHOUT : Reason.LINK_TOO_SLOW;
            return new HeadRoom(cap, declared, seen, vehicles, vehicles, reason, binding.linkId());
        }
        Reason reason = grown <= cap ? Reason.CAP_FITS : declared > cap ? Reason.ROAD_TAKES_MORE : Reason.NOT_NEEDED;
        int recommended = reason == Reason.ROAD_TAKES_MORE ? Math.min(grown, Math.max(cap, declared)) : cap;
        return new HeadRoom(cap, declared, seen, vehicles, recommended, reason, binding.linkId());
    }

    /** Quantile of the standard normal distribution by bisection on its distribution function. */
    static double normalQuantile(double probability) {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (normal(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
                * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
