package city.mio.events.wire;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulDecision;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulDayType;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import java.util.ArrayList;
import java.util.List;

/** The wire form of what the office for construction traffic says and hears. */
final class HaulCodecs {

    static final Codec<HaulDeclaration> DECLARATION =
            Codec.of(city.mio.events.wire.proto.HaulDeclaration.parser(), HaulCodecs::write, HaulCodecs::read);

    static final Codec<HaulOrder> ORDER =
            Codec.of(city.mio.events.wire.proto.HaulOrder.parser(), HaulCodecs::write, HaulCodecs::read);

    static final Codec<HaulSlot> SLOT =
            Codec.of(city.mio.events.wire.proto.HaulSlot.parser(), HaulCodecs::write, HaulCodecs::read);

    static final Codec<HaulTrip> TRIP =
            Codec.of(city.mio.events.wire.proto.HaulTrip.parser(), HaulCodecs::write, HaulCodecs::read);

    private HaulCodecs() {}

    private static city.mio.events.wire.proto.HaulTrip write(HaulTrip event) {
        city.mio.events.wire.proto.HaulTrip.Builder message = city.mio.events.wire.proto.HaulTrip.newBuilder()
                .setTripId(event.tripId())
                .setContractor(event.contractor())
                .setSiteId(event.siteId())
                .setVehicleClassValue(event.vehicleClass().code())
                .setPlateHash(event.plateHash())
                .setStatusValue(event.status().code())
                .setDeclaredRouteId(event.declaredRouteId())
                .setDeclaredSlotStart(event.declaredSlotStart())
                .setRouteId(event.routeId())
                .setSlotStart(event.slotStart())
                .setSlotEnd(event.slotEnd())
                .setMoveReasonValue(event.moveReason().code())
                .setMoveLinkId(event.moveLinkId())
                .setMoveCost(event.moveCost())
                .setStateValue(event.state().code())
                .setSeenAt(event.seenAt())
                .setCameraId(event.cameraId())
                .setMinutesOff(event.minutesOff())
                .setPlaceValue(event.place().code())
                .setPlaceId(event.placeId())
                .setCallAt(event.callAt())
                .setTime(event.time());
        return message.build();
    }

    private static HaulTrip read(city.mio.events.wire.proto.HaulTrip message) {
        return HaulTrip.builder()
                .tripId(message.getTripId())
                .contractor(message.getContractor())
                .siteId(message.getSiteId())
                .vehicleClass(HaulVehicleClass.ofCode(message.getVehicleClassValue()))
                .plateHash(message.getPlateHash())
                .status(DeclarationStatus.ofCode(message.getStatusValue()))
                .declaredRouteId(message.getDeclaredRouteId())
                .declaredSlotStart(message.getDeclaredSlotStart())
                .routeId(message.getRouteId())
                .slotStart(message.getSlotStart())
                .slotEnd(message.getSlotEnd())
                .moveReason(HaulMoveReason.ofCode(message.getMoveReasonValue()))
                .moveLinkId(message.getMoveLinkId())
                .moveCost(message.getMoveCost())
                .state(HaulTripState.ofCode(message.getStateValue()))
                .seenAt(message.getSeenAt())
                .cameraId(message.getCameraId())
                .minutesOff(message.getMinutesOff())
                .place(HaulPlace.ofCode(message.getPlaceValue()))
                .placeId(message.getPlaceId())
                .callAt(message.getCallAt())
                .time(message.getTime())
                .build();
    }

    private static city.mio.events.wire.proto.HaulSlot write(HaulSlot event) {
        city.mio.events.wire.proto.HaulSlot.Builder message = city.mio.events.wire.proto.HaulSlot.newBuilder()
                .setRouteId(event.routeId())
                .setSlotStart(event.slotStart())
                .setSlotEnd(event.slotEnd())
                .setTime(event.time())
                .setCap(event.cap())
                .setRuleCap(event.ruleCap())
                .setDeclared(event.declared())
                .setPlanned(event.planned())
                .setSeen(event.seen())
                .setUndeclared(event.undeclared())
                .setReasonValue(event.reason().code())
                .setLinkId(event.linkId())
                .setDecisionValue(event.decision().code())
                .setDecidedBy(event.decidedBy())
                .setDecidedAt(event.decidedAt())
                .setRemark(event.remark());
        if (event.predicted() >= 0) {
            message.setPredicted(event.predicted());
        }
        if (event.headRoom() >= 0) {
            message.setHeadRoom(event.headRoom());
        }
        if (event.recommendedCap() >= 0) {
            message.setRecommendedCap(event.recommendedCap());
        }
        for (HaulClassUse use : event.classes()) {
            message.addClasses(city.mio.events.wire.proto.HaulClassUse.newBuilder()
                    .setVehicleClassValue(use.vehicleClass().code())
                    .setCap(use.cap())
                    .setDeclared(use.declared())
                    .setPlanned(use.planned())
                    .setSeen(use.seen()));
        }
        return message.build();
    }

    private static HaulSlot read(city.mio.events.wire.proto.HaulSlot message) {
        List<HaulClassUse> classes = new ArrayList<>(message.getClassesCount());
        for (city.mio.events.wire.proto.HaulClassUse use : message.getClassesList()) {
            classes.add(new HaulClassUse(
                    HaulVehicleClass.ofCode(use.getVehicleClassValue()),
                    use.getCap(),
                    use.getDeclared(),
                    use.getPlanned(),
                    use.getSeen()));
        }
        return HaulSlot.builder()
                .routeId(message.getRouteId())
                .slotStart(message.getSlotStart())
                .slotEnd(message.getSlotEnd())
                .time(message.getTime())
                .cap(message.getCap())
                .ruleCap(message.getRuleCap())
                .declared(message.getDeclared())
                .planned(message.getPlanned())
                .seen(message.getSeen())
                .undeclared(message.getUndeclared())
                .predicted(message.hasPredicted() ? message.getPredicted() : -1)
                .headRoom(message.hasHeadRoom() ? message.getHeadRoom() : -1)
                .recommendedCap(message.hasRecommendedCap() ? message.getRecommendedCap() : -1)
                .reason(HaulHeadRoomReason.ofCode(message.getReasonValue()))
                .linkId(message.getLinkId())
                .decision(HaulDecision.ofCode(message.getDecisionValue()))
                .decidedBy(message.getDecidedBy())
                .decidedAt(message.getDecidedAt())
                .remark(message.getRemark())
                .classes(classes)
                .build();
    }

    private static city.mio.events.wire.proto.HaulOrder write(HaulOrder event) {
        city.mio.events.wire.proto.HaulOrder.Builder message = city.mio.events.wire.proto.HaulOrder.newBuilder()
                .setOrderId(event.orderId())
                .setKindValue(event.kind().code())
                .setRouteId(event.routeId())
                .setFrom(event.from())
                .setUntil(event.until())
                .setCap(event.cap())
                .setBy(event.by())
                .setTime(event.time())
                .setRemark(event.remark());
        if (event.capBefore() >= 0) {
            message.setCapBefore(event.capBefore());
        }
        if (event.recommendedCap() >= 0) {
            message.setRecommendedCap(event.recommendedCap());
        }
        event.vehicleClasses().forEach(type -> message.addVehicleClassesValue(type.code()));
        message.setDayTypeValue(event.dayType().code());
        return message.addAllLinkIds(event.linkIds()).build();
    }

    private static HaulOrder read(city.mio.events.wire.proto.HaulOrder message) {
        return HaulOrder.builder()
                .orderId(message.getOrderId())
                .kind(HaulOrderKind.ofCode(message.getKindValue()))
                .routeId(message.getRouteId())
                .from(message.getFrom())
                .until(message.getUntil())
                .cap(message.getCap())
                .capBefore(message.hasCapBefore() ? message.getCapBefore() : -1)
                .recommendedCap(message.hasRecommendedCap() ? message.getRecommendedCap() : -1)
                .by(message.getBy())
                .time(message.getTime())
                .remark(message.getRemark())
                .vehicleClasses(message.getVehicleClassesValueList().stream().map(HaulVehicleClass::ofCode).toList())
                .dayType(message.getDayTypeValue() == 0 ? HaulDayType.AS_SET : HaulDayType.ofCode(message.getDayTypeValue()))
                .linkIds(message.getLinkIdsList())
                .build();
    }

    private static city.mio.events.wire.proto.HaulDeclaration write(HaulDeclaration event) {
        city.mio.events.wire.proto.HaulDeclaration.Builder message = city.mio.events.wire.proto.HaulDeclaration.newBuilder()
                .setDeclarationId(event.declarationId())
                .setContractor(event.contractor())
                .setSiteId(event.siteId())
                .setRouteId(event.routeId())
                .setSlotStart(event.slotStart())
                .setSlotEnd(event.slotEnd())
                .setPlateHash(event.plateHash())
                .setVehicleClassValue(event.vehicleClass().code())
                .setStatusValue(event.status().code())
                .setVehicleId(event.vehicleId())
                .setDeclaredAt(event.declaredAt())
                .setTerms(write(event.terms()))
                .setEnteredBy(event.enteredBy());
        return message.build();
    }

    private static HaulDeclaration read(city.mio.events.wire.proto.HaulDeclaration message) {
        return HaulDeclaration.builder()
                .declarationId(message.getDeclarationId())
                .contractor(message.getContractor())
                .siteId(message.getSiteId())
                .routeId(message.getRouteId())
                .slotStart(message.getSlotStart())
                .slotEnd(message.getSlotEnd())
                .plateHash(message.getPlateHash())
                .vehicleClass(HaulVehicleClass.ofCode(message.getVehicleClassValue()))
                .status(DeclarationStatus.ofCode(message.getStatusValue()))
                .vehicleId(message.getVehicleId())
                .declaredAt(message.getDeclaredAt())
                .terms(message.hasTerms() ? read(message.getTerms()) : HaulTerms.NONE)
                .enteredBy(message.getEnteredBy())
                .build();
    }

    private static city.mio.events.wire.proto.HaulTerms write(HaulTerms terms) {
        city.mio.events.wire.proto.HaulTerms.Builder message = city.mio.events.wire.proto.HaulTerms.newBuilder()
                .setWindowStart(terms.windowStart())
                .setWindowEnd(terms.windowEnd())
                .setCostEarlier(terms.costEarlier())
                .setCostLater(terms.costLater())
                .setCostRefused(terms.costRefused());
        if (terms.costOtherRoute() >= 0) {
            message.setCostOtherRoute(terms.costOtherRoute());
        }
        return message.build();
    }

    private static HaulTerms read(city.mio.events.wire.proto.HaulTerms message) {
        return new HaulTerms(
                message.getWindowStart(),
                message.getWindowEnd(),
                message.getCostEarlier(),
                message.getCostLater(),
                message.hasCostOtherRoute() ? message.getCostOtherRoute() : -1,
                message.getCostRefused());
    }
}
