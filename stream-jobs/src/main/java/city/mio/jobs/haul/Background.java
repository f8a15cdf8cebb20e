package city.mio.jobs.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.HaulTripState;
import city.mio.events.HorizonForecast;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.headroom.LinkOutlook;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.DayType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is expected of other traffic on the links of haul routes. Within the hour by the forecast of a detector on the link; up
 * to two weeks ahead by the slot forecast of its flow; else by what was usual in that slot on days of the kind; and where
 * nothing was ever counted, by the slot forecast of its speed, from which the relation of speed and volume of its road class
 * tells the volume; where that is the book's and not fitted to the city, a speed says nothing of a volume. Forecasts know of declared construction vehicles, which are taken off them; what is usual
 * is a mean and a variance that fade with a half-life of about ten days, learned from counted flows, vehicles that were seen
 * taken off. Links of which nothing is known bind nobody. Of one task.
 */
final class Background {

    /** Weight of a day on the next day of its kind. */
    private static final double KEEP = 0.93;

    /** Spread about the mean that is allowed for until enough days are known: a third. */
    private static final double FIRST_SPREAD = 0.33;

    private static final int KINDS = 2;
    private static final int FIELDS = 3;
    private static final double Z90 = 1.2815515655446004;

    /** A slot forecast older than this is not believed: one of each day comes each midnight. */
    private static final long FORECAST_MILLIS = 30 * 3_600_000L;

    /** Slower than that no forecast is taken to mean traffic. */
    private static final double LEAST_SPEED_SHARE = 0.05;

    private final HaulCity city;
    private final Map<String, Double> trucks = new HashMap<>();

    Background(HaulCity city) {
        this.city = city;
    }

    private static String key(long link, long slot) {
        return link + "@" + slot;
    }

    /** Counts what construction vehicles are to come, for what follows. */
    void expect(OfficeState state) {
        trucks.clear();
        for (Entry entry : state.entries.values()) {
            var trip = entry.trip;
            if (trip.state() == HaulTripState.REFUSED || trip.status() == DeclarationStatus.CANCELLED) {
                continue;
            }
            boolean given = !trip.routeId().isEmpty();
            long slot = given ? trip.slotStart() : trip.declaredSlotStart();
            double cars = city.office().sizes().get(HaulCity.type(trip.vehicleClass())).passengerCars();
            Optional<ApprovedRoute> route = city.office().findRoute(given ? trip.routeId() : trip.declaredRouteId());
            route.ifPresent(way -> way.linkIds().forEach(link -> trucks.merge(key(link, slot), cars, Double::sum)));
        }
    }

    /** A counted minute of a link, vehicles an hour. */
    void count(OfficeState state, long link, long minute, float flowVph) {
        double[] values = state.usual.computeIfAbsent(
                link, key -> new double[2 + KINDS * city.office().slotsPerDay() * FIELDS + 1]);
        long slot = slotStart(minute);
        if ((long) values[values.length - 1] != slot) {
            close(state, link, values);
            values[values.length - 1] = slot;
        }
        values[0] += flowVph;
        values[1] += 1;
        state.newestFlow = Math.max(state.newestFlow, minute);
    }

    private void close(OfficeState state, long link, double[] values) {
        long slot = (long) values[values.length - 1];
        if (values[1] >= 1 && slot > 0) {
            double cars = 0;
            for (var route : city.office().routes()) {
                int[] seen = route.linkIds().contains(link) ? state.seen.get(route.id() + "@" + slot) : null;
                for (var type : city.office().sizes().entrySet()) {
                    cars += seen == null ? 0 : seen[type.getKey().ordinal()];
                }
            }
            double all = values[0] / values[1] * city.office().slotMinutes() / 60;
            double volume = Math.max(0, all - cars);
            int at = at(slot);
            double weight = values[at] * KEEP;
            double mean = values[at + 1];
            double next = (weight * mean + volume) / (weight + 1);
            values[at + 2] = (weight * (values[at + 2] + (mean - next) * (mean - next)) + (volume - next) * (volume - next))
                    / (weight + 1);
            values[at + 1] = next;
            values[at] = weight + 1;
        }
        values[0] = 0;
        values[1] = 0;
    }

    private int at(long slot) {
        var local = city.office().local(slot);
        DayType type = city.office().calendar().dayType(local.toLocalDate());
        int kind = type == DayType.WORKDAY ? 0 : 1;
        int number = local.toLocalTime().toSecondOfDay() / 60 / city.office().slotMinutes();
        return 2 + (kind * city.office().slotsPerDay() + number) * FIELDS;
    }

    private long slotStart(long time) {
        var local = city.office().local(time);
        int number = local.toLocalTime().toSecondOfDay() / 60 / city.office().slotMinutes();
        return city.office().slotStart(local.toLocalDate(), number);
    }

    /** A slot forecast of a link of a haul route, or of the detector on one; the newest of a day holds. */
    void hear(OfficeState state, SlotForecast forecast) {
        city.findLinkOf(forecast.target(), forecast.targetId()).ifPresent(link -> state.ahead.put(
                forecast.quantity() + "/" + link + "/" + city.dayOf(forecast.firstSlot()), forecast));
    }

    /** What is expected of a link in a slot, as seen at a time; empty where nothing is known. */
    Optional<LinkOutlook> find(OfficeState state, long link, long slot, long now) throws IOException {
        double capacity = city.capacityOfSlot(link);
        double hours = city.office().slotMinutes() / 60.0;
        SpeedFlow relation = city.speedFlow(link);
        double cars = trucks.getOrDefault(key(link, slot), 0.0);
        Forecast forecast = state.flows.get(link);
        if (forecast != null && now - forecast.time() <= 15 * 60_000) {
            long middle = slot + city.office().slotMinutes() * 30_000L;
            long ahead = Math.max(0, (Math.max(middle, now) - forecast.time()) / 60_000);
            for (HorizonForecast horizon : forecast.horizons()) {
                if (horizon.horizonMinutes() >= ahead && slot + city.office().slotMinutes() * 60_000L > now) {
                    return Optional.of(outlook(
                            link, capacity, horizon.p10() * hours, horizon.p50() * hours, horizon.p90() * hours, cars, relation));
                }
            }
        }
        Optional<double[]> flow = ahead(state, ForecastQuantity.FLOW, link, slot, now);
        if (flow.isPresent()) {
            double[] vph = flow.get();
            return Optional.of(outlook(link, capacity, vph[0] * hours, vph[1] * hours, vph[2] * hours, cars, relation));
        }
        double[] values = state.usual.get(link);
        int at = at(slot);
        if (values != null && values[at] > 0) {
            double mean = values[at + 1];
            double known = Math.sqrt(values[at + 2] * values[at] / Math.max(1, values[at] - 1));
            double spread = values[at] < 3 ? Math.max(known, FIRST_SPREAD * mean) : known;
            double off = Z90 * spread;
            return Optional.of(outlook(link, capacity, Math.max(0, mean - off), mean, mean + off, 0, relation));
        }
        Optional<double[]> speed = ahead(state, ForecastQuantity.SPEED, link, slot, now);
        if (speed.isEmpty() || relation.samples() == 0) {
            return Optional.empty();
        }
        double free = city.freeFlowMps(link);
        double[] mps = speed.get();
        return Optional.of(outlook(
                link, capacity, volume(capacity, mps[2] / free, relation), volume(capacity, mps[1] / free, relation),
                volume(capacity, mps[0] / free, relation), cars, relation));
    }

    private static double volume(double capacity, double speedShare, SpeedFlow relation) {
        return capacity * relation.volumeShare(Math.max(LEAST_SPEED_SHARE, Math.min(1, speedShare)));
    }

    private static LinkOutlook outlook(
            long link, double capacity, double p10, double p50, double p90, double cars, SpeedFlow relation) {
        return new LinkOutlook(
                link, capacity, Math.max(0, p10 - cars), Math.max(0, p50 - cars), Math.max(0, p90 - cars), relation);
    }

    /** Quantiles that a slot forecast says of an office's slot: the mean of those that it covers; a closed road says nothing. */
    private Optional<double[]> ahead(OfficeState state, ForecastQuantity quantity, long link, long slot, long now) {
        SlotForecast forecast = state.ahead.get(quantity + "/" + link + "/" + city.dayOf(slot));
        if (forecast == null || now - forecast.time() > FORECAST_MILLIS) {
            return Optional.empty();
        }
        long end = city.office().slotEnd(slot);
        long length = forecast.slotMinutes() * 60_000L;
        double[] sum = new double[3];
        int count = 0;
        for (int i = 0; i < forecast.slots().size(); i++) {
            SlotQuantiles q = forecast.slots().get(i);
            if (forecast.begin(i) < end && forecast.begin(i) + length > slot && !q.isClosed()) {
                sum[0] += q.p10();
                sum[1] += q.p50();
                sum[2] += q.p90();
                count++;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(new double[] {sum[0] / count, sum[1] / count, sum[2] / count});
    }

    /** Forgets links of which nothing was heard for sixty days, and forecasts of what is past. */
    void forget(OfficeState state, long now) {
        if (!state.usual.isEmpty() && now - state.newestFlow > 60L * 86_400_000) {
            state.usual.clear();
        }
        state.flows.values().removeIf(forecast -> now - forecast.time() > 3_600_000);
        state.ahead.values().removeIf(forecast -> forecast.begin(forecast.slots().size()) <= now || now - forecast.time() > FORECAST_MILLIS);
    }
}
