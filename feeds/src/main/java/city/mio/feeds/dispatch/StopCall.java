package city.mio.feeds.dispatch;

import java.util.List;

/**
 * A bus that stands at a stop, and who gets on and off there: they are in no plan any more. Immutable.
 *
 * @param stopId of the stop or depot
 * @param boarding request ids, in the order in which they were told
 * @param alighting request ids, likewise
 * @param absent request ids of those of whom the driver has said that nobody was there
 */
public record StopCall(String stopId, List<String> boarding, List<String> alighting, List<String> absent) {

    public StopCall {
        boarding = List.copyOf(boarding);
        alighting = List.copyOf(alighting);
        absent = List.copyOf(absent);
    }
}
