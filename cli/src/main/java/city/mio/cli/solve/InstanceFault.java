package city.mio.cli.solve;

/** An instance or a file beside it cannot be used; one line that names the file and the row. */
public final class InstanceFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InstanceFault(String message) {
        super(message);
    }
}
