package city.mio.jobs.haul;

import city.mio.events.HaulTrip;
import city.mio.jobs.haul.OfficeState.Entry;

/** Tells what is new of trips; what was told is kept. */
final class Trips {

    private final Voice voice;
    private final long now;

    Trips(Voice voice, long now) {
        this.voice = voice;
        this.now = now;
    }

    void tell(Entry entry, HaulTrip.Builder next) {
        HaulTrip trip = next.time(entry.trip.time()).build();
        if (!trip.equals(entry.trip)) {
            entry.trip = trip.toBuilder().time(now).build();
            voice.trip(entry.trip);
        }
    }
}
