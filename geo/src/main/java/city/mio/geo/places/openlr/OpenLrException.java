package city.mio.geo.places.openlr;

/** A location that cannot be encoded, or a code that cannot be read or found on this network. */
public final class OpenLrException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenLrException(String message) {
        super(message);
    }

    OpenLrException(String message, Throwable cause) {
        super(message, cause);
    }
}
