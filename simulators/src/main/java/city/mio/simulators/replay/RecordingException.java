package city.mio.simulators.replay;

/** A recording cannot be read at all; the message names the file and the place. */
public final class RecordingException extends RuntimeException {

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
