package city.mio.events.wire;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.WalkingLeg;

/** The wire form of what on-demand buses and their riders say: record to message and back, field by field. */
final class DispatchCodecs {

    static final Codec<TripRequest> TRIP_REQUEST =
            Codec.of(city.mio.events.wire.proto.TripRequest.parser(), DispatchCodecs::write, DispatchCodecs::read);

    static final Codec<BusStatus> BUS_STATUS =
            Codec.of(city.mio.events.wire.proto.BusStatus.parser(), DispatchCodecs::write, DispatchCodecs::read);

    static final Codec<TripOffer> TRIP_OFFER =
            Codec.of(city.mio.events.wire.proto.TripOffer.parser(), DispatchCodecs::write, DispatchCodecs::read);

    static final Codec<DispatchPlan> DISPATCH_PLAN =
            Codec.of(city.mio.events.wire.proto.DispatchPlan.parser(), DispatchCodecs::write, DispatchCodecs::read);

    private DispatchCodecs() {}

    private static city.mio.events.wire.proto.TripRequest write(TripRequest event) {
        city.mio.events.wire.proto.TripRequest.Builder message = city.mio.events.wire.proto.TripRequest.newBuilder()
                .setOperatorId(event.operatorId())
                .setZoneId(event.zoneId())
                .setRequestId(event.requestId())
                .setMessageId(event.messageId())
                .setKindValue(event.kind().code())
                .setTime(event.time())
                .setChannel(event.channel())
                .setRiderId(event.riderId())
                .setWishValue(event.wish().code())
                .setWishTime(event.wishTime())
                .setFrom(write(event.from()))
                .setTo(write(event.to()))
                .setParty(write(event.party()))
                .setDayPass(event.dayPass())
                .setOfferId(event.offerId());
        return message.build();
    }

    private static TripRequest read(city.mio.events.wire.proto.TripRequest message) {
        return TripRequest.builder()
                .operatorId(message.getOperatorId())
                .zoneId(message.getZoneId())
                .requestId(message.getRequestId())
                .messageId(message.getMessageId())
                .kind(TripRequestKind.ofCode(message.getKindValue()))
                .time(message.getTime())
                .channel(message.getChannel())
                .riderId(message.getRiderId())
                .wish(TimeWish.ofCode(message.getWishValue()))
                .wishTime(message.getWishTime())
                .from(read(message.getFrom()))
                .to(read(message.getTo()))
                .party(read(message.getParty()))
                .dayPass(message.getDayPass())
                .offerId(message.getOfferId())
                .build();
    }

    private static city.mio.events.wire.proto.TripPlace write(TripPlace event) {
        city.mio.events.wire.proto.TripPlace.Builder message = city.mio.events.wire.proto.TripPlace.newBuilder()
                .setStopId(event.stopId());
        if (!Double.isNaN(event.lon())) {
            message.setLon(event.lon());
        }
        if (!Double.isNaN(event.lat())) {
            message.setLat(event.lat());
        }
        return message.build();
    }

    private static TripPlace read(city.mio.events.wire.proto.TripPlace message) {
        return new TripPlace(
                message.getStopId(),
                message.hasLon() ? message.getLon() : Double.NaN,
                message.hasLat() ? message.getLat() : Double.NaN);
    }

    private static city.mio.events.wire.proto.RiderParty write(RiderParty event) {
        city.mio.events.wire.proto.RiderParty.Builder message = city.mio.events.wire.proto.RiderParty.newBuilder()
                .setAdults(event.adults())
                .setChildren(event.children())
                .setDisabled(event.disabled())
                .setWheelchairs(event.wheelchairs());
        return message.build();
    }

    private static RiderParty read(city.mio.events.wire.proto.RiderParty message) {
        return new RiderParty(
                message.getAdults(),
                message.getChildren(),
                message.getDisabled(),
                message.getWheelchairs());
    }

    private static city.mio.events.wire.proto.BusStatus write(BusStatus event) {
        city.mio.events.wire.proto.BusStatus.Builder message = city.mio.events.wire.proto.BusStatus.newBuilder()
                .setOperatorId(event.operatorId())
                .setZoneId(event.zoneId())
                .setVehicleId(event.vehicleId())
                .setSequence(event.sequence())
                .setKindValue(event.kind().code())
                .setTime(event.time())
                .setStopId(event.stopId())
                .setRequestId(event.requestId())
                .setPlanVersion(event.planVersion());
        if (!Double.isNaN(event.lon())) {
            message.setLon(event.lon());
        }
        if (!Double.isNaN(event.lat())) {
            message.setLat(event.lat());
        }
        if (!Float.isNaN(event.speedMps())) {
            message.setSpeedMps(event.speedMps());
        }
        if (!Float.isNaN(event.headingDegrees())) {
            message.setHeadingDegrees(event.headingDegrees());
        }
        return message.build();
    }

    private static BusStatus read(city.mio.events.wire.proto.BusStatus message) {
        return BusStatus.builder()
                .operatorId(message.getOperatorId())
                .zoneId(message.getZoneId())
                .vehicleId(message.getVehicleId())
                .sequence(message.getSequence())
                .kind(BusStatusKind.ofCode(message.getKindValue()))
                .time(message.getTime())
                .lon(message.hasLon() ? message.getLon() : Double.NaN)
                .lat(message.hasLat() ? message.getLat() : Double.NaN)
                .speedMps(message.hasSpeedMps() ? message.getSpeedMps() : Float.NaN)
                .headingDegrees(message.hasHeadingDegrees() ? message.getHeadingDegrees() : Float.NaN)
                .stopId(message.getStopId())
                .requestId(message.getRequestId())
                .planVersion(message.getPlanVersion())
                .build();
    }

    private static city.mio.events.wire.proto.TripOffer write(TripOffer event) {
        city.mio.events.wire.proto.TripOffer.Builder message = city.mio.events.wire.proto.TripOffer.newBuilder()
                .setOperatorId(event.operatorId())
                .setZoneId(event.zoneId())
                .setRequestId(event.requestId())
                .setInReplyTo(event.inReplyTo())
                .setTime(event.time())
                .setNewsValue(event.news().code())
                .setStatusValue(event.status().code())
                .setRefusalValue(event.refusal().code())
                .setDetail(event.detail())
                .setParty(write(event.party()))
                .setOfferId(event.offerId())
                .setVehicleId(event.vehicleId())
                .setFromStopId(event.fromStopId())
                .setToStopId(event.toStopId())
                .setPickupTime(event.pickupTime())
                .setEarliestPickupTime(event.earliestPickupTime())
                .setLatestPickupTime(event.latestPickupTime())
                .setDropOffTime(event.dropOffTime())
                .setLatestDropOffTime(event.latestDropOffTime())
                .setFare(event.fare())
                .setCurrency(event.currency())
                .setExpiresAt(event.expiresAt())
                .addAllWalks(event.walks().stream().map(DispatchCodecs::write).toList())
                .addAllAlternatives(event.alternatives().stream().map(DispatchCodecs::write).toList())
                .setIngestedAt(event.ingestedAt());
        return message.build();
    }

    private static TripOffer read(city.mio.events.wire.proto.TripOffer message) {
        return TripOffer.builder()
                .operatorId(message.getOperatorId())
                .zoneId(message.getZoneId())
                .requestId(message.getRequestId())
                .inReplyTo(message.getInReplyTo())
                .time(message.getTime())
                .news(TripNews.ofCode(message.getNewsValue()))
                .status(TripStatus.ofCode(message.getStatusValue()))
                .refusal(TripRefusal.ofCode(message.getRefusalValue()))
                .detail(message.getDetail())
                .party(read(message.getParty()))
                .offerId(message.getOfferId())
                .vehicleId(message.getVehicleId())
                .fromStopId(message.getFromStopId())
                .toStopId(message.getToStopId())
                .pickupTime(message.getPickupTime())
                .earliestPickupTime(message.getEarliestPickupTime())
                .latestPickupTime(message.getLatestPickupTime())
                .dropOffTime(message.getDropOffTime())
                .latestDropOffTime(message.getLatestDropOffTime())
                .fare(message.getFare())
                .currency(message.getCurrency())
                .expiresAt(message.getExpiresAt())
                .walks(message.getWalksList().stream().map(DispatchCodecs::read).toList())
                .alternatives(message.getAlternativesList().stream().map(DispatchCodecs::read).toList())
                .ingestedAt(message.getIngestedAt())
                .build();
    }

    private static city.mio.events.wire.proto.WalkingLeg write(WalkingLeg event) {
        city.mio.events.wire.proto.WalkingLeg.Builder message = city.mio.events.wire.proto.WalkingLeg.newBuilder()
                .setFromStopId(event.fromStopId())
                .setToStopId(event.toStopId())
                .setMetres(event.metres())
                .setSeconds(event.seconds());
        return message.build();
    }

    private static WalkingLeg read(city.mio.events.wire.proto.WalkingLeg message) {
        return new WalkingLeg(
                message.getFromStopId(),
                message.getToStopId(),
                message.getMetres(),
                message.getSeconds());
    }

    private static city.mio.events.wire.proto.TripAlternative write(TripAlternative event) {
        city.mio.events.wire.proto.TripAlternative.Builder message =
                city.mio.events.wire.proto.TripAlternative.newBuilder()
                .setFromStopId(event.fromStopId())
                .setToStopId(event.toStopId())
                .setWishValue(event.wish().code())
                .setWishTime(event.wishTime())
                .setPickupTime(event.pickupTime())
                .setDropOffTime(event.dropOffTime())
                .addAllWalks(event.walks().stream().map(DispatchCodecs::write).toList());
        return message.build();
    }

    private static TripAlternative read(city.mio.events.wire.proto.TripAlternative message) {
        return new TripAlternative(
                message.getFromStopId(),
                message.getToStopId(),
                TimeWish.ofCode(message.getWishValue()),
                message.getWishTime(),
                message.getPickupTime(),
                message.getDropOffTime(),
                message.getWalksList().stream().map(DispatchCodecs::read).toList());
    }

    private static city.mio.events.wire.proto.DispatchPlan write(DispatchPlan event) {
        city.mio.events.wire.proto.DispatchPlan.Builder message = city.mio.events.wire.proto.DispatchPlan.newBuilder()
                .setOperatorId(event.operatorId())
                .setZoneId(event.zoneId())
                .setVehicleId(event.vehicleId())
                .setVersion(event.version())
                .setAcknowledgedVersion(event.acknowledgedVersion())
                .setTime(event.time())
                .setSeatsOnBoard(event.seatsOnBoard())
                .setWheelchairsOnBoard(event.wheelchairsOnBoard())
                .addAllStops(event.stops().stream().map(DispatchCodecs::write).toList());
        return message.build();
    }

    private static DispatchPlan read(city.mio.events.wire.proto.DispatchPlan message) {
        return DispatchPlan.builder()
                .operatorId(message.getOperatorId())
                .zoneId(message.getZoneId())
                .vehicleId(message.getVehicleId())
                .version(message.getVersion())
                .acknowledgedVersion(message.getAcknowledgedVersion())
                .time(message.getTime())
                .seatsOnBoard(message.getSeatsOnBoard())
                .wheelchairsOnBoard(message.getWheelchairsOnBoard())
                .stops(message.getStopsList().stream().map(DispatchCodecs::read).toList())
                .build();
    }

    private static city.mio.events.wire.proto.PlanStop write(PlanStop event) {
        city.mio.events.wire.proto.PlanStop.Builder message = city.mio.events.wire.proto.PlanStop.newBuilder()
                .setPlaceId(event.placeId())
                .setLon(event.lon())
                .setLat(event.lat())
                .setKindValue(event.kind().code())
                .setArriveTime(event.arriveTime())
                .setDepartTime(event.departTime())
                .addAllBoarding(event.boarding())
                .addAllAlighting(event.alighting())
                .setSeatsAfter(event.seatsAfter())
                .setWheelchairsAfter(event.wheelchairsAfter());
        return message.build();
    }

    private static PlanStop read(city.mio.events.wire.proto.PlanStop message) {
        return new PlanStop(
                message.getPlaceId(),
                message.getLon(),
                message.getLat(),
                PlanStopKind.ofCode(message.getKindValue()),
                message.getArriveTime(),
                message.getDepartTime(),
                message.getBoardingList(),
                message.getAlightingList(),
                message.getSeatsAfter(),
                message.getWheelchairsAfter());
    }
}
