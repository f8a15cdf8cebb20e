package city.mio.bench.haulday;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotCalendar;
import city.mio.models.forecast.slots.SlotConditions;
import city.mio.models.forecast.slots.SlotForecast;
import city.mio.models.forecast.slots.SlotModel;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.simulators.haul.RoadWatch;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What has been counted on the roads of the routes up to a day, with the noise of counting, and what is learnt of it: volumes
 * of other traffic to come, and how speed falls with volume. Knows of a day only what it was told.
 */
final class RoadBook {

    /** Standard deviation of a half hour's count and mean speed, as a share. */
    private static final double COUNT_NOISE = 0.03;

    private static final int LEAST_DAYS = 7;

    private final RoadNetwork network;
    private final int[] links;
    private final ZoneId zone;
    private final LocalDate first;
    private final long seed;
    private final Map<LocalDate, WorkDay> days = new HashMap<>();
    private final Map<RoadClass, List<double[]>> seen = new EnumMap<>(RoadClass.class);
    private final double attendance;
    private float[] volumes = new float[0];

    /** @param attendance trips that an announced event brings each way */
    RoadBook(RoadNetwork network, int[] links, ZoneId zone, LocalDate firstDay, double attendance, long seed) {
        this.network = network;
        this.links = links.clone();
        this.zone = zone;
        this.attendance = attendance;
        this.seed = seed;
        // A week at least is what is learnt from, days without a count among them.
        this.first = firstDay.minusDays(LEAST_DAYS);
    }

    /** Takes down what was counted on a day that is over. */
    void add(WorkDay day, RoadWatch watch) {
        days.put(day.date(), day);
        SplittableRandom noise = new SplittableRandom(seed ^ day.seed());
        int at = step(day.date());
        int end = (at + WorkDay.SLOTS) * links.length;
        int before = volumes.length;
        volumes = Arrays.copyOf(volumes, end);
        Arrays.fill(volumes, before, end, Float.NaN);
        long midnight = day.date().atStartOfDay(zone).toInstant().toEpochMilli();
        int perSlot = (int) (WorkDay.SLOT_MINUTES * 60_000L / RoadWatch.BIN_MILLIS);
        for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
            int bin = (int) ((midnight + slot * WorkDay.SLOT_MINUTES * 60_000L - watch.firstBin()) / RoadWatch.BIN_MILLIS);
            if (bin < 0 || bin + perSlot > watch.bins()) {
                continue;
            }
            for (int place = 0; place < links.length; place++) {
                double others = 0;
                double all = 0;
                double speed = 0;
                int speeds = 0;
                for (int b = bin; b < bin + perSlot; b++) {
                    others += watch.others(b, place);
                    all += watch.others(b, place) + watch.trucks(b, place);
                    if (!Float.isNaN(watch.speedMps(b, place))) {
                        speed += watch.speedMps(b, place);
                        speeds++;
                    }
                }
                double misread = 1 + COUNT_NOISE * noise.nextGaussian();
                volumes[(at + slot) * links.length + place] = (float) Math.max(0, others * misread);
                if (speeds > 0) {
                    double share = speed / speeds / network.freeFlowSpeedMps(links[place])
                            * (1 + COUNT_NOISE * noise.nextGaussian());
                    seen.computeIfAbsent(network.roadClass(links[place]), c -> new ArrayList<>())
                            .add(new double[] {
                                all * misread / (watch.usualCapacity(place) * perSlot), Math.min(1, share)
                            });
                }
            }
        }
    }

    private int step(LocalDate date) {
        return (int) (date.toEpochDay() - first.toEpochDay()) * WorkDay.SLOTS;
    }

    /** Volumes of other traffic on a day, passenger cars a slot, from what was known when it began. */
    SlotForecast forecast(WorkDay day) {
        return forecast(day, 0, true);
    }

    /** How many days have been taken down before a day so many days ago, those without a count among them. */
    int daysKnown(WorkDay day, int daysAgo) {
        return step(day.date().minusDays(daysAgo)) / WorkDay.SLOTS;
    }

    /**
     * The same, from what was known when a day so many days before it began: its first slot is that day's.
     *
     * @param weather whether the weather service had said anything of the day
     */
    SlotForecast forecast(WorkDay day, int daysAgo, boolean weather) {
        int end = step(day.date().minusDays(daysAgo));
        float[] known = Arrays.copyOf(volumes, end * links.length);
        if (known.length > volumes.length) {
            Arrays.fill(known, volumes.length, known.length, Float.NaN);
        }
        List<String> targets = Arrays.stream(links).mapToObj(Integer::toString).toList();
        Panel.Timeline timeline = new Panel.Timeline(
                first.atStartOfDay(zone).toInstant().toEpochMilli(), WorkDay.SLOT_MINUTES * 60_000L, zone, new JapaneseDays());
        Panel panel = new Panel(targets, List.of("volume"), timeline, new float[][] {known});
        SlotConditions conditions = new SlotConditions() {
            @Override
            public double rainMillimetresPerHour(int step) {
                WorkDay of = dayOf(step, day);
                return of == null || of == day && !weather
                        ? Double.NaN
                        : WorkDay.rainIn(of == day ? of.rainForecast() : of.rain(), step % WorkDay.SLOTS);
            }

            @Override
            public double extraAttendance(int target, int step) {
                WorkDay of = dayOf(step, day);
                int slot = step % WorkDay.SLOTS;
                // The crowd comes over the hour and a half before half past six.
                return of != null && of.event() && slot >= 34 && slot < 37 ? attendance / 3 : 0;
            }
        };
        SlotModel model = SlotModel.learn(panel, SlotCalendar.japanese(), conditions, 0, end);
        SlotForecast forecast = new SlotForecast(1, links.length, (1 + daysAgo) * WorkDay.SLOTS);
        model.forecast(panel, SlotCalendar.japanese(), conditions, end - 1, forecast);
        return forecast;
    }

    private WorkDay dayOf(int step, WorkDay ahead) {
        LocalDate date = first.plusDays(Math.floorDiv(step, WorkDay.SLOTS));
        return date.equals(ahead.date()) ? ahead : days.get(date);
    }

    /** How speed falls with volume on a class of road. */
    SpeedFlow speedFlow(RoadClass type) {
        List<double[]> points = seen.getOrDefault(type, List.of());
        return SpeedFlow.fit(
                points.stream().mapToDouble(p -> p[0]).toArray(), points.stream().mapToDouble(p -> p[1]).toArray());
    }
}
