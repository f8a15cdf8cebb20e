package city.mio.cli.embedded;

/** A part that runs until it is closed. */
public interface Component extends AutoCloseable {

    /** One line for people: what it is, and where it listens. */
    String describe();

    /** Stops it and frees its ports; a second call does nothing. */
    @Override
    void close();
}
