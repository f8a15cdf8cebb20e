package city.mio.feeds.http;

import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads what is asked for and refuses what cannot be, before the dispatcher is bothered: unknown stops, stops of another
 * zone, a time in the past or too far ahead, a party of nobody or of too many. Stateless but for the offering; thread-safe.
 */
final class TripBodies {

    static final Set<String> FIELDS = Set.of(
            "requestId", "operator", "zone", "from", "to", "leaveAfter", "arriveBy", "party", "dayPass", "channel", "riderId");

    private static final Set<String> PARTY = Set.of("adults", "children", "disabled", "wheelchairs");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,100}");
    private static final Pattern PHONE = Pattern.compile("[0-9.-]{9,}");
    private static final int MOST_RIDERS = 10_000;

    /** How far clocks may disagree on what is past. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final OnDemandOffering offering;
    private final JsonText text;

    TripBodies(OnDemandOffering offering, JsonText text) {
        this.offering = offering;
        this.text = text;
    }

    /** A request for a trip, said now. */
    TripRequest ask(JsonNode body, long now) {
        String requestId = RequestBody.text(body, "requestId", UUID.randomUUID().toString());
        requireId(requestId);
        return trip(body, requestId, now).kind(TripRequestKind.ASK).build();
    }

    /** The same trip otherwise. */
    TripRequest change(JsonNode body, OnDemandService service, String requestId, long now) {
        for (String field : List.of("requestId", "operator", "zone")) {
            if (body.has(field)) {
                throw ApiException.badRequest(field + ": cannot be changed");
            }
        }
        return trip(body, service, requestId, now).kind(TripRequestKind.CHANGE).build();
    }

    /** A reference of the caller's own: what names a person or rings a phone does not travel. */
    private static String riderId(JsonNode body) {
        String riderId = RequestBody.text(body, "riderId", "");
        boolean reference = riderId.isEmpty() || (ID.matcher(riderId).matches() && !PHONE.matcher(riderId).matches());
        if (!reference) {
            throw ApiException.badRequest(
                    "riderId: is not a reference of 1 to 100 of A-Z a-z 0-9 . _ : ~ -; names and phone numbers do not travel");
        }
        return riderId;
    }

    static void requireId(String requestId) {
        if (!ID.matcher(requestId).matches()) {
            throw ApiException.badRequest("requestId: is not 1 to 100 of A-Z a-z 0-9 . _ : ~ -");
        }
    }

    private TripRequest.Builder trip(JsonNode body, String requestId, long now) {
        return trip(body, service(body), requestId, now);
    }

    private TripRequest.Builder trip(JsonNode body, OnDemandService service, String requestId, long now) {
        TripPlace from = place(body, "from", service);
        TripPlace to = place(body, "to", service);
        if (!from.stopId().isEmpty() && from.equals(to)) {
            throw ApiException.badTrip(TripRefusal.SAME_STOP, "to: the trip ends where it begins");
        }
        long leave = time(body, "leaveAfter", service, now);
        long arrive = time(body, "arriveBy", service, now);
        if (leave != 0 && arrive != 0) {
            throw ApiException.badRequest("arriveBy: give it or leaveAfter, not both");
        }
        return TripRequest.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .requestId(requestId)
                .messageId(UUID.randomUUID().toString())
                .time(now)
                .channel(RequestBody.text(body, "channel", "app"))
                .riderId(riderId(body))
                .wish(arrive != 0 ? TimeWish.ARRIVE_BY : TimeWish.LEAVE_AFTER)
                .wishTime(arrive != 0 ? arrive : leave)
                .from(from)
                .to(to)
                .party(party(body.path("party"), service))
                .dayPass(RequestBody.flag(body, "dayPass"));
    }

    /** By its ids, or else by the stops. */
    private OnDemandService service(JsonNode body) {
        String operator = RequestBody.text(body, "operator", "");
        String zone = RequestBody.text(body, "zone", "");
        List<OnDemandService> services = offering.listServices().stream()
                .filter(service -> operator.isEmpty() || service.operatorId().equals(operator))
                .toList();
        if (services.isEmpty()) {
            throw ApiException.badTrip(
                    TripRefusal.UNKNOWN_SERVICE,
                    operator.isEmpty() ? "operator: the city has no on-demand buses" : "operator: no operator " + operator);
        }
        services = services.stream()
                .filter(service -> zone.isEmpty() || service.zoneId().equals(zone))
                .toList();
        if (services.isEmpty()) {
            throw ApiException.badTrip(
                    TripRefusal.UNKNOWN_SERVICE, "zone: no zone " + zone + (operator.isEmpty() ? "" : " of " + operator));
        }
        if (services.size() == 1) {
            return services.get(0);
        }
        List<String> stops = List.of(stopId(body.path("from")), stopId(body.path("to")));
        List<OnDemandService> both = services.stream()
                .filter(service -> stops.stream().allMatch(stop -> service.findStop(stop).isPresent()))
                .toList();
        if (both.size() == 1) {
            return both.get(0);
        }
        if (both.size() > 1) {
            throw ApiException.badRequest("zone: is missing, and more than one has these stops");
        }
        // The one that knows where the trip begins says that it does not know where it ends, or the other way round.
        for (String stop : stops) {
            for (OnDemandService service : services) {
                if (service.findStop(stop).isPresent()) {
                    return service;
                }
            }
        }
        if (stops.get(0).isEmpty()) {
            throw ApiException.badRequest("zone: is missing, and there is more than one");
        }
        return services.get(0);
    }

    private static String stopId(JsonNode place) {
        return place.isTextual() ? place.textValue() : place.path("stop").asText("");
    }

    /** {@code "S1"}, {@code {"stop": "S1"}} or {@code {"lon": 135.5, "lat": 34.7}}. */
    private TripPlace place(JsonNode body, String field, OnDemandService service) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw ApiException.badRequest(field + ": is missing");
        }
        if (value.isObject()) {
            RequestBody.only(value, field + ".", Set.of("stop", "lon", "lat"));
        }
        String stop = stopId(value);
        if (!stop.isEmpty()) {
            if (service.findStop(stop).isPresent()) {
                return TripPlace.ofStop(stop);
            }
            String shown = stop.length() > 40 ? stop.substring(0, 40) + "…" : stop;
            boolean elsewhere = offering.listServices().stream().anyMatch(other -> other.findStop(stop).isPresent());
            throw ApiException.badTrip(
                    elsewhere ? TripRefusal.OUTSIDE_ZONE : TripRefusal.UNKNOWN_STOP,
                    field + (elsewhere
                            ? ": stop " + shown + " is outside the zone " + service.key()
                            : ": no stop " + shown.replaceAll("\\p{Cntrl}", "?") + " in " + service.key()));
        }
        JsonNode lon = value.path("lon");
        JsonNode lat = value.path("lat");
        boolean well = lon.isNumber()
                && lat.isNumber()
                && Math.abs(lon.doubleValue()) <= 180
                && Math.abs(lat.doubleValue()) <= 90;
        if (!well) {
            throw ApiException.badRequest(field + ": is not a stop's id, nor lon and lat in degrees");
        }
        return TripPlace.of(lon.doubleValue(), lat.doubleValue());
    }

    private long time(JsonNode body, String field, OnDemandService service, long now) {
        String written = RequestBody.text(body, field, "");
        if (written.isEmpty()) {
            return 0;
        }
        long time;
        try {
            time = OffsetDateTime.parse(written).toInstant().toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw ApiException.badRequest(field + ": is not a time with offset such as " + text.format(now));
        }
        if (time < now - GRACE.toMillis()) {
            throw ApiException.badTrip(
                    TripRefusal.TIME_PAST, field + ": " + written + " is past; it is " + text.format(now) + " in the city");
        }
        int days = service.terms().maxDaysAhead();
        if (time > now + Duration.ofDays(Math.max(1, days)).toMillis()) {
            throw ApiException.badTrip(
                    TripRefusal.TOO_FAR_AHEAD, field + ": " + written + " is more than " + Math.max(1, days) + " days ahead");
        }
        return time;
    }

    /** {@code 2}, or {@code {"adults": 1, "children": 1}}; one adult where nothing is said. */
    private static RiderParty party(JsonNode value, OnDemandService service) {
        RiderParty party;
        if (value.isMissingNode() || value.isNull()) {
            party = new RiderParty(1, 0, 0, 0);
        } else if (value.isInt() && value.intValue() >= 0 && value.intValue() <= MOST_RIDERS) {
            party = new RiderParty(value.intValue(), 0, 0, 0);
        } else if (value.isObject()) {
            RequestBody.only(value, "party.", PARTY);
            party = new RiderParty(
                    RequestBody.whole(value, "party.", "adults", 0, 0, MOST_RIDERS),
                    RequestBody.whole(value, "party.", "children", 0, 0, MOST_RIDERS),
                    RequestBody.whole(value, "party.", "disabled", 0, 0, MOST_RIDERS),
                    RequestBody.whole(value, "party.", "wheelchairs", 0, 0, MOST_RIDERS));
        } else {
            throw ApiException.badRequest("party: is not a number of riders, nor {\"adults\": 1, …}");
        }
        if (party.riders() == 0) {
            throw ApiException.badTrip(TripRefusal.NO_RIDERS, "party: nobody rides");
        }
        int most = service.terms().maxParty();
        if (party.riders() > most) {
            throw ApiException.badTrip(
                    TripRefusal.PARTY_TOO_LARGE, "party: " + party.riders() + " riders; at most " + most + " ride together");
        }
        int wheelchairs = service.listVehicles().stream()
                .mapToInt(vehicle -> vehicle.wheelchairPlaces())
                .max()
                .orElse(MOST_RIDERS);
        if (party.wheelchairs() > wheelchairs) {
            throw ApiException.badTrip(
                    TripRefusal.NO_WHEELCHAIR_PLACE,
                    "party.wheelchairs: " + party.wheelchairs() + "; no bus takes more than " + wheelchairs);
        }
        return party;
    }
}
