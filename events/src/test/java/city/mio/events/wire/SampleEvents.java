package city.mio.events.wire;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DeadLetter;
import city.mio.events.DeclarationStatus;
import city.mio.events.DetectorReading;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulDayType;
import city.mio.events.HaulDecision;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPassage;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.RiderParty;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.events.SpeedSource;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.VehicleKind;
import city.mio.events.WalkingLeg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event for each topic with every field set, so that a lost or swapped field shows. */
final class SampleEvents {

    private static final long NOON = 1_795_230_000_000L;

    private SampleEvents() {}

    /** The sample of a topic as a version could say it: fields that came later are absent. */
    static Object asOf(String version, Topic<?> topic) {
        Object sample = all().get(topic);
        if (topic == Topics.HAUL_ORDER && !version.equals("version8")) {
            return ((HaulOrder) sample).toBuilder()
                    .vehicleClasses(List.of())
                    .dayType(HaulDayType.AS_SET)
                    .linkIds(List.of())
                    .build();
        }
        if (topic != Topics.HAUL_DECLARATION || version.equals("version7") || version.equals("version8")) {
            return sample;
        }
        HaulDeclaration.Builder declaration = ((HaulDeclaration) sample).toBuilder().enteredBy("");
        return Set.of("version1", "version2", "version3").contains(version)
                ? declaration.vehicleId("").declaredAt(0).terms(HaulTerms.NONE).build()
                : declaration.build();
    }

    static Map<Topic<?>, Object> all() {
        Map<Topic<?>, Object> events = new LinkedHashMap<>();
        events.put(
                Topics.PROBE_POSITION,
                ProbePosition.builder()
                        .vehicleId("taxi-17")
                        .kind(VehicleKind.TAXI)
                        .sequence(41)
                        .time(NOON)
                        .lon(135.4959)
                        .lat(34.7025)
                        .speedMps(8.5f)
                        .headingDegrees(181.25f)
                        .accuracyMetres(6f)
                        .build());
        events.put(
                Topics.DETECTOR_READING,
                DetectorReading.builder()
                        .detectorId("D-001")
                        .sequence(7)
                        .intervalStart(NOON)
                        .intervalEnd(NOON + 60_000)
                        .count(23)
                        .occupancy(0.125f)
                        .meanSpeedMps(11.5f)
                        .cars(18)
                        .trucks(3)
                        .buses(1)
                        .motorcycles(2)
                        .build());
        events.put(
                Topics.ROAD_EVENT,
                RoadEvent.builder()
                        .eventId("accident-3")
                        .kind(RoadEventKind.ACCIDENT)
                        .start(NOON)
                        .end(NOON + 1_800_000)
                        .linkId(99)
                        .lanesClosed(1)
                        .magnitude(2.5)
                        .descriptionEn("Accident")
                        .descriptionJa("事故")
                        .build());
        events.put(
                Topics.HAUL_DECLARATION,
                HaulDeclaration.builder()
                        .declarationId("decl-5")
                        .contractor("Naniwa Kensetsu")
                        .siteId("ir")
                        .routeId("yumemai")
                        .slotStart(NOON)
                        .slotEnd(NOON + 1_800_000)
                        .plateHash("a1b2")
                        .vehicleClass(HaulVehicleClass.TRAILER)
                        .status(DeclarationStatus.CANCELLED)
                        .vehicleId("haul-5")
                        .declaredAt(NOON - 86_400_000)
                        .terms(new HaulTerms(NOON - 3_600_000, NOON + 7_200_000, 3, 5, 20, 900))
                        .enteredBy("Sato")
                        .build());
        events.put(
                Topics.HAUL_PASSAGE,
                new HaulPassage("C-01", 12, NOON, "a1b2", HaulVehicleClass.MEDIUM, 0.75f));
        events.put(
                Topics.HAUL_ORDER,
                HaulOrder.builder()
                        .orderId("order-9")
                        .kind(HaulOrderKind.HEAD_ROOM_OVERRIDDEN)
                        .routeId("yumemai")
                        .from(NOON)
                        .until(NOON + 1_800_000)
                        .cap(70)
                        .capBefore(60)
                        .recommendedCap(72)
                        .by("K. Sato")
                        .time(NOON - 600_000)
                        .remark("marathon")
                        .vehicleClasses(List.of(HaulVehicleClass.HEAVY, HaulVehicleClass.TRAILER))
                        .dayType(HaulDayType.EVENT)
                        .linkIds(List.of(7L, 1L << 62))
                        .build());
        events.put(
                Topics.HAUL_SLOT,
                HaulSlot.builder()
                        .routeId("yumemai")
                        .slotStart(NOON)
                        .slotEnd(NOON + 1_800_000)
                        .time(NOON + 60_000)
                        .cap(70)
                        .ruleCap(60)
                        .declared(64)
                        .planned(62)
                        .seen(21)
                        .undeclared(2)
                        .predicted(66)
                        .classes(List.of(new HaulClassUse(HaulVehicleClass.TRAILER, 12, 11, 10, 4)))
                        .headRoom(90)
                        .recommendedCap(72)
                        .reason(HaulHeadRoomReason.ROAD_TAKES_MORE)
                        .linkId(99)
                        .decision(HaulDecision.OVERRIDDEN)
                        .decidedBy("K. Sato")
                        .decidedAt(NOON - 600_000)
                        .remark("marathon")
                        .build());
        events.put(
                Topics.HAUL_TRIP,
                HaulTrip.builder()
                        .tripId("decl-5")
                        .contractor("Naniwa Kensetsu")
                        .siteId("ir")
                        .vehicleClass(HaulVehicleClass.TRAILER)
                        .plateHash("a1b2")
                        .status(DeclarationStatus.FIRM)
                        .declaredRouteId("yumesaki")
                        .declaredSlotStart(NOON - 1_800_000)
                        .routeId("yumemai")
                        .slotStart(NOON)
                        .slotEnd(NOON + 1_800_000)
                        .moveReason(HaulMoveReason.LINK_FULL)
                        .moveLinkId(99)
                        .moveCost(23)
                        .state(HaulTripState.EARLY)
                        .seenAt(NOON - 300_000)
                        .cameraId("C-01")
                        .minutesOff(-5)
                        .place(HaulPlace.HOLDING)
                        .placeId("maishima-yard")
                        .callAt(NOON + 120_000)
                        .time(NOON - 240_000)
                        .build());
        events.put(
                Topics.LINK_TRAVERSAL,
                LinkTraversal.builder()
                        .vehicleId("taxi-17")
                        .kind(VehicleKind.TAXI)
                        .sequence(3)
                        .linkId(99)
                        .enterTime(NOON)
                        .exitTime(NOON + 20_000)
                        .startShare(0.25f)
                        .coveredShare(0.5f)
                        .positions(4)
                        .ingestedAt(NOON + 1)
                        .build());
        events.put(
                Topics.LINK_STATE,
                LinkState.builder()
                        .linkId(99)
                        .minute(NOON)
                        .speedMps(6.5f)
                        .travelTimeSeconds(38.5f)
                        .freeFlowSpeedMps(13.5f)
                        .samples(5)
                        .confidence(0.75f)
                        .source(SpeedSource.FUSED)
                        .revision(1)
                        .flowVph(720f)
                        .occupancy(0.25f)
                        .ingestedAt(NOON + 2)
                        .build());
        events.put(
                Topics.FORECAST,
                Forecast.builder()
                        .target(ForecastTarget.DETECTOR)
                        .targetId("D-014")
                        .quantity(ForecastQuantity.FLOW)
                        .time(NOON)
                        .modelVersion("osaka-2026-11-20")
                        .newestInputAt(NOON - 300_000)
                        .fallback(true)
                        .horizons(List.of(
                                new HorizonForecast(5, 610.5f, 720f, 815.25f),
                                new HorizonForecast(60, 300f, 540f, 900f)))
                        .build());
        events.put(
                Topics.FORECAST_SLOT,
                SlotForecast.builder()
                        .target(ForecastTarget.LINK)
                        .targetId("99")
                        .quantity(ForecastQuantity.SPEED)
                        .time(NOON)
                        .firstSlot(NOON + 43_200_000)
                        .slotMinutes(30)
                        .modelVersion("slots/links/2026-11-20")
                        .newestInputAt(NOON - 1_800_000)
                        .fallback(true)
                        .slots(List.of(
                                new SlotQuantiles(8.25f, 10.5f, 12.13f), SlotQuantiles.CLOSED, new SlotQuantiles(0, 0.01f, 3)))
                        .build());
        events.put(
                Topics.FORECAST_QUALITY,
                ForecastQuality.builder()
                        .part("detectors")
                        .target(ForecastTarget.DETECTOR)
                        .group("primary")
                        .quantity(ForecastQuantity.FLOW)
                        .time(NOON)
                        .modelVersion("detectors/2026-11-20")
                        .shadowVersion("detectors/2026-11-21")
                        .targets(40)
                        .fallbackTargets(3)
                        .drifting(true)
                        .horizons(List.of(
                                new HorizonQuality(5, 480, 40.5f, 61.25f, 55, 39.75f, 0.125f, 0.8125f),
                                new HorizonQuality(60, 440, 60, 61.5f, 90.25f, 58.5f, 0.25f, 0.75f)))
                        .build());
        events.put(
                Topics.ALERT,
                Alert.builder()
                        .alertId("congestion-99-1")
                        .type(AlertType.CONGESTION)
                        .severity(AlertSeverity.WARNING)
                        .status(AlertStatus.ACKNOWLEDGED)
                        .since(NOON)
                        .time(NOON + 60_000)
                        .linkId(99)
                        .placeId("99")
                        .placeEn("Midosuji")
                        .placeJa("御堂筋")
                        .lon(135.5)
                        .lat(34.69)
                        .sentenceEn("Slow traffic.")
                        .sentenceJa("渋滞しています。")
                        .evidence(Map.of("speedMps", "3.2", "freeFlowSpeedMps", "13.5"))
                        .acknowledgedBy("operator-1")
                        .build());
        events.put(
                Topics.DEAD_LETTER,
                new DeadLetter(
                        "probe.position",
                        RefusalReason.OUTSIDE_CITY,
                        "lon 0, lat 0",
                        "taxi-17",
                        new byte[] {1, 2, (byte) 0xff},
                        2,
                        1234,
                        NOON));
        events.put(
                Topics.INTAKE_RECEIPT,
                new IntakeReceipt(IntakeSource.DETECTORS, "D-001", NOON, 60, -5L, 2, 55, 5));
        addOnDemand(events);
        return events;
    }

    private static void addOnDemand(Map<Topic<?>, Object> events) {
        events.put(
                Topics.TRIP_REQUEST,
                TripRequest.builder()
                        .operatorId("kita-bus")
                        .zoneId("kita")
                        .requestId("r-1")
                        .messageId("m-1")
                        .kind(TripRequestKind.CHANGE)
                        .time(NOON)
                        .channel("phone")
                        .riderId("rider-9")
                        .wish(TimeWish.ARRIVE_BY)
                        .wishTime(NOON + 3_600_000)
                        .from(TripPlace.ofStop("K-01"))
                        .to(TripPlace.of(135.5, 34.7))
                        .party(new RiderParty(2, 1, 3, 4))
                        .dayPass(true)
                        .offerId("r-1/1")
                        .build());
        events.put(
                Topics.BUS_STATUS,
                BusStatus.builder()
                        .operatorId("kita-bus")
                        .zoneId("kita")
                        .vehicleId("bus-1")
                        .sequence(77)
                        .kind(BusStatusKind.NO_SHOW)
                        .time(NOON)
                        .lon(135.5)
                        .lat(34.7)
                        .speedMps(0.5f)
                        .headingDegrees(90.25f)
                        .stopId("K-01")
                        .requestId("r-1")
                        .planVersion(12)
                        .build());
        WalkingLeg walk = new WalkingLeg("K-01", "K-02", 120.5, 100);
        events.put(
                Topics.TRIP_OFFER,
                TripOffer.builder()
                        .operatorId("kita-bus")
                        .zoneId("kita")
                        .requestId("r-1")
                        .inReplyTo("m-1")
                        .time(NOON)
                        .news(TripNews.REOFFERED)
                        .status(TripStatus.BOOKED)
                        .refusal(TripRefusal.NO_VEHICLE_IN_TIME)
                        .detail("no vehicle in time")
                        .party(new RiderParty(2, 1, 3, 4))
                        .offerId("r-1/1")
                        .vehicleId("bus-1")
                        .fromStopId("K-02")
                        .toStopId("K-09")
                        .pickupTime(NOON + 1)
                        .earliestPickupTime(NOON)
                        .latestPickupTime(NOON + 2)
                        .dropOffTime(NOON + 3)
                        .latestDropOffTime(NOON + 4)
                        .fare(300)
                        .currency("JPY")
                        .expiresAt(NOON + 5)
                        .walks(List.of(walk))
                        .alternatives(List.of(new TripAlternative(
                                "K-02", "K-09", TimeWish.ARRIVE_BY, NOON + 6, NOON + 7, NOON + 8, List.of(walk))))
                        .ingestedAt(NOON + 9)
                        .build());
        events.put(
                Topics.DISPATCH_PLAN,
                DispatchPlan.builder()
                        .operatorId("kita-bus")
                        .zoneId("kita")
                        .vehicleId("bus-1")
                        .version(12)
                        .acknowledgedVersion(11)
                        .time(NOON)
                        .seatsOnBoard(3)
                        .wheelchairsOnBoard(1)
                        .stops(List.of(new PlanStop(
                                "K-01",
                                135.5,
                                34.7,
                                PlanStopKind.WAIT,
                                NOON + 1,
                                NOON + 2,
                                List.of("r-1", "r-2"),
                                List.of("r-3"),
                                4,
                                2)))
                        .build());
    }
}
