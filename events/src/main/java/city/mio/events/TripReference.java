package city.mio.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a trip is called where everybody may read. Whoever knows a trip's request id may see, change and cancel it, so the id
 * itself is for the rider alone; boards, maps and alerts show this in its place.
 */
public final class TripReference {

    private static final int BYTES = 6;

    private TripReference() {}

    /** The same for the same trip, wherever it is made; the id cannot be told from it unless it can be guessed. */
    public static String of(String serviceKey, String requestId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((serviceKey + "/" + requestId).getBytes(StandardCharsets.UTF_8));
            return "T" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
