package city.mio.bench.routing;

/**
 * Whether two routers find the same travel times, and what explains where they do not.
 *
 * @param pairs asked
 * @param same of these: the same to 10 ms, or both without a way
 * @param bannedOrBack the other's way is over a banned turn or turns back, or ours turns back where the other cannot
 * @param unexplained all others
 */
record Agreement(int pairs, int same, int bannedOrBack, int unexplained) {

    private static final double SAME_SECONDS = 0.010;

    /** Compares the first pairs of a sample. */
    static Agreement of(Contestant ours, Contestant other, PeerGraph peer, int[] from, int[] to, int pairs) {
        int same = 0;
        int explained = 0;
        for (int i = 0; i < pairs; i++) {
            double a = ours.seconds(from[i], to[i]);
            double b = other.seconds(from[i], to[i]);
            if (a == b || Math.abs(a - b) < SAME_SECONDS) {
                same++;
            } else if (b < a
                    ? hasBannedTurn(peer, other.route(from[i], to[i]))
                    : hasBannedTurn(peer, ours.route(from[i], to[i])) || turnsBack(peer, ours.route(from[i], to[i]))) {
                explained++;
            }
        }
        return new Agreement(pairs, same, explained, pairs - same - explained);
    }

    private static boolean hasBannedTurn(PeerGraph peer, int[] route) {
        for (int i = 1; i < route.length; i++) {
            if (peer.isBanned(route[i - 1], route[i])) {
                return true;
            }
        }
        return peer.drivesBannedPath(route);
    }

    private static boolean turnsBack(PeerGraph peer, int[] route) {
        for (int i = 1; i < route.length; i++) {
            if (peer.network().oppositeLink(route[i - 1]) == route[i]) {
                return true;
            }
        }
        return false;
    }
}
