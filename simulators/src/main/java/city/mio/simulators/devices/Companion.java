package city.mio.simulators.devices;

/** What lives in a simulated city beside its devices. Called on the thread that steps the city. */
public interface Companion {

    /** Once, after the warm-up. */
    void join();

    /** After each simulated second. */
    void afterStep();
}
