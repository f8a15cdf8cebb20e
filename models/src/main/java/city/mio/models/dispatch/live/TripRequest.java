package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Require;
import java.io.Serializable;
import java.util.Objects;

/** What a rider asks for, from whatever channel. The same id means the same request. Immutable. */
public final class TripRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String requestId;
    private final String riderId;
    private final String channel;
    private final String fromStopId;
    private final String toStopId;
    private final TimeWish wish;
    private final long timeMillis;
    private final Party party;
    private final boolean dayPass;

    private TripRequest(Builder builder) {
        requestId = Require.text("requestId", builder.requestId);
        fromStopId = Require.text("fromStopId", builder.fromStopId);
        toStopId = Require.text("toStopId", builder.toStopId);
        Require.holds(builder.wish != null, "wish is missing");
        Require.holds(builder.party != null, "party is missing");
        riderId = builder.riderId == null ? "" : builder.riderId;
        channel = builder.channel == null ? "" : builder.channel;
        wish = builder.wish;
        timeMillis = builder.timeMillis;
        party = builder.party;
        dayPass = builder.dayPass;
    }

    public static Builder builder(String requestId) {
        return new Builder(requestId);
    }

    /** This request with another id, as a change of it needs none of its own. */
    public Builder toBuilder() {
        return new Builder(requestId)
                .rider(riderId, channel)
                .stops(fromStopId, toStopId)
                .time(wish, timeMillis)
                .party(party)
                .dayPass(dayPass);
    }

    public String requestId() {
        return requestId;
    }

    /** Who asks, empty if not told. */
    public String riderId() {
        return riderId;
    }

    /** Through which door it came, empty if not told. */
    public String channel() {
        return channel;
    }

    public String fromStopId() {
        return fromStopId;
    }

    public String toStopId() {
        return toStopId;
    }

    public TimeWish wish() {
        return wish;
    }

    /** UTC epoch milliseconds. */
    public long timeMillis() {
        return timeMillis;
    }

    public Party party() {
        return party;
    }

    /** Whether all of the party hold a day pass. */
    public boolean dayPass() {
        return dayPass;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TripRequest that
                && requestId.equals(that.requestId)
                && riderId.equals(that.riderId)
                && channel.equals(that.channel)
                && fromStopId.equals(that.fromStopId)
                && toStopId.equals(that.toStopId)
                && wish == that.wish
                && timeMillis == that.timeMillis
                && party.equals(that.party)
                && dayPass == that.dayPass;
    }

    @Override
    public int hashCode() {
        return Objects.hash(requestId, fromStopId, toStopId, wish, timeMillis, party);
    }

    @Override
    public String toString() {
        return "TripRequest[" + requestId + ": " + fromStopId + " to " + toStopId + ", " + wish + " " + timeMillis + ", " + party
                + "]";
    }

    /** Collects a request; what is not given: one adult, leaving after time 0, no day pass. */
    public static final class Builder {
        private final String requestId;
        private String riderId = "";
        private String channel = "";
        private String fromStopId;
        private String toStopId;
        private TimeWish wish = TimeWish.LEAVE_AFTER;
        private long timeMillis;
        private Party party = Party.ofAdults(1);
        private boolean dayPass;

        private Builder(String requestId) {
            this.requestId = requestId;
        }

        public Builder rider(String riderId, String channel) {
            this.riderId = riderId;
            this.channel = channel;
            return this;
        }

        public Builder stops(String fromStopId, String toStopId) {
            this.fromStopId = fromStopId;
            this.toStopId = toStopId;
            return this;
        }

        public Builder time(TimeWish wish, long timeMillis) {
            this.wish = wish;
            this.timeMillis = timeMillis;
            return this;
        }

        public Builder party(Party party) {
            this.party = party;
            return this;
        }

        public Builder dayPass(boolean dayPass) {
            this.dayPass = dayPass;
            return this;
        }

        public TripRequest build() {
            return new TripRequest(this);
        }
    }
}
