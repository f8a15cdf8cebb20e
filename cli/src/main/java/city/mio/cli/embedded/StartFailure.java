package city.mio.cli.embedded;

/** A part could not be started or reached; the message is one line for the person who started it. */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line that names the part, the port or file, and what to do */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
