package city.mio.feeds.route;

import java.util.OptionalDouble;

/** What a forecast says of links in times to come. Thread-safe. */
@FunctionalInterface
public interface LinkForecasts {

    /**
     * Seconds over the whole link for who enters it then; empty if nothing is forecast for it.
     *
     * @param enterMillis UTC epoch milliseconds
     */
    OptionalDouble findSeconds(int link, long enterMillis);

    /** Whether what is forecast for a link is the usual: the historic profile stands in for a model. */
    default boolean isUsual(int link) {
        return false;
    }

    /** Where no forecast is made. */
    static LinkForecasts none() {
        return (link, enterMillis) -> OptionalDouble.empty();
    }
}
