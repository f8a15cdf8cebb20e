package city.mio.cli;

import city.mio.cli.command.MioCommand;

/** Where the program begins. */
public final class Mio {

    private Mio() {}

    /** Runs one command and ends the JVM with its exit code: 0 done, 1 failed, 2 asked wrongly. */
    public static void main(String[] args) {
        System.exit(MioCommand.line().execute(args));
    }
}
