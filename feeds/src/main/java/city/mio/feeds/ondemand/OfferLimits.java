package city.mio.feeds.ondemand;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much of a service one client may hold by offers that it has not taken: an offer keeps its places from others until it
 * expires. Immutable, thread-safe.
 */
public final class OfferLimits {

    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final Limit usual;
    private final Map<String, Limit> byAddress;
    private final int holdSeconds;

    /**
     * So much at a time.
     *
     * @param offers that are open
     * @param riders of all of them together
     */
    public record Limit(int offers, int riders) {

        /** @throws IllegalArgumentException naming the field */
        public Limit {
            Require.range("offers", offers, 1, 1_000_000);
            Require.range("riders", riders, 1, 1_000_000);
        }
    }

    /**
     * Limits of a service.
     *
     * @param byAddress of clients that may hold another number, by the address that they connect from
     * @param holdSeconds how long an offer is held
     * @throws IllegalArgumentException naming the field
     */
    public OfferLimits(Limit usual, Map<String, Limit> byAddress, int holdSeconds) {
        this.usual = Require.present("usual", usual);
        this.byAddress = new HashMap<>();
        byAddress.forEach((address, limit) -> this.byAddress.put(plain(address), limit));
        Require.range("holdSeconds", holdSeconds, 1, 86_400);
        this.holdSeconds = holdSeconds;
    }

    /** Of whoever is not known by address. */
    public Limit usual() {
        return usual;
    }

    /** @param address as the connection has it */
    public Limit of(String address) {
        return byAddress.isEmpty() ? usual : byAddress.getOrDefault(plain(address), usual);
    }

    /** How long an offer is held, in seconds. */
    public int holdSeconds() {
        return holdSeconds;
    }

    /** One way to write each address: IPv6 has many, with brackets and without, and IPv4 may come in its clothes. */
    private static String plain(String address) {
        String bare = address.replaceAll("^\\[|\\]$", "").replaceAll("%.*", "");
        if (!LITERAL.matcher(bare).matches()) {
            return address;
        }
        try {
            // Of a literal nobody is asked.
            return InetAddress.getByName(bare).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
