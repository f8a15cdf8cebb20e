package city.mio.cli.engine;

/** Somebody asked to stop while parts were still starting. */
final class StoppedEarly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedEarly() {
        super("stopped while starting");
    }
}
