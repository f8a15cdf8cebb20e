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
     * Says something. What a rider asks for is known to {@link LiveDispatch} when this completes, also if there is no answer
     * yet: whoever is told to look again finds it, however late the topics are.
     *
     * @return the answer; empty if there was none in time, and it will come over the topic; an {@link
     *     java.io.IOException} if it could not be written. What cannot be written later than that is forgotten again
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
        answer.completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS).whenComplete((offer, broken) -> {
            if (broken == null) {
                noted(request);
                if (!told.complete(Optional.ofNullable(offer))) {
                    // It could not be stored, a moment ago.
                    live.forget(request);
                }
            }
        });
        writer.write(request).whenComplete((written, failure) -> {
            if (failure == null) {
                noted(request);
            } else {
                told.completeExceptionally(failure);
                answer.cancel(false);
                live.forget(request);
            }
        });
        return told;
    }

    private void noted(TripRequest request) {
        if (request.kind() == TripRequestKind.ASK || request.kind() == TripRequestKind.CHANGE) {
            live.apply(request);
        }
    }
}
