package city.mio.cli.command;

/** A place in the network as an option gives it. Immutable. */
record HostPort(String host, int port) {

    /** @throws CommandFault naming the option, if the text is not {@code HOST:PORT} */
    static HostPort parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65536) {
                return new HostPort(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            throw fault(option, text);
        }
        throw fault(option, text);
    }

    private static CommandFault fault(String option, String text) {
        return new CommandFault(CommandFault.ASKED_WRONGLY, option + ": is not HOST:PORT: " + text);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
