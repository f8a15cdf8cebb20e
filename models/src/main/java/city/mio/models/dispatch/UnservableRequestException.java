package city.mio.models.dispatch;

/** A request that no plan can serve, whatever else there is: not even a vehicle of its own could. */
public final class UnservableRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int request;
    private final String reason;

    UnservableRequestException(int request, String reason) {
        super("request " + request + " cannot be served even by a vehicle of its own: " + reason);
        this.request = request;
        this.reason = reason;
    }

    /** The number of its pick-up. */
    public int request() {
        return request;
    }

    /** Why not, in words. */
    public String reason() {
        return reason;
    }
}
