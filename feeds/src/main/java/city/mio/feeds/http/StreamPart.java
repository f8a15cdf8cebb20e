package city.mio.feeds.http;

import java.util.List;

/** What a part of the surface tells in the event stream beside the city itself. Thread-safe. */
interface StreamPart {

    /**
     * An event.
     *
     * @param name of the event
     * @param data one JSON object
     */
    record Event(String name, byte[] data) {}

    /** Everything, for a new listener. */
    List<Event> everything();

    /** What differs since this was asked last; asked whether or not somebody listens. */
    List<Event> changes();
}
