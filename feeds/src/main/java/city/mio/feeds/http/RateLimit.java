package city.mio.feeds.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests a second for each client, and some more at once: a token bucket each. Memory is bounded: of many clients
 * the one that was silent longest is forgotten. Thread-safe.
 */
final class RateLimit {

    private static final int MOST_CLIENTS = 10_000;

    private static final class Bucket {
        double tokens;
        long nanos;
    }

    private final double perSecond;
    private final int atOnce;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    RateLimit(double perSecond, int atOnce) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
    }

    /**
     * Whether this client may ask now; counts it.
     *
     * @param nanos now, on whatever clock that does not go back
     */
    synchronized boolean allows(String client, long nanos) {
        Bucket bucket = buckets.get(client);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.tokens = atOnce;
            bucket.nanos = nanos;
            buckets.put(client, bucket);
        }
        bucket.tokens = Math.min(atOnce, bucket.tokens + (nanos - bucket.nanos) / 1e9 * perSecond);
        bucket.nanos = nanos;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }
}
