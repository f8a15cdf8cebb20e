package city.mio.feeds.http;

import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.DispatchChanges;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.TripView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Buses and trips in the event stream: {@code buses} and {@code trips}. Thread-safe. */
final class DispatchStream implements StreamPart {

    private static final int A_MESSAGE = 500;

    private final LiveDispatch live;
    private final DispatchJson json;
    private final LongSupplier cityTime;

    DispatchStream(LiveDispatch live, DispatchJson json, LongSupplier cityTime) {
        this.live = live;
        this.json = json;
        this.cityTime = cityTime;
    }

    @Override
    public List<Event> everything() {
        return events(live.listBuses(), List.of(), live.listOpenTrips());
    }

    @Override
    public List<Event> changes() {
        DispatchChanges changes = live.drain(cityTime.getAsLong());
        return events(changes.buses(), changes.goneBuses(), changes.trips());
    }

    private List<Event> events(List<BusView> buses, List<String> gone, List<TripView> trips) {
        List<Event> events = new ArrayList<>();
        long now = cityTime.getAsLong();
        for (int from = 0; from < buses.size() || (from == 0 && !gone.isEmpty()); from += A_MESSAGE) {
            List<BusView> part = buses.subList(from, Math.min(buses.size(), from + A_MESSAGE));
            List<String> left = from == 0 ? gone : List.of();
            events.add(new Event("buses", JsonText.object(out -> {
                out.writeArrayFieldStart("buses");
                for (BusView bus : part) {
                    out.writeStartObject();
                    json.bus(out, bus, now);
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeArrayFieldStart("gone");
                for (String key : left) {
                    out.writeString(key);
                }
                out.writeEndArray();
            })));
        }
        for (int from = 0; from < trips.size(); from += A_MESSAGE) {
            List<TripView> part = trips.subList(from, Math.min(trips.size(), from + A_MESSAGE));
            events.add(new Event("trips", JsonText.object(out -> {
                out.writeArrayFieldStart("trips");
                for (TripView trip : part) {
                    json.openTrip(out, trip);
                }
                out.writeEndArray();
            })));
        }
        return events;
    }
}
