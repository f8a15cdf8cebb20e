package city.mio.events.wire;

import city.mio.events.RefusalReason;

/** Bytes that are not the event they should be; the reason and message go to the dead letters as they are. */
public final class WireException extends Exception {

    private final RefusalReason reason;

    public WireException(RefusalReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** {@code UNDECODABLE} for bytes without the declared form, {@code INVALID_FIELD} for a bad value in it. */
    public RefusalReason reason() {
        return reason;
    }
}
