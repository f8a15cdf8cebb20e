package city.mio.jobs.haul;

import city.mio.models.haul.control.NoShows;
import city.mio.models.haul.office.NoShowRule;
import city.mio.models.haul.plan.Overbooking;
import city.mio.models.haul.plan.PlanDay;

/** Keeps of each contractor what share of its declared runs nobody comes for, and overbooks plans by it where the office says so. Stateless. */
final class NoShowBook {

    /** A contractor of whom nothing was due for so long is as any other. */
    private static final int KEEP_DAYS = 60;

    private final HaulCity city;

    NoShowBook(HaulCity city) {
        this.city = city;
    }

    /** A run that was due has come or not; counted only where plans go by it. */
    void judged(OfficeState state, String contractor, boolean came, long time) {
        if (city.office().noShows().mostExtra() == 0) {
            return;
        }
        if (state.runsToday.isEmpty()) {
            state.noShowDay = city.dayOf(time);
        }
        int[] runs = state.runsToday.computeIfAbsent(contractor, key -> new int[2]);
        runs[0]++;
        runs[1] += came ? 0 : 1;
    }

    /** With the first minute of a day the days before are taken into account. */
    void tick(OfficeState state, long now) {
        long day = city.dayOf(now);
        if (!state.runsToday.isEmpty() && day > state.noShowDay) {
            state.runsToday.forEach((contractor, runs) -> state.noShows.put(
                    contractor, state.noShows.getOrDefault(contractor, NoShows.NONE).withDay(runs[0], runs[1])));
            state.runsToday.clear();
            state.noShowDay = day;
        } else if (state.runsToday.isEmpty() && day - state.noShowDay > KEEP_DAYS) {
            state.noShows.clear();
        }
    }

    /** When something is to be taken into account or forgotten. */
    long deadline(OfficeState state) {
        var day = java.time.LocalDate.ofEpochDay(state.noShowDay);
        return city.office().moment(day.plusDays(state.runsToday.isEmpty() ? KEEP_DAYS + 1 : 1).atStartOfDay());
    }

    /** The day with its caps overbooked by what is known of the contractors. */
    PlanDay overbook(OfficeState state, PlanDay day) {
        NoShowRule rule = city.office().noShows();
        if (rule.mostExtra() == 0) {
            return day;
        }
        double usual = usual(state);
        return new Overbooking(rule.confidence(), rule.mostExtra()).apply(day, contractor -> share(state, contractor, usual));
    }

    /** The share of a contractor's trips that is not counted on; 0 where plans count on every truck. */
    double share(OfficeState state, String contractor) {
        return city.office().noShows().mostExtra() == 0 || state.noShows.isEmpty() ? 0 : share(state, contractor, usual(state));
    }

    private static double share(OfficeState state, String contractor, double usual) {
        return state.noShows.getOrDefault(contractor, NoShows.NONE).share(usual);
    }

    private static double usual(OfficeState state) {
        double runs = 0;
        double missed = 0;
        for (NoShows shares : state.noShows.values()) {
            runs += shares.runs();
            missed += shares.missed();
        }
        return runs == 0 ? 0 : missed / runs;
    }
}
