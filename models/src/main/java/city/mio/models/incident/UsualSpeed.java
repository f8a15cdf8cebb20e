package city.mio.models.incident;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The speed that is usual on a link at a half-hour of a kind of day (weekday, Saturday, Sunday or holiday), learnt as
 * the days go by.
 *
 * <p>All observed minutes of one half-hour of one day make one observation, folded in when the half-hour is over; so a
 * day is never compared with itself, and an incident of thirty minutes weighs as one day and not as thirty. Folding is
 * an exponentially weighted mean whose step is cut at {@code huberK} mean absolute deviations (Huber, P. J., "Robust
 * estimation of a location parameter", Annals of Mathematical Statistics 35, 1964), so that one closed road does not
 * become the usual. Half-hours with few days are drawn towards the same half-hour of all kinds of day, and that towards
 * the link's own mean (shrinkage in the manner of Efron and Morris, "Stein's estimation rule and its competitors",
 * Journal of the American Statistical Association 68, 1973).
 *
 * <p>The first word on a minute is learnt from; later corrections and minutes of a half-hour that is already over are
 * not. Has no state of its own: one instance serves all links and threads.
 */
public final class UsualSpeed {

    /** Days beyond it add no trust: the mean then follows {@code alpha} alone. */
    private static final int MOST_DAYS = 60;

    /** No half-hour is steadier than 5 % from day to day; without a floor, an early lucky streak would cut all. */
    private static final double LEAST_DEVIATION = 0.05;

    private static final long HALF_HOUR_SECONDS = 1800;

    private final UsualSettings settings;
    private final ZoneId zone;

    /** @param zone in which the times of day are meant */
    public UsualSpeed(UsualSettings settings, ZoneId zone) {
        this.settings = settings;
        this.zone = zone;
    }

    /** Learns from a minute; minutes of an earlier half-hour than the current one are passed over. */
    public void learn(UsualState state, long minute, double speedMps) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(minute), zone);
        long halfHour = Math.floorDiv(local.toEpochSecond(ZoneOffset.UTC), HALF_HOUR_SECONDS);
        if (halfHour < state.current) {
            return;
        }
        if (halfHour > state.current) {
            fold(state);
            state.current = halfHour;
            state.currentBin = bin(local);
            state.currentMinutes = 0;
            state.currentPace = 0;
        }
        state.currentMinutes++;
        state.currentPace += 1 / Math.max(speedMps, 0.1);
        state.newestMinute = Math.max(state.newestMinute, minute);
    }

    /** The usual speed at that minute in m/s; NaN while too few days are known. */
    public double usualMps(UsualState state, long minute) {
        int bin = bin(LocalDateTime.ofInstant(Instant.ofEpochMilli(minute), zone));
        int halfHour = bin % UsualState.HALF_HOURS;
        double allDays = 0;
        double allSum = 0;
        for (int other = halfHour; other < UsualState.BINS; other += UsualState.HALF_HOURS) {
            allDays += state.days[other];
            allSum += state.days[other] * (double) state.mean[other];
        }
        double own = state.days[bin];
        if (own + 0.5 * (allDays - own) < settings.minDays()) {
            return Double.NaN;
        }
        double k = settings.shrinkage();
        double wide = (allSum + k * state.linkMean) / (allDays + k);
        return (own * state.mean[bin] + k * wide) / (own + k);
    }

    private void fold(UsualState state) {
        if (state.current < 0 || state.currentMinutes < settings.minMinutes()) {
            return;
        }
        // Times per metre add up, speeds do not: the half-hour's speed is the harmonic mean of its minutes.
        double speed = state.currentMinutes / state.currentPace;
        int bin = state.currentBin;
        state.linkCount = Math.min(state.linkCount + 1, 10 * MOST_DAYS);
        state.linkMean += (float) ((speed - state.linkMean) / state.linkCount);
        int days = state.days[bin];
        if (days == 0) {
            state.mean[bin] = (float) speed;
            state.days[bin] = 1;
            return;
        }
        double mean = state.mean[bin];
        double residual = speed - mean;
        double scale = Math.max(state.deviation, LEAST_DEVIATION) * mean;
        double cut = days >= 2
                ? Math.max(-settings.huberK() * scale, Math.min(residual, settings.huberK() * scale))
                : residual;
        state.mean[bin] += (float) (cut * Math.max(settings.alpha(), 1.0 / (days + 1)));
        state.days[bin] = (byte) Math.min(days + 1, MOST_DAYS);
        double share = Math.min(Math.abs(cut) / Math.max(mean, 0.1), 1);
        state.deviation += (float) ((share - state.deviation) * 0.1);
    }

    private int bin(LocalDateTime local) {
        int halfHour = local.getHour() * 2 + local.getMinute() / 30;
        return dayKind(local.toLocalDate()) * UsualState.HALF_HOURS + halfHour;
    }

    private int dayKind(LocalDate date) {
        if (settings.holidays().contains(date) || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return 2;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? 1 : 0;
    }
}
