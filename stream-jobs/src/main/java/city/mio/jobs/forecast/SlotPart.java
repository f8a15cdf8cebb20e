package city.mio.jobs.forecast;

import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.live.LiveTarget;
import city.mio.models.forecast.slots.SlotModel;
import city.mio.models.forecast.slots.SlotOutlook;
import city.mio.models.forecast.slots.SlotWidths;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One part of the city with the model that speaks for it: makes the panel that the model sees of what was heard, and
 * records of what it says. Not for several threads.
 */
final class SlotPart {

    private static final long SLOT = SlotFunction.SLOT;
    /** Members of a road class that speak for a target which the model does not know. */
    private static final int MOST_ALIKE = 40;

    private final String part;
    private final boolean detectors;
    private final CityTargets city;
    private final List<LiveTarget> targets;
    private final SlotShelf.Version version;
    private final SlotReach reach;
    /** By target of the city: that of the model, negative if it knows none. */
    private final int[] ofModel;
    /** By target of the model: that of the city, negative if it has none. */
    private final int[] ofCity;
    private final Map<String, List<Integer>> alike = new HashMap<>();
    /** By detector: its link, if it speaks for it; else 0. */
    private final long[] speaksFor;

    SlotPart(String part, CityTargets city, List<LiveTarget> targets, SlotShelf.Version version) throws IOException {
        this.part = part;
        this.detectors = part.equals(PartKey.DETECTORS);
        this.city = city;
        this.targets = targets;
        this.version = version;
        List<String> names = version.stored().targets();
        reach = new SlotReach(city.network(), city.settings().places(), names, detectors);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        ofModel = new int[targets.size()];
        ofCity = new int[names.size()];
        Arrays.fill(ofCity, -1);
        for (int i = 0; i < ofModel.length; i++) {
            ofModel[i] = numbers.getOrDefault(targets.get(i).id(), -1);
            if (ofModel[i] >= 0) {
                ofCity[ofModel[i]] = i;
                List<Integer> group = alike.computeIfAbsent(targets.get(i).group(), g -> new ArrayList<>());
                if (group.size() < MOST_ALIKE) {
                    group.add(i);
                }
            }
        }
        speaksFor = new long[targets.size()];
        if (detectors) {
            List<Long> taken = new ArrayList<>();
            city.settings().places().detectors().forEach(site -> {
                for (int i = 0; i < speaksFor.length; i++) {
                    if (targets.get(i).id().equals(site.id()) && !taken.contains(site.linkId())) {
                        taken.add(site.linkId());
                        speaksFor[i] = site.linkId();
                    }
                }
            });
        }
    }

    String version() {
        return version.name();
    }

    /** The model's targets over the slots before {@code now}. */
    private Panel panel(Map<Long, float[]> rows, long now) {
        int slots = SlotFunction.KEPT_SLOTS;
        int channels = version.stored().channels().size();
        float[][] values = new float[channels][slots * ofCity.length];
        for (int slot = 0; slot < slots; slot++) {
            float[] row = rows.get(now - (slots - slot) * SLOT);
            for (int channel = 0; channel < channels; channel++) {
                for (int target = 0; target < ofCity.length; target++) {
                    values[channel][slot * ofCity.length + target] = row == null || ofCity[target] < 0
                            ? Float.NaN
                            : row[channel * targets.size() + ofCity[target]];
                }
            }
        }
        Panel.Timeline timeline = new Panel.Timeline(
                now - slots * SLOT, SLOT, version.stored().zone(), DayTypes.weekly());
        return new Panel(version.stored().targets(), version.stored().channels(), timeline, values);
    }

    /** What is known from elsewhere of the slots before {@code now} and after. */
    private SlotOutside outside(Iterable<SlotNews> news, long now) throws IOException {
        int steps = SlotFunction.KEPT_SLOTS + (SlotModel.DAYS_AHEAD + 1) * version.stored().model().perDay();
        return new SlotOutside(
                reach, city.network(), ofCity.length, now - SlotFunction.KEPT_SLOTS * SLOT, steps, news);
    }

    /** Lets the intervals follow the day that ended with {@code now}. */
    void follow(SlotWidths widths, Map<Long, float[]> rows, Iterable<SlotNews> news, long now) throws IOException {
        SlotModel model = version.stored().model();
        widths.follow(model, panel(rows, now), version.stored().calendar(), outside(news, now),
                SlotFunction.KEPT_SLOTS - model.perDay());
    }

    /** Begin of the local day that a time lies in, and of those after it. */
    long midnight(long time, int daysLater) {
        LocalDate date = Instant.ofEpochMilli(time).atZone(version.stored().zone()).toLocalDate();
        return date.plusDays(daysLater).atStartOfDay(version.stored().zone()).toInstant().toEpochMilli();
    }

    /**
     * Tells the slots of some days, as they are seen now.
     *
     * @param now begin of the next slot
     * @param days whether to tell each of the days from today on
     */
    void tell(SlotWidths widths, Map<Long, float[]> rows, Iterable<SlotNews> news, long now, long time, boolean[] days,
            Consumer<SlotForecast> out) throws IOException {
        Panel panel = panel(rows, now);
        SlotOutside outside = outside(news, now);
        SlotModel model = version.stored().model();
        SlotOutlook outlook = model.outlook(
                panel, version.stored().calendar(), outside, SlotFunction.KEPT_SLOTS - 1, widths);
        for (int day = 0; day < days.length; day++) {
            int from = (int) Math.max(0, (midnight(now, day) - now + SLOT - 1) / SLOT);
            int to = (int) ((midnight(now, day + 1) - now + SLOT - 1) / SLOT);
            if (!days[day] || to <= from) {
                continue;
            }
            float[][] told = new float[3][to - from];
            for (int channel = 0; channel < model.channels(); channel++) {
                for (int target = 0; target < targets.size(); target++) {
                    say(outlook, channel, target, from, to, told);
                    SlotForecast forecast = record(outlook, outside, channel, target, from, now, time, told);
                    out.accept(forecast);
                    if (speaksFor[target] != 0 && forecast.quantity() == ForecastQuantity.FLOW) {
                        out.accept(new SlotForecast(ForecastTarget.LINK, Long.toString(speaksFor[target]),
                                forecast.quantity(), forecast.time(), forecast.firstSlot(), forecast.slotMinutes(),
                                forecast.modelVersion(), forecast.newestInputAt(), forecast.fallback(), forecast.slots()));
                    }
                }
            }
        }
    }

    /** A target that the model does not know is told as its road class, in shares of what the target can bear. */
    private void say(SlotOutlook outlook, int channel, int target, int from, int to, float[][] told) {
        if (ofModel[target] >= 0) {
            outlook.tell(channel, ofModel[target], from, to, told[0], told[1], told[2]);
            return;
        }
        LiveTarget unknown = targets.get(target);
        List<Integer> members = alike.getOrDefault(unknown.group(), List.of());
        if (members.isEmpty()) {
            members = alike.values().stream().flatMap(List::stream).limit(MOST_ALIKE).toList();
        }
        float[][] one = new float[3][to - from];
        for (float[] row : told) {
            Arrays.fill(row, 0);
        }
        for (int member : members) {
            outlook.tell(channel, ofModel[member], from, to, one[0], one[1], one[2]);
            float share = unknown.reference().get(channel) / targets.get(member).reference().get(channel) / members.size();
            for (int level = 0; level < 3; level++) {
                for (int slot = 0; slot < to - from; slot++) {
                    told[level][slot] += share * one[level][slot];
                }
            }
        }
    }

    private SlotForecast record(SlotOutlook outlook, SlotOutside outside, int channel, int target, int from, long now,
            long time, float[][] told) {
        boolean flow = detectors && channel == CityTargets.FLOW;
        // A count in half an hour as vehicles an hour.
        float unit = flow ? 3_600_000f / SLOT : 1;
        int known = ofModel[target];
        List<SlotQuantiles> slots = new ArrayList<>(told[0].length);
        for (int slot = 0; slot < told[0].length; slot++) {
            long begin = now + (from + slot) * SLOT;
            float p10 = unit * told[0][slot];
            float p50 = unit * told[1][slot];
            float p90 = unit * told[2][slot];
            slots.add(known < 0 ? new SlotQuantiles(p10, p50, p90) : outside.left(known, begin, p10, p50, p90));
        }
        int newest = known < 0 ? -1 : outlook.newestInput(channel, known);
        return SlotForecast.builder()
                .target(detectors ? ForecastTarget.DETECTOR : ForecastTarget.LINK)
                .targetId(targets.get(target).id())
                .quantity(flow ? ForecastQuantity.FLOW : ForecastQuantity.SPEED)
                .time(time)
                .firstSlot(now + from * SLOT)
                .slotMinutes((int) (SLOT / 60_000))
                .modelVersion("slots/" + part + "/" + version.name())
                .newestInputAt(newest < 0 ? 0 : now - (SlotFunction.KEPT_SLOTS - newest) * SLOT)
                .fallback(known < 0)
                .slots(slots)
                .build();
    }
}
