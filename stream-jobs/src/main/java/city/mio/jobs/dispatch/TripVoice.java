package city.mio.jobs.dispatch;

import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripStatus;
import city.mio.events.WalkingLeg;
import city.mio.jobs.topics.Inbound;
import city.mio.models.dispatch.live.Alternative;
import city.mio.models.dispatch.live.DispatchOutput;
import city.mio.models.dispatch.live.Offer;
import city.mio.models.dispatch.live.PlannedStop;
import city.mio.models.dispatch.live.RefusalReason;
import city.mio.models.dispatch.live.VehiclePlan;
import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what the dispatcher decides into records: one for each request that one event concerns, and the plans. */
final class TripVoice {

    private final ServiceSettings settings;
    private final OnDemandService service;
    private final PromiseAlerts alerts;

    /** What is to be said of one request. */
    private static final class Word {
        TripNews news = TripNews.STATUS;
        TripRefusal refusal = TripRefusal.NONE;
        String detail = "";
        List<Alternative> alternatives = List.of();
        boolean ended;
    }

    TripVoice(ServiceSettings settings, OnDemandService service) {
        this.settings = settings;
        this.service = service;
        alerts = new PromiseAlerts(settings);
    }

    PromiseAlerts alerts() {
        return alerts;
    }

    /**
     * Says what was decided.
     *
     * @param speaker whose message it answers; null if it answers none
     */
    void say(List<DispatchOutput> outputs, ServiceMemory memory, Inbound<TripRequest> speaker, Tell tell) {
        Map<String, Word> words = new LinkedHashMap<>();
        for (DispatchOutput output : outputs) {
            if (output instanceof DispatchOutput.Offered o) {
                word(words, o.offer().requestId());
            } else if (output instanceof DispatchOutput.Refused o) {
                Word word = word(words, o.requestId());
                word.refusal = refusal(o.reason());
                word.detail = o.text();
                word.alternatives = o.alternatives();
            } else if (output instanceof DispatchOutput.TripChanged o) {
                word(words, o.requestId()).ended = !o.status().isOpen();
            } else if (output instanceof DispatchOutput.TripRetimed o) {
                atLeast(word(words, o.requestId()), TripNews.RETIMED);
            } else if (output instanceof DispatchOutput.PromiseSlipped o) {
                atLeast(word(words, o.reoffer().requestId()), TripNews.REOFFERED);
                alerts.slipped(memory, o.reoffer(), o.promisedPickupMillis(), o.promisedDropOffMillis(), tell);
            } else if (output instanceof DispatchOutput.PromiseFailed o) {
                Word word = word(words, o.requestId());
                word.news = TripNews.FAILED;
                word.detail = o.why();
                String from = memory.dispatch.findLastOffer(o.requestId()).map(Offer::fromStopId).orElse("");
                alerts.failed(memory, o.requestId(), from, o.why(), tell);
            } else if (output instanceof DispatchOutput.PlanChanged o) {
                tell.plan(plan(o.plan(), memory));
            }
        }
        words.forEach((requestId, word) -> {
            boolean answer = speaker != null && speaker.event().requestId().equals(requestId);
            if (answer) {
                word.news = TripNews.ANSWER;
            }
            tell.offer(offer(requestId, word, memory, answer ? speaker : null));
            if (word.ended) {
                alerts.ended(memory, requestId, status(memory, requestId).name(), tell);
            }
        });
    }

    /** Says that what was asked cannot be, before the dispatcher has seen it. */
    void refuse(Inbound<TripRequest> speaker, TripRefusal refusal, String detail, ServiceMemory memory, Tell tell) {
        Word word = new Word();
        word.news = TripNews.ANSWER;
        word.refusal = refusal;
        word.detail = detail;
        tell.offer(offer(speaker.event().requestId(), word, memory, speaker));
    }

    private static Word word(Map<String, Word> words, String requestId) {
        return words.computeIfAbsent(requestId, id -> new Word());
    }

    /** The weightier news stays. */
    private static void atLeast(Word word, TripNews news) {
        if (word.news == TripNews.STATUS || (word.news == TripNews.RETIMED && news == TripNews.REOFFERED)) {
            word.news = news;
        }
    }

    private static TripStatus status(ServiceMemory memory, String requestId) {
        return memory.dispatch
                .findStatus(requestId)
                .map(status -> TripStatus.valueOf(status.name()))
                .orElse(TripStatus.REFUSED);
    }

    private TripOffer offer(String requestId, Word word, ServiceMemory memory, Inbound<TripRequest> speaker) {
        ServiceMemory.Asked asked = memory.asked.get(requestId);
        TripOffer.Builder built = TripOffer.builder()
                .operatorId(settings.operator().id())
                .zoneId(settings.zone().id())
                .requestId(requestId)
                .inReplyTo(speaker == null ? "" : speaker.event().messageId())
                .ingestedAt(speaker == null ? 0 : Math.max(0, speaker.ingestedAt()))
                .time(memory.now)
                .news(word.news)
                .status(status(memory, requestId))
                .refusal(word.refusal)
                .detail(word.detail)
                .party(asked == null ? RiderParty.NOBODY : asked.party())
                .alternatives(word.alternatives.stream().map(TripVoice::alternative).toList());
        memory.dispatch.findLastOffer(requestId).ifPresent(offer -> put(offer, built));
        return built.build();
    }

    private static void put(Offer offer, TripOffer.Builder built) {
        built.offerId(offer.offerId())
                .vehicleId(offer.vehicleId())
                .fromStopId(offer.fromStopId())
                .toStopId(offer.toStopId())
                .pickupTime(offer.pickupMillis())
                .earliestPickupTime(offer.earliestPickupMillis())
                .latestPickupTime(Math.max(offer.earliestPickupMillis(), offer.latestPickupMillis()))
                .dropOffTime(Math.max(offer.pickupMillis(), offer.dropOffMillis()))
                .latestDropOffTime(offer.latestDropOffMillis())
                .fare(offer.fare())
                .currency(offer.currency())
                .expiresAt(offer.expiresMillis())
                .walks(offer.listWalks().stream().map(TripVoice::walk).toList());
    }

    private static WalkingLeg walk(city.mio.models.dispatch.live.WalkingLeg walk) {
        return new WalkingLeg(walk.fromStopId(), walk.toStopId(), walk.metres(), walk.seconds());
    }

    private static TripAlternative alternative(Alternative a) {
        return new TripAlternative(
                a.fromStopId(),
                a.toStopId(),
                TimeWish.valueOf(a.wish().name()),
                a.timeMillis(),
                a.pickupMillis(),
                a.dropOffMillis(),
                a.walks().stream().map(TripVoice::walk).toList());
    }

    private static TripRefusal refusal(RefusalReason reason) {
        return TripRefusal.valueOf(reason.name());
    }

    private DispatchPlan plan(VehiclePlan plan, ServiceMemory memory) {
        List<PlanStop> stops = new ArrayList<>();
        int seats = plan.seatsOnBoard();
        int wheelchairs = plan.wheelchairsOnBoard();
        for (PlannedStop stop : plan.stops()) {
            for (String requestId : stop.boarding()) {
                seats += seats(memory, requestId);
                wheelchairs += wheelchairs(memory, requestId);
            }
            for (String requestId : stop.alighting()) {
                seats -= seats(memory, requestId);
                wheelchairs -= wheelchairs(memory, requestId);
            }
            int place = service.findPlace(stop.placeId()).orElseThrow();
            stops.add(new PlanStop(
                    stop.placeId(),
                    service.lon(place),
                    service.lat(place),
                    PlanStopKind.valueOf(stop.kind().name()),
                    stop.arriveMillis(),
                    stop.departMillis(),
                    stop.boarding(),
                    stop.alighting(),
                    Math.max(0, seats),
                    Math.max(0, wheelchairs)));
        }
        return DispatchPlan.builder()
                .operatorId(settings.operator().id())
                .zoneId(settings.zone().id())
                .vehicleId(plan.vehicleId())
                .version(plan.version())
                .acknowledgedVersion(Math.max(0, plan.acknowledgedVersion()))
                .time(memory.now)
                .seatsOnBoard(plan.seatsOnBoard())
                .wheelchairsOnBoard(plan.wheelchairsOnBoard())
                .stops(stops)
                .build();
    }

    private static int seats(ServiceMemory memory, String requestId) {
        ServiceMemory.Asked asked = memory.asked.get(requestId);
        return asked == null ? 0 : asked.party().riders() - asked.party().wheelchairs();
    }

    private static int wheelchairs(ServiceMemory memory, String requestId) {
        ServiceMemory.Asked asked = memory.asked.get(requestId);
        return asked == null ? 0 : asked.party().wheelchairs();
    }
}
