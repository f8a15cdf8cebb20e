package city.mio.cli.command;

/** A command cannot do what it was asked; the message is one line for the person who asked. */
public final class CommandFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The command ran and failed. */
    public static final int FAILED = 1;
    /** The command was asked for something that cannot be. */
    public static final int ASKED_WRONGLY = 2;

    private final int exitCode;

    public CommandFault(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandFault(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
