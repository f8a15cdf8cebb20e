package city.mio.jobs.haul;

import city.mio.events.Forecast;
import city.mio.events.HorizonForecast;
import city.mio.models.haul.headroom.LinkOutlook;
import city.mio.models.haul.office.DayType;
import java.io.IOException;
import java.util.Optional;

/**
 * What is expected of other traffic on the links of haul routes: within the hour by the forecast of a detector on the link,
 * else by what was usual in that slot on days of the kind. What is usual is a mean and a variance that fade with a half-life
 * of about ten days, learned from flows that detectors counted, slot by slot; construction vehicles that were seen are
 * taken off. Links on which nothing is counted are not known, and bind nobody. Of one task.
 */
final class Background {

    /** Weight of a day on the next day of its kind. */
    private static final double KEEP = 0.93;

    /** Spread about the mean that is allowed for until enough days are known: a third. */
    private static final double FIRST_SPREAD = 0.33;

    private static final int KINDS = 2;
    private static final int FIELDS = 3;
    private static final double Z90 = 1.2815515655446004;

    private final HaulCity city;

    Background(HaulCity city) {
        this.city = city;
    }

    /** A counted minute of a link, vehicles an hour. */
    void count(OfficeState state, long link, long minute, float flowVph) {
        double[] values = state.usual.computeIfAbsent(link, key -> new double[2 + KINDS * city.office().slotsPerDay() * FIELDS + 1]);
        long slot = slotStart(minute);
        if ((long) values[2 + KINDS * city.office().slotsPerDay() * FIELDS] != slot) {
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
            double volume = Math.max(0, values[0] / values[1] * city.office().slotMinutes() / 60 - cars);
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

    /** What is expected of a link in a slot, as seen at a time; empty where nothing is known. */
    Optional<LinkOutlook> find(OfficeState state, long link, long slot, long now) throws IOException {
        double capacity = city.capacityOfSlot(link);
        double hours = city.office().slotMinutes() / 60.0;
        Forecast forecast = state.flows.get(link);
        if (forecast != null && now - forecast.time() <= 15 * 60_000) {
            long middle = slot + city.office().slotMinutes() * 30_000L;
            long ahead = Math.max(0, (Math.max(middle, now) - forecast.time()) / 60_000);
            for (HorizonForecast horizon : forecast.horizons()) {
                if (horizon.horizonMinutes() >= ahead && slot + city.office().slotMinutes() * 60_000L > now) {
                    return Optional.of(new LinkOutlook(
                            link, capacity, horizon.p10() * hours, horizon.p50() * hours, horizon.p90() * hours,
                            city.speedFlow(link)));
                }
            }
        }
        double[] values = state.usual.get(link);
        int at = at(slot);
        if (values == null || values[at] == 0) {
            return Optional.empty();
        }
        double mean = values[at + 1];
        double known = Math.sqrt(values[at + 2] * values[at] / Math.max(1, values[at] - 1));
        double spread = values[at] < 3 ? Math.max(known, FIRST_SPREAD * mean) : known;
        double off = Z90 * spread;
        return Optional.of(new LinkOutlook(
                link, capacity, Math.max(0, mean - off), mean, mean + off, city.speedFlow(link)));
    }

    /** Forgets links of which nothing was heard for sixty days. */
    void forget(OfficeState state, long now) {
        if (!state.usual.isEmpty() && now - state.newestFlow > 60L * 86_400_000) {
            state.usual.clear();
        }
        state.flows.values().removeIf(forecast -> now - forecast.time() > 3_600_000);
    }
}
