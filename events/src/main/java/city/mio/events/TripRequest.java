package city.mio.events;

/**
 * What a rider, or who acts for one, says about a trip. The request id, chosen by the caller, is the trip's
 * identity: asked twice, it is one request.
 *
 * @param operatorId who runs the service
 * @param zoneId the zone that it serves
 * @param requestId the trip, chosen by the caller
 * @param messageId this message, for telling its answer from others; empty if nobody waits for one
 * @param kind what is said
 * @param time when it was said, UTC epoch milliseconds
 * @param channel through which door it came: app, phone, agent; empty if not told
 * @param riderId who rides, never a name; empty if not told
 * @param wish what {@code wishTime} means
 * @param wishTime when to leave or to arrive, UTC epoch milliseconds; 0 means as soon as possible, and where none is
 *     asked for
 * @param from where it begins; nowhere unless a trip is asked for or changed
 * @param to where it ends; nowhere unless a trip is asked for or changed
 * @param party who rides; nobody unless a trip is asked for or changed
 * @param dayPass whether all of the party hold a day pass
 * @param offerId the offer that is accepted; empty otherwise
 */
public record TripRequest(
        String operatorId,
        String zoneId,
        String requestId,
        String messageId,
        TripRequestKind kind,
        long time,
        String channel,
        String riderId,
        TimeWish wish,
        long wishTime,
        TripPlace from,
        TripPlace to,
        RiderParty party,
        boolean dayPass,
        String offerId) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public TripRequest {
        Checks.text("operatorId", operatorId);
        Checks.text("zoneId", zoneId);
        Checks.text("requestId", requestId);
        Checks.present("messageId", messageId);
        Checks.present("kind", kind);
        Checks.time("time", time);
        Checks.present("channel", channel);
        Checks.present("riderId", riderId);
        Checks.present("wish", wish);
        Checks.present("from", from);
        Checks.present("to", to);
        Checks.present("party", party);
        Checks.present("offerId", offerId);
        if (wishTime != 0) {
            Checks.time("wishTime", wishTime);
        }
        if (kind == TripRequestKind.ASK || kind == TripRequestKind.CHANGE) {
            if (from.isNowhere()) {
                throw new IllegalArgumentException("from is missing");
            }
            if (to.isNowhere()) {
                throw new IllegalArgumentException("to is missing");
            }
        }
        if (kind == TripRequestKind.ACCEPT) {
            Checks.text("offerId", offerId);
        }
    }

    /** The service that it is for, as it partitions the topic: operator and zone. */
    public String serviceKey() {
        return operatorId + "/" + zoneId;
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
                .messageId(messageId)
                .kind(kind)
                .time(time)
                .channel(channel)
                .riderId(riderId)
                .wish(wish)
                .wishTime(wishTime)
                .from(from)
                .to(to)
                .party(party)
                .dayPass(dayPass)
                .offerId(offerId);
    }

    /** Collects the fields of a {@link TripRequest}; not thread-safe. */
    public static final class Builder {
        private String operatorId;
        private String zoneId;
        private String requestId;
        private String messageId = "";
        private TripRequestKind kind = TripRequestKind.ASK;
        private long time;
        private String channel = "";
        private String riderId = "";
        private TimeWish wish = TimeWish.LEAVE_AFTER;
        private long wishTime;
        private TripPlace from = TripPlace.NOWHERE;
        private TripPlace to = TripPlace.NOWHERE;
        private RiderParty party = RiderParty.NOBODY;
        private boolean dayPass;
        private String offerId = "";

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

        public Builder messageId(String messageId) {
            this.messageId = messageId;
            return this;
        }

        public Builder kind(TripRequestKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder riderId(String riderId) {
            this.riderId = riderId;
            return this;
        }

        public Builder wish(TimeWish wish) {
            this.wish = wish;
            return this;
        }

        public Builder wishTime(long wishTime) {
            this.wishTime = wishTime;
            return this;
        }

        public Builder from(TripPlace from) {
            this.from = from;
            return this;
        }

        public Builder to(TripPlace to) {
            this.to = to;
            return this;
        }

        public Builder party(RiderParty party) {
            this.party = party;
            return this;
        }

        public Builder dayPass(boolean dayPass) {
            this.dayPass = dayPass;
            return this;
        }

        public Builder offerId(String offerId) {
            this.offerId = offerId;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public TripRequest build() {
            return new TripRequest(
                    operatorId,
                    zoneId,
                    requestId,
                    messageId,
                    kind,
                    time,
                    channel,
                    riderId,
                    wish,
                    wishTime,
                    from,
                    to,
                    party,
                    dayPass,
                    offerId);
        }
    }
}
