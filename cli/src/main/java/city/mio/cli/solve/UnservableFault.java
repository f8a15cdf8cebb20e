package city.mio.cli.solve;

/** An instance that is well written and has no solution; one line that names the request and says why. */
public final class UnservableFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnservableFault(String message) {
        super(message);
    }
}
