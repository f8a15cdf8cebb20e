package city.mio.feeds.inbound;

import city.mio.events.RefusalReason;

/** A payload that is not what its topic asks for; the message names the field and never shows a plate. */
public final class PayloadException extends Exception {

    private final transient RefusalReason reason;

    PayloadException(RefusalReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it is refused. */
    public RefusalReason reason() {
        return reason;
    }
}
