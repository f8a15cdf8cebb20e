package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * How many riders ask where and when: by place, half hour of the day and kind of day, learnt as time goes on, and corrected
 * by who has asked in the last hour. Mutable, owned by one thread; writes itself.
 *
 * <p>What is learnt of a half hour is the mean of its past ones, older ones fading, each held down to three standard
 * deviations of a Poisson count above what was expected, so that one festival does not send buses to an empty stop for
 * weeks. What is known of few days leans on the other kinds of day and on the half hours before and after. Now the whole
 * service and each place are corrected by asked over expected, both with a few riders more (the posterior mean of a Poisson
 * rate under a gamma prior). Before anything is learnt, riders are expected where riders asked in the last hour.
 *
 * <p>A half hour is learnt if this was told of times from its beginning to its end: a gap is no lack of riders.
 */
public final class DemandProfile {

    private static final int VERSION = 1;
    private static final long SLOT_MILLIS = 1_800_000;
    private static final int SLOTS = 48;
    private static final long RECENT_MILLIS = 3_600_000;

    /** About a month of working days. */
    private static final int MEMORY_DAYS = 20;

    /** Fewer days do not say what is unusual. */
    private static final int DAYS_TO_JUDGE = 3;

    /** What the other kinds of day together weigh against days of this kind. */
    private static final double POOLED_DAYS = 2;

    /** Riders by which the profile is believed for the whole service, and for one place. */
    private static final double SERVICE_RIDERS = 4;

    private static final double PLACE_RIDERS = 2;

    private final OnDemandService service;
    private final int places;
    private final int kinds;
    private final ToIntFunction<LocalDate> kindOf;
    private final ZoneId zone;
    private final float[][] mean;
    private final int[][] days;
    private final int[] counts;
    private final ArrayDeque<long[]> recent = new ArrayDeque<>();
    private long firstMillis = Long.MIN_VALUE;
    private long slotFrom = Long.MIN_VALUE;
    private boolean whole;

    /**
     * Nothing is known.
     *
     * @param kinds of day that differ, such as working day, Saturday, holiday
     * @param kindOf 0 to {@code kinds} - 1 for each date of the service's time zone
     */
    public DemandProfile(OnDemandService service, int kinds, ToIntFunction<LocalDate> kindOf) {
        Require.range("kinds", kinds, 1, 16);
        this.service = service;
        this.kinds = kinds;
        this.kindOf = kindOf;
        places = service.places();
        zone = service.hours().timeZone();
        mean = new float[kinds * SLOTS][places];
        days = new int[kinds][SLOTS];
        counts = new int[places];
    }

    /** Time has come so far, whether anybody asked or not; what is earlier than told before changes nothing. */
    public void advance(long nowMillis) {
        long from = Math.floorDiv(nowMillis, SLOT_MILLIS) * SLOT_MILLIS;
        if (slotFrom == Long.MIN_VALUE) {
            firstMillis = nowMillis;
            slotFrom = from;
            return;
        }
        if (from <= slotFrom) {
            return;
        }
        boolean next = from == slotFrom + SLOT_MILLIS;
        if (whole && next) {
            learn();
        }
        Arrays.fill(counts, 0);
        slotFrom = from;
        whole = next;
        if (!next) {
            firstMillis = nowMillis;
        }
        while (!recent.isEmpty() && recent.peek()[0] < nowMillis - RECENT_MILLIS) {
            recent.poll();
        }
    }

    /**
     * A rider asks to board now or soon. Trips booked ahead are not told: they are in the plan by the time they are for, and
     * a vehicle need not be expected to be needed on top.
     *
     * @param place number of the stop
     * @param nowMillis UTC epoch milliseconds, now: it moves the profile's time on, so that a time to come would make half
     *     hours count as over that have not been
     */
    public void asked(int place, long nowMillis) {
        Require.range("place", place, 0, places - 1);
        advance(nowMillis);
        if (nowMillis >= slotFrom) {
            counts[place]++;
        }
        recent.add(new long[] {nowMillis, place});
    }

    private void learn() {
        int cell = cell(slotFrom);
        int n = days[cell / SLOTS][cell % SLOTS]++;
        float weight = 1f / Math.min(n + 1, MEMORY_DAYS);
        for (int p = 0; p < places; p++) {
            double usual = known(cell, p);
            double count = n < DAYS_TO_JUDGE ? counts[p] : Math.min(counts[p], usual + 3 * Math.sqrt(usual) + 1);
            mean[cell][p] += weight * (float) (count - mean[cell][p]);
        }
    }

    private int cell(long slotMillis) {
        ZonedDateTime local = Instant.ofEpochMilli(slotMillis).atZone(zone);
        int kind = kindOf.applyAsInt(local.toLocalDate());
        Require.range("kind of " + local.toLocalDate(), kind, 0, kinds - 1);
        LocalTime time = local.toLocalTime();
        return kind * SLOTS + time.toSecondOfDay() / (int) (SLOT_MILLIS / 1000);
    }

    /** Days of any kind of which a half hour is known. */
    private int daysKnown(int slot) {
        int sum = 0;
        for (int kind = 0; kind < kinds; kind++) {
            sum += days[kind][slot];
        }
        return sum;
    }

    /** Riders to be expected in a half hour at a place, before any correction. */
    private double known(int cell, int place) {
        int kind = cell / SLOTS;
        int slot = cell % SLOTS;
        double own = smooth(kind, slot, place);
        double all = 0;
        double weight = 0;
        for (int k = 0; k < kinds; k++) {
            all += days[k][slot] * smooth(k, slot, place);
            weight += days[k][slot];
        }
        int n = days[kind][slot];
        return weight == 0 ? 0 : (n * own + POOLED_DAYS * all / weight) / (n + POOLED_DAYS);
    }

    private double smooth(int kind, int slot, int place) {
        double sum = 0;
        double weight = 0;
        for (int near = -1; near <= 1; near++) {
            int other = (slot + near + SLOTS) % SLOTS;
            if (days[kind][other] > 0) {
                double w = near == 0 ? 2 : 1;
                sum += w * mean[kind * SLOTS + other][place];
                weight += w;
            }
        }
        return weight == 0 ? 0 : sum / weight;
    }

    /** Adds to each place what is known of a span of time; returns the days on which that rests, of the least known part. */
    private int usual(long from, long to, double[] riders) {
        int least = Integer.MAX_VALUE;
        for (long at = Math.floorDiv(from, SLOT_MILLIS) * SLOT_MILLIS; at < to; at += SLOT_MILLIS) {
            double share = (Math.min(to, at + SLOT_MILLIS) - Math.max(from, at)) / (double) SLOT_MILLIS;
            int cell = cell(at);
            for (int p = 0; p < places; p++) {
                riders[p] += share * known(cell, p);
            }
            least = Math.min(least, daysKnown(cell % SLOTS));
        }
        return least == Integer.MAX_VALUE ? 0 : least;
    }

    /** Riders expected from now on. */
    public ExpectedDemand expected(long nowMillis, int horizonSeconds) {
        Require.range("horizonSeconds", horizonSeconds, 1, 86_400);
        advance(nowMillis);
        long window = Math.max(60_000, Math.min(RECENT_MILLIS, nowMillis - firstMillis));
        double[] asked = new double[places];
        double askedAll = 0;
        for (long[] each : recent) {
            if (each[0] >= nowMillis - window && each[0] <= nowMillis) {
                asked[(int) each[1]]++;
                askedAll++;
            }
        }
        double[] before = new double[places];
        double[] ahead = new double[places];
        int daysBefore = usual(nowMillis - window, nowMillis, before);
        int daysAhead = usual(nowMillis, nowMillis + horizonSeconds * 1000L, ahead);
        double beforeAll = 0;
        for (double each : before) {
            beforeAll += each;
        }
        double level = daysBefore == 0 ? 1 : (SERVICE_RIDERS + askedAll) / (SERVICE_RIDERS + beforeAll);
        double believed = daysAhead / (daysAhead + 1.0);
        float[] riders = new float[places];
        for (int p = 0; p < places; p++) {
            double corrected = ahead[p] * level;
            if (daysBefore > 0) {
                corrected *= (PLACE_RIDERS + asked[p]) / (PLACE_RIDERS + level * before[p]);
            }
            double asNow = asked[p] * horizonSeconds * 1000.0 / window;
            riders[p] = (float) (believed * corrected + (1 - believed) * asNow);
        }
        return new ExpectedDemand(horizonSeconds, riders);
    }

    /** Writes what is learnt and what is recent, places by their ids. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(firstMillis);
        out.writeLong(slotFrom);
        out.writeBoolean(whole);
        out.writeInt(kinds);
        for (int[] ofKind : days) {
            for (int each : ofKind) {
                out.writeInt(each);
            }
        }
        out.writeInt(places);
        for (int p = 0; p < places; p++) {
            out.writeUTF(service.getPlaceId(p));
            out.writeInt(counts[p]);
            int used = 0;
            for (float[] cell : mean) {
                used += cell[p] != 0 ? 1 : 0;
            }
            out.writeInt(used);
            for (int c = 0; c < mean.length; c++) {
                if (mean[c][p] != 0) {
                    out.writeInt(c);
                    out.writeFloat(mean[c][p]);
                }
            }
        }
        out.writeInt(recent.size());
        for (long[] each : recent) {
            out.writeLong(each[0]);
            out.writeUTF(service.getPlaceId((int) each[1]));
        }
    }

    /**
     * Reads a profile. What is of a place that the service has no more is forgotten.
     *
     * @throws IOException if the bytes end early, are of a version that this one does not know, or of other kinds of day
     */
    public static DemandProfile read(
            DataInput in, OnDemandService service, int kinds, ToIntFunction<LocalDate> kindOf) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("demand profile: unknown version " + version);
        }
        DemandProfile profile = new DemandProfile(service, kinds, kindOf);
        profile.firstMillis = in.readLong();
        profile.slotFrom = in.readLong();
        profile.whole = in.readBoolean();
        int written = in.readInt();
        if (written != kinds) {
            throw new IOException("demand profile: of " + written + " kinds of day, there are " + kinds);
        }
        for (int[] ofKind : profile.days) {
            for (int slot = 0; slot < SLOTS; slot++) {
                ofKind[slot] = in.readInt();
            }
        }
        for (int n = in.readInt(); n > 0; n--) {
            int place = service.findPlace(in.readUTF()).orElse(-1);
            int count = in.readInt();
            if (place >= 0) {
                profile.counts[place] = count;
            }
            for (int used = in.readInt(); used > 0; used--) {
                int cell = in.readInt();
                float value = in.readFloat();
                if (place >= 0) {
                    profile.mean[cell][place] = value;
                }
            }
        }
        for (int n = in.readInt(); n > 0; n--) {
            long time = in.readLong();
            int place = service.findPlace(in.readUTF()).orElse(-1);
            if (place >= 0) {
                profile.recent.add(new long[] {time, place});
            }
        }
        return profile;
    }
}
