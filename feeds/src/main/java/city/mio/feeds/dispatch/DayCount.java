package city.mio.feeds.dispatch;

import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TimeWish;
import city.mio.events.TripStatus;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** Counts what happens in a service on one day. Bounded: waits are kept in bins. Not thread-safe. */
final class DayCount {

    private static final int BIN_SECONDS = 5;
    /** Three hours; who waits longer is in the last bin. */
    private static final int BINS = 3 * 3_600 / BIN_SECONDS;

    private final LocalDate date;
    private final Map<TripRefusal, Integer> refused = new EnumMap<>(TripRefusal.class);
    private final int[] waits = new int[BINS];
    private int requests;
    private int offered;
    private int booked;
    private int boarded;
    private int served;
    private int riders;
    private int cancelled;
    private int expired;
    private int noShows;
    private int failed;
    private int slipped;
    private int waited;
    private double waitSeconds;
    private int detours;
    private double detourSum;
    private int pooled;

    DayCount(LocalDate date) {
        this.date = date;
    }

    LocalDate date() {
        return date;
    }

    /** Counts what the dispatcher said of a trip, the view with and without it. */
    void count(TripView before, TripView after, TripOffer said) {
        boolean first = before.findLast().isEmpty();
        if (first) {
            requests++;
            if (said.status() == TripStatus.REFUSED) {
                refused.merge(said.refusal(), 1, Integer::sum);
            } else {
                offered++;
            }
        }
        if (said.news() == TripNews.REOFFERED) {
            slipped++;
        }
        TripStatus was = before.findStatus().orElse(null);
        if (was == said.status()) {
            return;
        }
        switch (said.status()) {
            case OFFERED, REFUSED -> {}
            case BOOKED -> booked++;
            case ON_BOARD -> boarded(after);
            case SERVED -> served(before, after, said);
            case EXPIRED -> expired++;
            case CANCELLED -> cancelled++;
            case NO_SHOW -> noShows++;
            case FAILED -> failed++;
        }
    }

    private void boarded(TripView trip) {
        boarded++;
        TripRequest asked = trip.findAsked().orElse(null);
        if (asked == null || asked.wish() == TimeWish.ARRIVE_BY) {
            return; // Who wants to be there by a time does not wait from a time.
        }
        double wait = Math.max(0, trip.course().boardedAt() - Math.max(asked.time(), asked.wishTime())) / 1_000.0;
        waited++;
        waitSeconds += wait;
        waits[(int) Math.min(BINS - 1, wait / BIN_SECONDS)]++;
    }

    private void served(TripView before, TripView after, TripOffer said) {
        if (before.findStatus().orElse(null) != TripStatus.ON_BOARD) {
            boarded++; // What happened between was not heard.
        }
        served++;
        riders += said.party().riders();
        TripView.Course course = after.course();
        if (course.pooled()) {
            pooled++;
        }
        if (course.directMillis() > 0 && course.boardedAt() > 0 && course.arrivedAt() > course.boardedAt()) {
            detours++;
            detourSum += (course.arrivedAt() - course.boardedAt()) / (double) course.directMillis();
        }
    }

    private double p95() {
        if (waited == 0) {
            return Double.NaN;
        }
        int below = 0;
        int bin = 0;
        while (bin < BINS - 1 && below + waits[bin] < Math.ceil(waited * 0.95)) {
            below += waits[bin++];
        }
        return (bin + 1.0) * BIN_SECONDS;
    }

    DayFigures figures() {
        return new DayFigures(
                date,
                requests,
                offered,
                new EnumMap<>(refused),
                booked,
                boarded,
                served,
                riders,
                cancelled,
                expired,
                noShows,
                failed,
                slipped,
                waited == 0 ? Double.NaN : waitSeconds / waited,
                p95(),
                detours == 0 ? Double.NaN : detourSum / detours,
                served == 0 ? Double.NaN : pooled / (double) served);
    }
}
