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
    private final TripPoint fromPoint;
    private final TripPoint toPoint;
    private final TimeWish wish;
    private final long timeMillis;
    private final Party party;
    private final boolean dayPass;

    private TripRequest(Builder builder) {
        requestId = Require.text("requestId", builder.requestId);
        fromPoint = builder.fromPoint;
        toPoint = builder.toPoint;
        fromStopId = fromPoint != null ? "" : Require.text("fromStopId", builder.fromStopId);
        toStopId = toPoint != null ? "" : Require.text("toStopId", builder.toStopId);
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
        Builder builder = new Builder(requestId);
        builder.fromStopId = fromStopId;
        builder.toStopId = toStopId;
        builder.fromPoint = fromPoint;
        builder.toPoint = toPoint;
        return builder.rider(riderId, channel)
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

    /** Where to board; empty where a point is given in its place. */
    public String fromStopId() {
        return fromStopId;
    }

    /** Where to alight; empty where a point is given in its place. */
    public String toStopId() {
        return toStopId;
    }

    /** Where the rider is, in place of a stop; null if a stop is named. */
    TripPoint fromPoint() {
        return fromPoint;
    }

    /** Where the rider wants to be, in place of a stop; null if a stop is named. */
    TripPoint toPoint() {
        return toPoint;
    }

    /** Whether it leaves open from or to which stop the rider walks. */
    boolean hasPoint() {
        return fromPoint != null || toPoint != null;
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
                && Objects.equals(fromPoint, that.fromPoint)
                && Objects.equals(toPoint, that.toPoint)
                && wish == that.wish
                && timeMillis == that.timeMillis
                && party.equals(that.party)
                && dayPass == that.dayPass;
    }

    @Override
    public int hashCode() {
        return Objects.hash(requestId, fromStopId, toStopId, fromPoint, toPoint, wish, timeMillis, party);
    }

    @Override
    public String toString() {
        return "TripRequest[" + requestId + ": " + (fromPoint != null ? fromPoint : fromStopId) + " to "
                + (toPoint != null ? toPoint : toStopId) + ", " + wish + " " + timeMillis + ", " + party
                + "]";
    }

    /** Collects a request; what is not given: one adult, leaving after time 0, no day pass. */
    public static final class Builder {
        private final String requestId;
        private String riderId = "";
        private String channel = "";
        private String fromStopId;
        private String toStopId;
        private TripPoint fromPoint;
        private TripPoint toPoint;
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

        /** From stop to stop. */
        public Builder stops(String fromStopId, String toStopId) {
            return fromStop(fromStopId).toStop(toStopId);
        }

        public Builder fromStop(String stopId) {
            fromStopId = stopId;
            fromPoint = null;
            return this;
        }

        public Builder toStop(String stopId) {
            toStopId = stopId;
            toPoint = null;
            return this;
        }

        /** From a point, on foot to whichever stop is best. */
        public Builder from(TripPoint point) {
            fromPoint = point;
            return this;
        }

        /** To a point, on foot from whichever stop is best. */
        public Builder to(TripPoint point) {
            toPoint = point;
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
