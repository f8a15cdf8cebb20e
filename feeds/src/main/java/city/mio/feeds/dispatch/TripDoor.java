package city.mio.feeds.dispatch;

import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The way in for what riders say: writes it to the topic and waits a while for what the dispatcher answers. Thread-safe. */
public final class TripDoor {

    private final LiveDispatch live;
    private final TripWriter writer;
    private final Duration patience;

    /** @param patience how long an answer is waited for */
    public TripDoor(LiveDispatch live, TripWriter writer, Duration patience) {
        this.live = live;
        this.writer = writer;
        this.patience = patience;
    }

    /**
     * Says something.
     *
     * @return the answer; empty if there was none in time, and it will come over the topic; an {@link
     *     java.io.IOException} if it could not be written
     */
    public CompletableFuture<Optional<TripOffer>> say(TripRequest request) {
        // To a trip asked for twice there is one answer, to whomever it is.
        Predicate<TripOffer> wanted = request.kind() == TripRequestKind.ASK
                ? offer -> offer.news() == TripNews.ANSWER
                : offer -> offer.inReplyTo().equals(request.messageId());
        // Before it is written, so that no answer is too quick.
        CompletableFuture<TripOffer> answer =
                live.await(new TripKey(request.serviceKey(), request.requestId()), wanted);
        CompletableFuture<Optional<TripOffer>> told = new CompletableFuture<>();
        // Whoever asks waits so long in all, for the broker and for the dispatcher.
        long begun = System.nanoTime();
        writer.write(request).whenComplete((written, failure) -> {
            if (failure != null) {
                answer.cancel(false);
                told.completeExceptionally(failure);
            } else {
                long left = Math.max(0, patience.toNanos() - (System.nanoTime() - begun));
                answer.completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
                        .whenComplete((offer, broken) -> {
                            if (broken != null) {
                                told.completeExceptionally(broken);
                            } else {
                                told.complete(Optional.ofNullable(offer));
                            }
                        });
            }
        });
        return told;
    }
}
