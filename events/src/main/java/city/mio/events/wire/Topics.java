package city.mio.events.wire;

import city.mio.events.Alert;
import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulPassage;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.SlotForecast;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import java.util.List;
import java.util.NoSuchElementException;

/** The topics of the system: name, record, wire form and key of each. */
public final class Topics {

    public static final Topic<ProbePosition> PROBE_POSITION = new Topic<>(
            "probe.position", ProbePosition.class, InputCodecs.PROBE_POSITION, ProbePosition::vehicleId);

    public static final Topic<DetectorReading> DETECTOR_READING = new Topic<>(
            "detector.reading", DetectorReading.class, InputCodecs.DETECTOR_READING, DetectorReading::detectorId);

    public static final Topic<RoadEvent> ROAD_EVENT =
            new Topic<>("road.event", RoadEvent.class, InputCodecs.ROAD_EVENT, RoadEvent::eventId);

    public static final Topic<HaulDeclaration> HAUL_DECLARATION = new Topic<>(
            "haul.declaration", HaulDeclaration.class, HaulCodecs.DECLARATION, HaulDeclaration::declarationId);

    public static final Topic<HaulPassage> HAUL_PASSAGE =
            new Topic<>("haul.passage", HaulPassage.class, InputCodecs.HAUL_PASSAGE, HaulPassage::cameraId);

    public static final Topic<TripRequest> TRIP_REQUEST = new Topic<>(
            "trip.request", TripRequest.class, DispatchCodecs.TRIP_REQUEST, TripRequest::serviceKey);

    public static final Topic<BusStatus> BUS_STATUS =
            new Topic<>("bus.status", BusStatus.class, DispatchCodecs.BUS_STATUS, BusStatus::serviceKey);

    public static final Topic<HaulOrder> HAUL_ORDER =
            new Topic<>("haul.order", HaulOrder.class, HaulCodecs.ORDER, HaulOrder::orderId);

    public static final Topic<HaulSlot> HAUL_SLOT =
            new Topic<>("haul.slot", HaulSlot.class, HaulCodecs.SLOT, HaulSlot::slotId);

    public static final Topic<HaulTrip> HAUL_TRIP =
            new Topic<>("haul.trip", HaulTrip.class, HaulCodecs.TRIP, HaulTrip::tripId);

    public static final Topic<LinkTraversal> LINK_TRAVERSAL = new Topic<>(
            "link.traversal",
            LinkTraversal.class,
            OutputCodecs.LINK_TRAVERSAL,
            traversal -> Long.toString(traversal.linkId()));

    public static final Topic<LinkState> LINK_STATE = new Topic<>(
            "link.state", LinkState.class, OutputCodecs.LINK_STATE, state -> Long.toString(state.linkId()));

    public static final Topic<Forecast> FORECAST =
            new Topic<>("forecast", Forecast.class, ForecastCodec.FORECAST, Forecast::targetId);

    public static final Topic<SlotForecast> FORECAST_SLOT = new Topic<>(
            "forecast.slot", SlotForecast.class, SlotForecastCodec.SLOT_FORECAST, SlotForecast::targetId);

    public static final Topic<ForecastQuality> FORECAST_QUALITY = new Topic<>(
            "forecast.quality", ForecastQuality.class, ForecastCodec.QUALITY, ForecastQuality::part);

    public static final Topic<TripOffer> TRIP_OFFER =
            new Topic<>("trip.offer", TripOffer.class, DispatchCodecs.TRIP_OFFER, TripOffer::serviceKey);

    public static final Topic<DispatchPlan> DISPATCH_PLAN = new Topic<>(
            "dispatch.plan", DispatchPlan.class, DispatchCodecs.DISPATCH_PLAN, DispatchPlan::serviceKey);

    public static final Topic<Alert> ALERT = new Topic<>("alert", Alert.class, OutputCodecs.ALERT, Alert::alertId);

    public static final Topic<DeadLetter> DEAD_LETTER =
            new Topic<>("dead.letter", DeadLetter.class, OutputCodecs.DEAD_LETTER, DeadLetter::source);

    public static final Topic<IntakeReceipt> INTAKE_RECEIPT = new Topic<>(
            "intake.receipt", IntakeReceipt.class, OutputCodecs.INTAKE_RECEIPT, IntakeReceipt::deviceId);

    private static final List<Topic<?>> ALL = List.of(
            PROBE_POSITION,
            DETECTOR_READING,
            ROAD_EVENT,
            HAUL_DECLARATION,
            HAUL_PASSAGE,
            TRIP_REQUEST,
            BUS_STATUS,
            HAUL_ORDER,
            LINK_TRAVERSAL,
            LINK_STATE,
            FORECAST,
            FORECAST_SLOT,
            FORECAST_QUALITY,
            TRIP_OFFER,
            DISPATCH_PLAN,
            HAUL_SLOT,
            HAUL_TRIP,
            ALERT,
            DEAD_LETTER,
            INTAKE_RECEIPT);

    private Topics() {}

    /** All topics, inputs first. */
    public static List<Topic<?>> listTopics() {
        return ALL;
    }

    /**
     * The topic of this name.
     *
     * @throws NoSuchElementException if there is none
     */
    public static Topic<?> getTopic(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no topic " + name));
    }
}
