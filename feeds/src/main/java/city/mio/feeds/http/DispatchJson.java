package city.mio.feeds.http;

import city.mio.events.BusStatus;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripReference;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.WalkingLeg;
import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.DayFigures;
import city.mio.feeds.dispatch.StopCall;
import city.mio.feeds.dispatch.TripView;
import city.mio.feeds.ondemand.FareTable;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.OpenTime;
import city.mio.feeds.ondemand.RiderFares;
import city.mio.feeds.ondemand.ServiceDepot;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.ondemand.ServiceVehicle;
import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How on-demand buses, their riders and their service look in JSON. Immutable and thread-safe. */
final class DispatchJson {

    private final OnDemandOffering offering;
    private final JsonText text;

    DispatchJson(OnDemandOffering offering, JsonText text) {
        this.offering = offering;
        this.text = text;
    }

    /** A trip for its rider, an object. */
    void trip(JsonGenerator json, TripView trip) throws IOException {
        trip(json, trip, true);
    }

    /** A trip for everybody, an object: by its reference, without what would let others speak for it or find its rider. */
    void openTrip(JsonGenerator json, TripView trip) throws IOException {
        trip(json, trip, false);
    }

    private void trip(JsonGenerator json, TripView trip, boolean own) throws IOException {
        TripKeyParts parts = TripKeyParts.of(trip);
        Optional<OnDemandService> service = offering.findService(trip.key().service());
        Optional<TripOffer> last = trip.findLast();
        json.writeStartObject();
        String reference = TripReference.of(trip.key().service(), trip.key().requestId());
        json.writeStringField("id", own ? trip.key().requestId() : reference);
        json.writeStringField("reference", reference);
        json.writeStringField("operator", parts.operator());
        json.writeStringField("zone", parts.zone());
        json.writeStringField("status", last.map(offer -> offer.status().name()).orElse("PENDING"));
        json.writeBooleanField("open", trip.isOpen());
        refusal(json, last);
        text.time(json, "time", last.map(TripOffer::time).orElse(trip.findAsked().map(TripRequest::time).orElse(0L)));
        if (trip.findAsked().isPresent()) {
            asked(json, trip.findAsked().get(), service, own);
        } else {
            json.writeNullField("asked");
        }
        party(json, party(trip));
        if (last.isPresent() && last.get().hasOffer()) {
            offer(json, last.get(), service, own);
        } else {
            json.writeNullField("offer");
        }
        json.writeArrayFieldStart("alternatives");
        if (last.isPresent()) {
            int number = 0;
            for (TripAlternative alternative : last.get().alternatives()) {
                alternative(json, ++number, alternative, service);
            }
        }
        json.writeEndArray();
        text.time(json, "boardedAt", trip.course().boardedAt());
        text.time(json, "arrivedAt", trip.course().arrivedAt());
        json.writeBooleanField("slipped", trip.course().slipped());
        json.writeEndObject();
    }

    private record TripKeyParts(String operator, String zone) {

        static TripKeyParts of(TripView trip) {
            String[] parts = trip.key().service().split("/", 2);
            return new TripKeyParts(parts[0], parts[1]);
        }
    }

    private static void refusal(JsonGenerator json, Optional<TripOffer> last) throws IOException {
        if (last.isPresent() && last.get().refusal() != TripRefusal.NONE) {
            json.writeStringField("refusal", last.get().refusal().name());
        } else {
            json.writeNullField("refusal");
        }
        json.writeStringField("detail", last.map(TripOffer::detail).orElse(""));
        json.writeStringField("news", last.map(offer -> offer.news().name()).orElse(""));
    }

    private void asked(JsonGenerator json, TripRequest asked, Optional<OnDemandService> service, boolean own)
            throws IOException {
        json.writeObjectFieldStart("asked");
        text.time(json, "at", asked.time());
        place(json, "from", asked.from(), service, own);
        place(json, "to", asked.to(), service, own);
        text.time(json, "leaveAfter", asked.wish() == TimeWish.LEAVE_AFTER ? asked.wishTime() : 0);
        text.time(json, "arriveBy", asked.wish() == TimeWish.ARRIVE_BY ? asked.wishTime() : 0);
        json.writeStringField("channel", asked.channel());
        json.writeBooleanField("dayPass", asked.dayPass());
        json.writeEndObject();
    }

    private static void place(
            JsonGenerator json, String field, TripPlace place, Optional<OnDemandService> service, boolean own)
            throws IOException {
        if (!place.stopId().isEmpty()) {
            stop(json, field, place.stopId(), service);
        } else {
            // A door in a street is where somebody lives; others get the block.
            int digits = own ? 6 : 2;
            json.writeObjectFieldStart(field);
            JsonText.number(json, "lon", place.lon(), digits);
            JsonText.number(json, "lat", place.lat(), digits);
            json.writeEndObject();
        }
    }

    private static void stop(JsonGenerator json, String field, String stopId, Optional<OnDemandService> service)
            throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("stop", stopId);
        Optional<ServiceStop> stop = service.flatMap(known -> known.findStop(stopId));
        if (stop.isPresent()) {
            JsonText.name(json, "name", stop.get().name());
            JsonText.number(json, "lon", stop.get().lon(), 6);
            JsonText.number(json, "lat", stop.get().lat(), 6);
        }
        json.writeEndObject();
    }

    /** Who rides: as answered, else as asked. */
    static RiderParty party(TripView trip) {
        return trip.findLast()
                .map(TripOffer::party)
                .orElseGet(() -> trip.findAsked().map(TripRequest::party).orElse(RiderParty.NOBODY));
    }

    static void party(JsonGenerator json, RiderParty party) throws IOException {
        json.writeObjectFieldStart("party");
        json.writeNumberField("adults", party.adults());
        json.writeNumberField("children", party.children());
        json.writeNumberField("disabled", party.disabled());
        json.writeNumberField("wheelchairs", party.wheelchairs());
        json.writeEndObject();
    }

    private void offer(JsonGenerator json, TripOffer offer, Optional<OnDemandService> service, boolean own)
            throws IOException {
        json.writeObjectFieldStart("offer");
        json.writeStringField("offerId", own ? offer.offerId() : "");
        json.writeStringField("vehicleId", offer.vehicleId());
        stop(json, "from", offer.fromStopId(), service);
        stop(json, "to", offer.toStopId(), service);
        text.time(json, "pickup", offer.pickupTime());
        text.time(json, "earliestPickup", offer.earliestPickupTime());
        text.time(json, "latestPickup", offer.latestPickupTime());
        text.time(json, "dropOff", offer.dropOffTime());
        text.time(json, "latestDropOff", offer.latestDropOffTime());
        json.writeNumberField("fare", offer.fare());
        json.writeStringField("currency", offer.currency());
        text.time(json, "expires", offer.expiresAt());
        walks(json, offer.walks());
        json.writeEndObject();
    }

    private static void walks(JsonGenerator json, List<WalkingLeg> walks) throws IOException {
        json.writeArrayFieldStart("walks");
        for (WalkingLeg walk : walks) {
            json.writeStartObject();
            json.writeStringField("from", walk.fromStopId());
            json.writeStringField("to", walk.toStopId());
            JsonText.number(json, "metres", walk.metres(), 0);
            json.writeNumberField("seconds", walk.seconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void alternative(JsonGenerator json, int number, TripAlternative a, Optional<OnDemandService> service)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", number);
        stop(json, "from", a.fromStopId(), service);
        stop(json, "to", a.toStopId(), service);
        text.time(json, "leaveAfter", a.wish() == TimeWish.LEAVE_AFTER ? a.wishTime() : 0);
        text.time(json, "arriveBy", a.wish() == TimeWish.ARRIVE_BY ? a.wishTime() : 0);
        text.time(json, "pickup", a.pickupTime());
        text.time(json, "dropOff", a.dropOffTime());
        walks(json, a.walks());
        json.writeEndObject();
    }

    /** A bus with its load and what it does next; fields of an object. */
    void bus(JsonGenerator json, BusView bus, long now) throws IOException {
        Optional<OnDemandService> service = offering.findService(bus.service());
        Optional<ServiceVehicle> fleet = service.flatMap(known -> known.findVehicle(bus.vehicleId()));
        Optional<BusStatus> at = bus.findPosition();
        Optional<DispatchPlan> plan = bus.findPlan();
        json.writeStringField("id", bus.vehicleId());
        json.writeStringField("key", bus.key());
        json.writeStringField("operator", bus.operatorId());
        json.writeStringField("zone", bus.zoneId());
        if (service.isPresent()) {
            JsonText.name(json, "operatorName", service.get().operatorName());
            JsonText.name(json, "zoneName", service.get().zoneName());
        }
        json.writeStringField("kind", "BUS");
        text.time(json, "time", at.map(BusStatus::time).orElse(0L));
        JsonText.number(json, "lon", at.map(BusStatus::lon).orElse(Double.NaN), 6);
        JsonText.number(json, "lat", at.map(BusStatus::lat).orElse(Double.NaN), 6);
        JsonText.number(json, "speedMps", at.map(BusStatus::speedMps).orElse(Float.NaN), 1);
        JsonText.number(json, "headingDegrees", at.map(BusStatus::headingDegrees).orElse(Float.NaN), 0);
        if (at.isPresent()) {
            json.writeNumberField("ageSeconds", Math.max(0, now - at.get().time()) / 1_000);
        } else {
            json.writeNullField("ageSeconds");
        }
        json.writeObjectFieldStart("load");
        json.writeNumberField("seats", plan.map(DispatchPlan::seatsOnBoard).orElse(0));
        json.writeNumberField("wheelchairs", plan.map(DispatchPlan::wheelchairsOnBoard).orElse(0));
        json.writeNumberField("seatsInAll", fleet.map(ServiceVehicle::seats).orElse(0));
        json.writeNumberField("wheelchairPlaces", fleet.map(ServiceVehicle::wheelchairPlaces).orElse(0));
        json.writeEndObject();
        json.writeStringField("atStop", bus.atStopId());
        json.writeBooleanField("brokenDown", bus.isBrokenDown());
        json.writeNumberField("planVersion", plan.map(DispatchPlan::version).orElse(0L));
        json.writeNumberField("acknowledgedVersion", bus.acknowledgedVersion());
        json.writeArrayFieldStart("nextStops");
        for (PlanStop stop : plan.map(DispatchPlan::stops).orElse(List.of())) {
            json.writeStartObject();
            halt(json, service, stop, references(bus, stop.boarding()), references(bus, stop.alighting()));
            json.writeNumberField("seatsAfter", stop.seatsAfter());
            json.writeNumberField("wheelchairsAfter", stop.wheelchairsAfter());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Fields of a halt that a bus has before it, in an object that is begun. */
    private void halt(
            JsonGenerator json,
            Optional<OnDemandService> service,
            PlanStop stop,
            List<String> boarding,
            List<String> alighting)
            throws IOException {
        json.writeStringField("stop", stop.placeId());
        JsonText.name(json, "name", name(service, stop.placeId()));
        json.writeStringField("kind", stop.kind().name());
        JsonText.number(json, "lon", stop.lon(), 6);
        JsonText.number(json, "lat", stop.lat(), 6);
        text.time(json, "arrive", stop.arriveTime());
        text.time(json, "depart", stop.departTime());
        ids(json, "boarding", boarding);
        ids(json, "alighting", alighting);
    }

    private static List<String> references(BusView bus, List<String> requestIds) {
        return requestIds.stream().map(id -> TripReference.of(bus.service(), id)).toList();
    }

    /** A bus's plan for its driver, an object: with the ids of riders, whom the driver tells of. */
    void plan(JsonGenerator json, BusView bus, DispatchPlan plan) throws IOException {
        Optional<OnDemandService> service = offering.findService(bus.service());
        json.writeStartObject();
        json.writeStringField("operator", bus.operatorId());
        json.writeStringField("zone", bus.zoneId());
        json.writeStringField("vehicle", bus.vehicleId());
        json.writeNumberField("version", plan.version());
        json.writeNumberField("acknowledgedVersion", bus.acknowledgedVersion());
        text.time(json, "time", plan.time());
        json.writeNumberField("seatsOnBoard", plan.seatsOnBoard());
        json.writeNumberField("wheelchairsOnBoard", plan.wheelchairsOnBoard());
        json.writeArrayFieldStart("stops");
        for (PlanStop stop : plan.stops()) {
            json.writeStartObject();
            halt(json, service, stop, stop.boarding(), stop.alighting());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What people call a stop or a depot; its id where that is not known. */
    private static LocalName name(Optional<OnDemandService> service, String placeId) {
        return service.flatMap(known -> known.findPlaceName(placeId)).orElseGet(() -> new LocalName(placeId, placeId));
    }

    /** A stop where a bus stands, with who gets on and off there; an object. */
    void call(JsonGenerator json, OnDemandService service, StopCall call) throws IOException {
        json.writeStartObject();
        json.writeStringField("stop", call.stopId());
        JsonText.name(json, "name", name(Optional.of(service), call.stopId()));
        ids(json, "boarding", call.boarding());
        ids(json, "alighting", call.alighting());
        ids(json, "absent", call.absent());
        json.writeEndObject();
    }

    private static void ids(JsonGenerator json, String field, List<String> ids) throws IOException {
        json.writeArrayFieldStart(field);
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
    }

    /** What a service offers, an object. */
    void service(JsonGenerator json, OnDemandService service) throws IOException {
        json.writeStartObject();
        json.writeStringField("operator", service.operatorId());
        json.writeStringField("zone", service.zoneId());
        JsonText.name(json, "operatorName", service.operatorName());
        JsonText.name(json, "zoneName", service.zoneName());
        json.writeStringField("timezone", service.timezone().getId());
        json.writeStringField("phone", service.findPhone().orElse(""));
        json.writeArrayFieldStart("districts");
        for (ServiceDistrict district : service.listDistricts()) {
            json.writeStartObject();
            json.writeStringField("id", district.districtId());
            JsonText.name(json, "name", district.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("stops");
        for (ServiceStop stop : service.listStops()) {
            json.writeStartObject();
            json.writeStringField("id", stop.stopId());
            JsonText.name(json, "name", stop.name());
            JsonText.number(json, "lon", stop.lon(), 6);
            JsonText.number(json, "lat", stop.lat(), 6);
            json.writeStringField("side", stop.side().name());
            json.writeStringField("district", stop.districtId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("depots");
        for (ServiceDepot depot : service.listDepots()) {
            json.writeStartObject();
            json.writeStringField("id", depot.depotId());
            JsonText.name(json, "name", depot.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        hours(json, service);
        fares(json, service.fares());
        json.writeObjectFieldStart("terms");
        json.writeNumberField("maxParty", service.terms().maxParty());
        json.writeNumberField("maxDaysAhead", service.terms().maxDaysAhead());
        json.writeNumberField("maxWaitSeconds", service.terms().maxWaitSeconds());
        json.writeNumberField("detourFactor", service.terms().detourFactor());
        json.writeNumberField("detourSeconds", service.terms().detourSeconds());
        json.writeNumberField("openOffersPerClient", service.offers().usual().offers());
        json.writeNumberField("openRidersPerClient", service.offers().usual().riders());
        json.writeEndObject();
        json.writeArrayFieldStart("vehicles");
        for (ServiceVehicle vehicle : service.listVehicles()) {
            json.writeStartObject();
            json.writeStringField("id", vehicle.vehicleId());
            json.writeNumberField("seats", vehicle.seats());
            json.writeNumberField("wheelchairPlaces", vehicle.wheelchairPlaces());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void hours(JsonGenerator json, OnDemandService service) throws IOException {
        json.writeArrayFieldStart("hours");
        for (OpenTime open : service.listHours()) {
            json.writeStartObject();
            ids(json, "days", open.sortedDays().stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList());
            json.writeStringField("from", open.from().toString());
            json.writeStringField("to", open.endSecond() == 86_400 ? "24:00" : open.to().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        ids(json, "closedDates", service.listClosedDates().stream().map(LocalDate::toString).toList());
    }

    private static void fares(JsonGenerator json, FareTable fares) throws IOException {
        json.writeObjectFieldStart("fares");
        json.writeStringField("currency", fares.currency());
        riders(json, "ride", fares.ride());
        riders(json, "dayPass", fares.dayPass());
        json.writeArrayFieldStart("surcharges");
        for (Map.Entry<String, Integer> entry : fares.surcharges().entrySet()) {
            json.writeStartObject();
            ids(json, "between", List.of(entry.getKey().split("\\|")));
            json.writeNumberField("more", entry.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void riders(JsonGenerator json, String field, RiderFares fares) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("adult", fares.adult());
        json.writeNumberField("child", fares.child());
        json.writeNumberField("disabled", fares.disabled());
        json.writeEndObject();
    }

    /** The figures of a day, an object. */
    void figures(JsonGenerator json, DayFigures day) throws IOException {
        json.writeStartObject();
        json.writeStringField("date", day.date().toString());
        json.writeNumberField("requests", day.requests());
        json.writeNumberField("offered", day.offered());
        JsonText.number(json, "offeredShare", day.requests() == 0 ? Double.NaN : day.offered() / (double) day.requests(), 3);
        json.writeNumberField("booked", day.booked());
        json.writeNumberField("boarded", day.boarded());
        json.writeNumberField("served", day.served());
        json.writeNumberField("riders", day.riders());
        json.writeNumberField("rejected", day.refused().values().stream().mapToInt(Integer::intValue).sum());
        json.writeObjectFieldStart("rejectedBy");
        for (Map.Entry<TripRefusal, Integer> entry : day.refused().entrySet()) {
            json.writeNumberField(entry.getKey().name(), entry.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("cancelled", day.cancelled());
        json.writeNumberField("expired", day.expired());
        json.writeNumberField("noShows", day.noShows());
        json.writeNumberField("failed", day.failed());
        json.writeNumberField("slipped", day.slipped());
        JsonText.number(json, "meanWaitSeconds", day.meanWaitSeconds(), 1);
        JsonText.number(json, "p95WaitSeconds", day.p95WaitSeconds(), 0);
        JsonText.number(json, "meanDetour", day.meanDetour(), 3);
        JsonText.number(json, "pooledShare", day.pooledShare(), 3);
        json.writeEndObject();
    }
}
