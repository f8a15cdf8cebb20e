package city.mio.feeds.http;

import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.TripOffer;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.TripView;
import city.mio.feeds.ondemand.OnDemandService;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An operator's board: open requests, promises at risk, buses, figures of the day. Stateless but for what it reads. */
final class Board {

    /** A promise with less to spare than this, by the newest plan, is at risk. */
    private static final long RISK_MILLIS = 60_000;

    private record Risk(TripView trip, long slackMillis) {}

    private final LiveDispatch live;
    private final DispatchJson json;

    Board(LiveDispatch live, DispatchJson json) {
        this.live = live;
        this.json = json;
    }

    /** The board of a service, an object. */
    void write(JsonGenerator out, OnDemandService service, long now) throws IOException {
        List<TripView> trips = live.listOpenTrips().stream()
                .filter(trip -> trip.key().service().equals(service.key()))
                .sorted(Comparator.comparingLong(Board::due))
                .toList();
        List<BusView> buses = live.listBuses().stream()
                .filter(bus -> bus.service().equals(service.key()))
                .sorted(Comparator.comparing(BusView::vehicleId))
                .toList();
        out.writeStartObject();
        out.writeStringField("operator", service.operatorId());
        out.writeStringField("zone", service.zoneId());
        JsonText.name(out, "operatorName", service.operatorName());
        JsonText.name(out, "zoneName", service.zoneName());
        out.writeFieldName("kpis");
        json.figures(out, live.figures(service, now));
        out.writeArrayFieldStart("requests");
        for (TripView trip : trips) {
            json.openTrip(out, trip);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("atRisk");
        for (Risk risk : risks(trips, now)) {
            out.writeStartObject();
            out.writeNumberField("slackSeconds", Math.floorDiv(risk.slackMillis(), 1_000));
            out.writeFieldName("trip");
            json.openTrip(out, risk.trip());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("vehicles");
        for (BusView bus : buses) {
            out.writeStartObject();
            json.bus(out, bus, now);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static long due(TripView trip) {
        return trip.findLast().filter(TripOffer::hasOffer).map(TripOffer::pickupTime).orElse(0L);
    }

    /** Promises that were given anew or have little to spare, the worst first. */
    private List<Risk> risks(List<TripView> trips, long now) {
        List<Risk> risks = new ArrayList<>();
        for (TripView trip : trips) {
            Optional<TripOffer> last = trip.findLast();
            boolean promised = last.isPresent()
                    && last.get().hasOffer()
                    && (last.get().status() == TripStatus.BOOKED || last.get().status() == TripStatus.ON_BOARD);
            if (promised) {
                long slack = slack(trip, last.get(), now);
                if (slack < RISK_MILLIS || trip.course().slipped()) {
                    risks.add(new Risk(trip, slack));
                }
            }
        }
        risks.sort(Comparator.comparingLong(Risk::slackMillis));
        return risks;
    }

    /** What is left between the newest plan and the promise: of the pick-up until it was made, then of the drop-off. */
    private long slack(TripView trip, TripOffer offer, long now) {
        boolean waits = offer.status() == TripStatus.BOOKED;
        Optional<DispatchPlan> plan =
                live.findBus(trip.key().service(), offer.vehicleId()).flatMap(BusView::findPlan);
        long planned = waits ? offer.pickupTime() : offer.dropOffTime();
        for (PlanStop stop : plan.map(DispatchPlan::stops).orElse(List.of())) {
            if ((waits ? stop.boarding() : stop.alighting()).contains(trip.key().requestId())) {
                planned = stop.arriveTime();
            }
        }
        return (waits ? offer.latestPickupTime() : offer.latestDropOffTime()) - Math.max(planned, waits ? now : planned);
    }
}
