package city.mio.feeds.live;

import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.SlotForecast;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is expected in the slots of the next two weeks: of each target, quantity and day what was told last. Days that are
 * over are forgotten. Bounded: at most so many targets, of fifteen days each, 5 kB a quantity. Thread-safe.
 */
public final class SlotBook {

    private static final int MOST_DAYS = 15;

    private record Key(ForecastTarget target, String id) {}

    private final ZoneId zone;
    private final int maxTargets;
    private final Map<Key, Map<ForecastQuantity, TreeMap<LocalDate, SlotDay>>> targets = new HashMap<>();
    /** One string for all records of a model. */
    private final Map<String, String> versions = new HashMap<>();
    private LocalDate today = LocalDate.MIN;
    private long refused;

    SlotBook(ZoneId zone, int maxTargets) {
        this.zone = zone;
        this.maxTargets = maxTargets;
    }

    /**
     * Takes a forecast in.
     *
     * @return whether it is now what was told last of its target, quantity and day
     */
    synchronized boolean apply(SlotForecast told) {
        LocalDate date = Instant.ofEpochMilli(told.firstSlot()).atZone(zone).toLocalDate();
        LocalDate made = Instant.ofEpochMilli(told.time()).atZone(zone).toLocalDate();
        if (made.isAfter(today)) {
            today = made;
            forgetBefore(today);
        }
        Key key = new Key(told.target(), told.targetId());
        if (date.isBefore(today) || date.isAfter(today.plusDays(MOST_DAYS - 1))
                || !targets.containsKey(key) && targets.size() >= maxTargets) {
            refused++;
            return false;
        }
        TreeMap<LocalDate, SlotDay> days = targets.computeIfAbsent(key, k -> new EnumMap<>(ForecastQuantity.class))
                .computeIfAbsent(told.quantity(), quantity -> new TreeMap<>());
        SlotDay old = days.get(date);
        if (old != null && old.time() > told.time()) {
            return false;
        }
        if (versions.size() > MOST_DAYS) {
            versions.clear();
        }
        String version = versions.computeIfAbsent(told.modelVersion(), same -> same);
        days.put(date, new SlotDay(told, date, version));
        return true;
    }

    private void forgetBefore(LocalDate date) {
        targets.values().removeIf(quantities -> {
            quantities.values().removeIf(days -> {
                days.headMap(date).clear();
                return days.isEmpty();
            });
            return quantities.isEmpty();
        });
    }

    /**
     * The next days of a target.
     *
     * @param days how many, today included
     */
    public synchronized Map<ForecastQuantity, List<SlotDay>> listDays(ForecastTarget target, String id, int days) {
        Map<ForecastQuantity, List<SlotDay>> found = new EnumMap<>(ForecastQuantity.class);
        targets.getOrDefault(new Key(target, id), Map.of()).forEach((quantity, all) -> {
            List<SlotDay> next = new ArrayList<>(all.headMap(today.plusDays(days)).values());
            if (!next.isEmpty()) {
                found.put(quantity, next);
            }
        });
        return found;
    }

    /** Targets of which something is expected. */
    public synchronized int targets() {
        return targets.size();
    }

    /** Forecasts that were not taken in: too many targets, or of days that are over or too far. */
    public synchronized long refused() {
        return refused;
    }
}
