package city.mio.cli.city;

/** A city's files are not as they should be; the message is one line that names the file, the line and the key. */
public final class CityFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line that names the file, the line where it is known, and the key */
    public CityFault(String message) {
        super(message);
    }

    /** @param message one line that names the file, the line where it is known, and the key */
    public CityFault(String message, Throwable cause) {
        super(message, cause);
    }
}
