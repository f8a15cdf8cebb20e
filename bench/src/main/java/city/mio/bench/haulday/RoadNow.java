package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.models.forecast.slots.SlotForecast;
import city.mio.simulators.city.RainShower;
import city.mio.simulators.haul.HaulYard;
import city.mio.simulators.haul.RoadWatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is expected of the roads for the rest of a day: the forecast of the evening before, bent by what has been counted
 * in the last half hour, and the capacity that rain and what is told of the road leave.
 */
final class RoadNow {

    private static final long SLOT_MILLIS = WorkDay.SLOT_MINUTES * 60_000L;
    private static final int PER_SLOT = (int) (SLOT_MILLIS / RoadWatch.BIN_MILLIS);

    /** What differs from the forecast now is half gone after an hour. */
    private static final double HALF_LIFE_SLOTS = 2;

    /** HCM 2010, exhibit 10-17: what is left of two, three and four lanes with one closed, and with two. */
    private static final double[] ONE_CLOSED = {0.35, 0.35, 0.49, 0.58};

    private static final double[] TWO_CLOSED = {0, 0, 0.17, 0.25};

    private final RoadNetwork network;
    private final int[] links;
    private final SlotForecast forecast;
    private final int first;
    private final double[] rainFactor = new double[WorkDay.SLOTS];
    private final double[] usual;
    private final double[] ratio;
    private final long midnight;
    private final Map<String, RoadEvent> events = new LinkedHashMap<>();
    private double rainNow = 1;
    private long rainUntil;

    RoadNow(RoadNetwork network, RoadWatch watch, SlotForecast forecast, WorkDay day, long midnight) {
        this(network, watch, forecast, 0, day.rainForecast(), midnight);
    }

    /**
     * By another forecast.
     *
     * @param first slot of the forecast with which the day begins
     * @param rain that is forecast
     */
    RoadNow(RoadNetwork network, RoadWatch watch, SlotForecast forecast, int first, List<RainShower> rain, long midnight) {
        this.first = first;
        this.network = network;
        this.links = watch.links();
        this.forecast = forecast;
        this.midnight = midnight;
        usual = new double[links.length];
        ratio = new double[links.length];
        for (int place = 0; place < links.length; place++) {
            usual[place] = watch.usualCapacity(place) * PER_SLOT;
            ratio[place] = 1;
        }
        for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
            rainFactor[slot] = factor(WorkDay.rainIn(rain, slot));
        }
    }

    /** HCM 2010, exhibit 10-15. */
    private static double factor(double millimetres) {
        return millimetres < 0.1 ? 1 : millimetres <= 2.5 ? 0.98 : millimetres <= 6.4 ? 0.93 : 0.86;
    }

    /** Keeps what is told; whether it changes what the roads can take. */
    boolean told(RoadEvent event, long now) {
        if (event.kind() == RoadEventKind.RAIN) {
            rainNow = factor(event.magnitude());
            rainUntil = event.end();
            return true;
        }
        boolean ours = false;
        for (int link : links) {
            ours |= network.linkId(link) == event.linkId();
        }
        if (ours && event.lanesClosed() > 0) {
            if (event.end() <= now) {
                events.remove(event.eventId());
            } else {
                events.put(event.eventId(), event);
            }
        }
        return ours;
    }

    /** Takes the counts of the last half hour. */
    void count(HaulYard yard) {
        RoadWatch watch = yard.watch();
        int slot = slotOf(yard.time()) - 1;
        int begin = (int) ((midnight + slot * SLOT_MILLIS - watch.firstBin()) / RoadWatch.BIN_MILLIS);
        if (begin < 0 || begin + PER_SLOT > watch.bins()) {
            return;
        }
        for (int place = 0; place < links.length; place++) {
            double seen = 0;
            for (int bin = begin; bin < begin + PER_SLOT; bin++) {
                seen += watch.others(bin, place);
            }
            // Of few vehicles chance alone makes a ratio.
            double expected = forecast.p50(0, place, first + slot);
            double now = (seen + 100) / ((Double.isNaN(expected) ? 0 : expected) + 100);
            // A queue lets fewer through than would come: that says nothing of demand.
            boolean held = !listEvents(place, yard.time()).isEmpty();
            ratio[place] = held ? ratio[place] : Math.max(0.7, Math.min(1.5, 0.5 * ratio[place] + 0.5 * now));
        }
    }

    long midnight() {
        return midnight;
    }

    int slotOf(long time) {
        return (int) Math.floorDiv(time - midnight, SLOT_MILLIS);
    }

    /** Passenger cars that a link can take in a slot. */
    double capacity(int place, int slot, long now) {
        long begin = midnight + slot * SLOT_MILLIS;
        boolean raining = now > 0 && rainUntil > begin && begin + SLOT_MILLIS > now;
        double factor = raining ? rainNow : rainFactor[slot];
        double capacity = usual[place] * factor;
        for (RoadEvent event : listEvents(place, now)) {
            // An accident that is not told to be cleared lasts a while yet, whatever was guessed.
            long end = event.kind() == RoadEventKind.CLOSURE ? event.end() : Math.max(event.end(), now + 600_000);
            double share = Math.max(0, Math.min(end, begin + SLOT_MILLIS) - Math.max(Math.max(event.start(), now), begin))
                    / (double) (Math.max(1, begin + SLOT_MILLIS - Math.max(now, begin)));
            capacity *= 1 - Math.min(1, share) * (1 - left(place, event));
        }
        return capacity;
    }

    /** Share of a link's capacity that an event leaves. */
    private double left(int place, RoadEvent event) {
        int lanes = network.lanes(links[place]);
        if (event.lanesClosed() >= lanes) {
            return event.kind() == RoadEventKind.CLOSURE ? 0 : ONE_CLOSED[0];
        }
        return (event.lanesClosed() == 1 ? ONE_CLOSED : TWO_CLOSED)[Math.min(lanes, 4) - 1];
    }

    /** What is told of a link and not over. */
    List<RoadEvent> listEvents(int place, long now) {
        long id = network.linkId(links[place]);
        return events.values().stream()
                .filter(event -> event.linkId() == id)
                .filter(event -> event.kind() != RoadEventKind.CLOSURE || event.end() > now)
                .toList();
    }

    /** Passenger cars of other traffic expected on a link in a slot: the 10th, 50th and 90th percentile. */
    double[] others(int place, int slot, long now) {
        int ahead = now == 0 ? 1000 : slot - slotOf(now);
        double bent = 1 + (ratio[place] - 1) * Math.pow(0.5, Math.max(0, ahead) / HALF_LIFE_SLOTS);
        double p50 = number(forecast.p50(0, place, first + slot));
        double p10 = Math.min(p50, number(forecast.p10(0, place, first + slot)));
        double p90 = Math.max(p50, number(forecast.p90(0, place, first + slot)));
        return new double[] {p10 * bent, p50 * bent, p90 * bent};
    }

    private static double number(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
