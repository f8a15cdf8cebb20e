package city.mio.models.forecast;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * A history: for each channel (speed, count, …), step and target a value, NaN where there is none. Immutable if the
 * caller leaves the arrays alone, which are not copied; may be shared.
 */
public final class Panel {

    /** Steps beyond the end that the calendar is kept ready for. */
    private static final int AHEAD = 1024;

    private final List<String> targets;
    private final List<String> channels;
    private final Timeline timeline;
    private final int steps;
    private final float[][] values;
    private final short[] binOfDay;
    private final byte[] dayType;
    private final byte[] dayOfWeek;
    private final int[] dayNumber;
    /** Rain in mm/h by step, also of steps beyond the end as far as they are known; null if nothing is. */
    private final float[] rain;

    /** When steps are: the first one's start (UTC epoch millis), their length, and the calendar they are read by. */
    public record Timeline(long startMillis, long stepMillis, ZoneId zone, DayTypes dayTypes) {
        public Timeline {
            if (stepMillis <= 0 || 86_400_000L % stepMillis != 0) {
                throw new IllegalArgumentException("stepMillis must divide a day: " + stepMillis);
            }
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(dayTypes, "dayTypes");
        }

        /** Steps in a day of 24 hours. */
        public int stepsPerDay() {
            return (int) (86_400_000L / stepMillis);
        }
    }

    /**
     * A history.
     *
     * @param values for each channel, {@code [step * targets + target]}
     */
    public Panel(List<String> targets, List<String> channels, Timeline timeline, float[][] values) {
        this.targets = List.copyOf(targets);
        this.channels = List.copyOf(channels);
        this.timeline = Objects.requireNonNull(timeline, "timeline");
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets must not be empty");
        }
        if (channels.isEmpty() || values.length != channels.size()) {
            throw new IllegalArgumentException(
                    "values must have one array a channel: " + values.length + " for " + channels.size());
        }
        if (values[0].length % targets.size() != 0) {
            throw new IllegalArgumentException("values must hold whole steps of " + targets.size() + " targets");
        }
        for (float[] channel : values) {
            if (channel.length != values[0].length) {
                throw new IllegalArgumentException("values must be equally long in all channels");
            }
        }
        this.steps = values[0].length / targets.size();
        this.values = values.clone();
        this.rain = null;
        binOfDay = new short[steps + AHEAD];
        dayType = new byte[steps + AHEAD];
        dayOfWeek = new byte[steps + AHEAD];
        dayNumber = new int[steps + AHEAD];
        LocalDate known = null;
        DayType type = DayType.WORKDAY;
        for (int step = 0; step < binOfDay.length; step++) {
            long millis = timeline.startMillis() + step * timeline.stepMillis();
            ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(timeline.zone());
            LocalDate date = time.toLocalDate();
            if (!date.equals(known)) {
                known = date;
                type = timeline.dayTypes().of(date);
            }
            binOfDay[step] = (short) (time.toLocalTime().toSecondOfDay() * 1000L / timeline.stepMillis());
            dayType[step] = (byte) type.ordinal();
            dayOfWeek[step] = (byte) (date.getDayOfWeek().getValue() - 1);
            dayNumber[step] = (int) date.toEpochDay();
        }
    }

    private Panel(Panel other, float[] rain) {
        targets = other.targets;
        channels = other.channels;
        timeline = other.timeline;
        steps = other.steps;
        values = other.values;
        binOfDay = other.binOfDay;
        dayType = other.dayType;
        dayOfWeek = other.dayOfWeek;
        dayNumber = other.dayNumber;
        this.rain = rain;
    }

    /**
     * This history with the rain that fell in it.
     *
     * @param byStep mm/h; may go on beyond the end with the rain that is to come
     */
    public Panel withRain(float[] byStep) {
        if (byStep.length < steps) {
            throw new IllegalArgumentException("byStep must have a value for each of " + steps + " steps: " + byStep.length);
        }
        return new Panel(this, byStep.clone());
    }

    /** Whether rain is told at all. */
    public boolean knowsRain() {
        return rain != null;
    }

    /** Rain at a step in mm/h, 0 where nothing is known of it. */
    public float rain(int step) {
        return rain == null || step < 0 || step >= rain.length ? 0 : rain[step];
    }

    public List<String> targets() {
        return targets;
    }

    public List<String> channels() {
        return channels;
    }

    public Timeline timeline() {
        return timeline;
    }

    public int steps() {
        return steps;
    }

    public int targetCount() {
        return targets.size();
    }

    public int channelCount() {
        return channels.size();
    }

    /** The value, NaN if missing. */
    public float value(int channel, int step, int target) {
        return values[channel][step * targets.size() + target];
    }

    /** Number of the step's time in its day, from 0; steps up to 1,024 beyond the end are known. */
    public int binOfDay(int step) {
        return binOfDay[step];
    }

    /** {@link DayType} of the step, as its ordinal. */
    public int dayType(int step) {
        return dayType[step];
    }

    /** 0 Monday … 6 Sunday. */
    public int dayOfWeek(int step) {
        return dayOfWeek[step];
    }

    /** The local date of the step as days since 1970-01-01. */
    int dayNumber(int step) {
        return dayNumber[step];
    }
}
