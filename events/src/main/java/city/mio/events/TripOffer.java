package city.mio.events;

import java.util.List;

/**
 * Where a trip request stands after something was said or has happened. Each record is whole: it takes the place of
 * the one before it for the same request.
 *
 * @param operatorId who runs the service
 * @param zoneId the zone that it serves
 * @param requestId the trip
 * @param inReplyTo message id of what it answers; empty if it answers nothing
 * @param time when it was decided, event time, UTC epoch milliseconds
 * @param news why it is said
 * @param status where the request stands now
 * @param refusal why what was said was refused; the status stands beside it
 * @param detail one line on the refusal or failure; empty otherwise
 * @param party who rides
 * @param offerId the offer as it stands, to be accepted; empty where there is none, and then the fields down to {@code
 *     expiresAt} are empty or 0
 * @param vehicleId as planned now; another may come as long as the promise is kept
 * @param fromStopId where to board
 * @param toStopId where to alight
 * @param pickupTime when the bus halts there as planned now, UTC epoch milliseconds
 * @param earliestPickupTime promised: not before, UTC epoch milliseconds
 * @param latestPickupTime promised: not after, UTC epoch milliseconds
 * @param dropOffTime as planned now, UTC epoch milliseconds
 * @param latestDropOffTime promised: not after, UTC epoch milliseconds
 * @param fare in whole units of the currency
 * @param currency ISO 4217
 * @param expiresAt when it is given up if it is not accepted, UTC epoch milliseconds
 * @param walks to the stop where to board, and from the stop where to alight
 * @param alternatives what could be had instead, up to three
 * @param ingestedAt wall clock at which the broker had what it answers, UTC epoch milliseconds; 0 if it answers nothing
 */
public record TripOffer(
        String operatorId,
        String zoneId,
        String requestId,
        String inReplyTo,
        long time,
        TripNews news,
        TripStatus status,
        TripRefusal refusal,
        String detail,
        RiderParty party,
        String offerId,
        String vehicleId,
        String fromStopId,
        String toStopId,
        long pickupTime,
        long earliestPickupTime,
        long latestPickupTime,
        long dropOffTime,
        long latestDropOffTime,
        int fare,
        String currency,
        long expiresAt,
        List<WalkingLeg> walks,
        List<TripAlternative> alternatives,
        long ingestedAt) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public TripOffer {
        Checks.text("operatorId", operatorId);
        Checks.text("zoneId", zoneId);
        Checks.text("requestId", requestId);
        Checks.present("inReplyTo", inReplyTo);
        Checks.time("time", time);
        Checks.present("news", news);
        Checks.present("status", status);
        Checks.present("refusal", refusal);
        Checks.present("detail", detail);
        Checks.present("party", party);
        Checks.present("offerId", offerId);
        Checks.present("vehicleId", vehicleId);
        Checks.present("fromStopId", fromStopId);
        Checks.present("toStopId", toStopId);
        Checks.present("currency", currency);
        Checks.notNegative("fare", fare);
        Checks.notNegative("expiresAt", expiresAt);
        Checks.present("walks", walks);
        Checks.present("alternatives", alternatives);
        Checks.notNegative("ingestedAt", ingestedAt);
        if (offerId.isEmpty()) {
            Checks.notNegative("pickupTime", pickupTime);
            Checks.notNegative("dropOffTime", dropOffTime);
        } else {
            Checks.text("fromStopId", fromStopId);
            Checks.text("toStopId", toStopId);
            Checks.time("pickupTime", pickupTime);
            Checks.time("earliestPickupTime", earliestPickupTime);
            Checks.notBefore("latestPickupTime", earliestPickupTime, latestPickupTime);
            Checks.notBefore("dropOffTime", pickupTime, dropOffTime);
            Checks.time("latestDropOffTime", latestDropOffTime);
        }
        walks = List.copyOf(walks);
        alternatives = List.copyOf(alternatives);
    }

    /** The service that it is for, as it partitions the topic: operator and zone. */
    public String serviceKey() {
        return operatorId + "/" + zoneId;
    }

    /** Whether there is an offer, accepted or not, with stops and times. */
    public boolean hasOffer() {
        return !offerId.isEmpty();
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .operatorId(operatorId)
                .zoneId(zoneId)
                .requestId(requestId)
                .inReplyTo(inReplyTo)
                .time(time)
                .news(news)
                .status(status)
                .refusal(refusal)
                .detail(detail)
                .party(party)
                .offerId(offerId)
                .vehicleId(vehicleId)
                .fromStopId(fromStopId)
                .toStopId(toStopId)
                .pickupTime(pickupTime)
                .earliestPickupTime(earliestPickupTime)
                .latestPickupTime(latestPickupTime)
                .dropOffTime(dropOffTime)
                .latestDropOffTime(latestDropOffTime)
                .fare(fare)
                .currency(currency)
                .expiresAt(expiresAt)
                .walks(walks)
                .alternatives(alternatives)
                .ingestedAt(ingestedAt);
    }

    /** Collects the fields of a {@link TripOffer}; not thread-safe. */
    public static final class Builder {
        private String operatorId;
        private String zoneId;
        private String requestId;
        private String inReplyTo = "";
        private long time;
        private TripNews news;
        private TripStatus status;
        private TripRefusal refusal = TripRefusal.NONE;
        private String detail = "";
        private RiderParty party = RiderParty.NOBODY;
        private String offerId = "";
        private String vehicleId = "";
        private String fromStopId = "";
        private String toStopId = "";
        private long pickupTime;
        private long earliestPickupTime;
        private long latestPickupTime;
        private long dropOffTime;
        private long latestDropOffTime;
        private int fare;
        private String currency = "";
        private long expiresAt;
        private List<WalkingLeg> walks = List.of();
        private List<TripAlternative> alternatives = List.of();
        private long ingestedAt;

        private Builder() {}

        public Builder operatorId(String operatorId) {
            this.operatorId = operatorId;
            return this;
        }

        public Builder zoneId(String zoneId) {
            this.zoneId = zoneId;
            return this;
        }

        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        public Builder inReplyTo(String inReplyTo) {
            this.inReplyTo = inReplyTo;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder news(TripNews news) {
            this.news = news;
            return this;
        }

        public Builder status(TripStatus status) {
            this.status = status;
            return this;
        }

        public Builder refusal(TripRefusal refusal) {
            this.refusal = refusal;
            return this;
        }

        public Builder detail(String detail) {
            this.detail = detail;
            return this;
        }

        public Builder party(RiderParty party) {
            this.party = party;
            return this;
        }

        public Builder offerId(String offerId) {
            this.offerId = offerId;
            return this;
        }

        public Builder vehicleId(String vehicleId) {
            this.vehicleId = vehicleId;
            return this;
        }

        public Builder fromStopId(String fromStopId) {
            this.fromStopId = fromStopId;
            return this;
        }

        public Builder toStopId(String toStopId) {
            this.toStopId = toStopId;
            return this;
        }

        public Builder pickupTime(long pickupTime) {
            this.pickupTime = pickupTime;
            return this;
        }

        public Builder earliestPickupTime(long earliestPickupTime) {
            this.earliestPickupTime = earliestPickupTime;
            return this;
        }

        public Builder latestPickupTime(long latestPickupTime) {
            this.latestPickupTime = latestPickupTime;
            return this;
        }

        public Builder dropOffTime(long dropOffTime) {
            this.dropOffTime = dropOffTime;
            return this;
        }

        public Builder latestDropOffTime(long latestDropOffTime) {
            this.latestDropOffTime = latestDropOffTime;
            return this;
        }

        public Builder fare(int fare) {
            this.fare = fare;
            return this;
        }

        public Builder currency(String currency) {
            this.currency = currency;
            return this;
        }

        public Builder expiresAt(long expiresAt) {
            this.expiresAt = expiresAt;
            return this;
        }

        public Builder walks(List<WalkingLeg> walks) {
            this.walks = walks;
            return this;
        }

        public Builder alternatives(List<TripAlternative> alternatives) {
            this.alternatives = alternatives;
            return this;
        }

        public Builder ingestedAt(long ingestedAt) {
            this.ingestedAt = ingestedAt;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public TripOffer build() {
            return new TripOffer(
                    operatorId,
                    zoneId,
                    requestId,
                    inReplyTo,
                    time,
                    news,
                    status,
                    refusal,
                    detail,
                    party,
                    offerId,
                    vehicleId,
                    fromStopId,
                    toStopId,
                    pickupTime,
                    earliestPickupTime,
                    latestPickupTime,
                    dropOffTime,
                    latestDropOffTime,
                    fare,
                    currency,
                    expiresAt,
                    walks,
                    alternatives,
                    ingestedAt);
        }
    }
}
