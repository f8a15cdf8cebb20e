package city.mio.feeds.dispatch;

import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripStatus;
import java.util.Optional;

/** A trip as far as its topics have told of it: what was asked, what the dispatcher said last, how it went. Immutable. */
public final class TripView {

    private final TripKey key;
    private final TripRequest asked;
    private final TripRequest change;
    private final TripOffer last;
    private final Course course;

    /**
     * How a trip went.
     *
     * @param directMillis drive without a detour, as the promise of the longest ride says it; 0 if not known
     * @param boardedAt event time, UTC epoch milliseconds; 0 before
     * @param arrivedAt event time, UTC epoch milliseconds; 0 before
     * @param pooled whether another party was on board at some time
     * @param slipped whether a promise had to be given anew
     */
    public record Course(long directMillis, long boardedAt, long arrivedAt, boolean pooled, boolean slipped) {

        static final Course BEGIN = new Course(0, 0, 0, false, false);
    }

    TripView(TripKey key, TripRequest asked, TripRequest change, TripOffer last, Course course) {
        this.key = key;
        this.asked = asked;
        this.change = change;
        this.last = last;
        this.course = course;
    }

    /** A trip of which nothing has been heard yet. */
    public static TripView of(TripKey key) {
        return new TripView(key, null, null, null, Course.BEGIN);
    }

    /** With what was asked; the first counts, and a change once it was answered. */
    TripView with(TripRequest request) {
        return switch (request.kind()) {
            case ASK -> new TripView(key, asked == null ? request : asked, change, last, course);
            case CHANGE -> answers(request)
                    ? new TripView(key, last.refusal() == TripRefusal.NONE ? request : asked, null, last, course)
                    : new TripView(key, asked, request, last, course);
            case ACCEPT, CANCEL -> this;
        };
    }

    /** Whether the last word answers this; topics come at their own pace, so an answer may be known before what it answers. */
    private boolean answers(TripRequest request) {
        return last != null && last.news() == TripNews.ANSWER && last.inReplyTo().equals(request.messageId());
    }

    /** With what the dispatcher said. */
    TripView with(TripOffer offer, Course went) {
        boolean changed = change != null
                && offer.news() == TripNews.ANSWER
                && offer.inReplyTo().equals(change.messageId());
        TripRequest now = changed && offer.refusal() == TripRefusal.NONE ? change : asked;
        return new TripView(key, now, changed ? null : change, offer, went);
    }

    TripView pooled() {
        Course c = course;
        return new TripView(key, asked, change, last, new Course(c.directMillis(), c.boardedAt(), c.arrivedAt(), true, c.slipped()));
    }

    public TripKey key() {
        return key;
    }

    /** What was asked, where that is still known. */
    public Optional<TripRequest> findAsked() {
        return Optional.ofNullable(asked);
    }

    /** What the dispatcher said last; empty before it has answered. */
    public Optional<TripOffer> findLast() {
        return Optional.ofNullable(last);
    }

    /** Where it stands; empty before the dispatcher has answered. */
    public Optional<TripStatus> findStatus() {
        return findLast().map(TripOffer::status);
    }

    public Course course() {
        return course;
    }

    /** Whether a bus, or the rider, still has to do something. */
    public boolean isOpen() {
        return last == null || isOpen(last.status());
    }

    static boolean isOpen(TripStatus status) {
        return status == TripStatus.OFFERED || status == TripStatus.BOOKED || status == TripStatus.ON_BOARD;
    }
}
