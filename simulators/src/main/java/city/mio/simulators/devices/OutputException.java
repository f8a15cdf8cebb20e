package city.mio.simulators.devices;

/** Something that was sent could not be delivered. */
public final class OutputException extends RuntimeException {

    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
