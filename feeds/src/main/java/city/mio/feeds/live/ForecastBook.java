package city.mio.feeds.live;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is forecast, what came of it, and how well it held. Of each target and quantity it keeps the newest forecast and
 * the past day; a target of which nothing was forecast for a day is forgotten. A forecast of horizon {@code h} speaks of
 * the five minutes that end {@code h} minutes after its time.
 *
 * <p>Bounded: at most so many targets, 47 kB each with speed and flow (23 kB with speed alone, 2 kB while nothing is
 * forecast): 27 MB for Osaka, 235 MB for 10,000 links. Where targets of which only outcomes are known stand in the way of forecast ones, they go. Thread-safe;
 * {@link #findNewest} never waits.
 */
public final class ForecastBook {

    /** Of forecasts days ahead, which are for planning, nothing is shown here. */
    private static final int FARTHEST_MINUTES = 120;

    private static final int MOST_QUALITIES = 2_000;

    private record Key(ForecastTarget target, String id) {}

    private record QualityKey(String part, ForecastTarget target, String group, ForecastQuantity quantity) {}

    private static final class Target {
        final Map<ForecastQuantity, Forecast> newest = new EnumMap<>(ForecastQuantity.class);
        final Map<ForecastQuantity, DaySeries> days = new EnumMap<>(ForecastQuantity.class);

        DaySeries day(ForecastQuantity quantity) {
            return days.computeIfAbsent(quantity, DaySeries::new);
        }

        long newestTime() {
            return newest.values().stream().mapToLong(Forecast::time).max().orElse(0);
        }
    }

    private final RoadNetwork network;
    private final int maxTargets;
    private final PoorForecast poorAbove;
    private final Map<Key, Target> forecast = new LinkedHashMap<>();
    private final Map<Key, Target> onlyOutcomes = new LinkedHashMap<>();
    private final Map<QualityKey, ForecastQuality> qualities = new LinkedHashMap<>();
    /** By quantity and link. */
    private final Map<ForecastQuantity, AtomicReferenceArray<Forecast>> links = new EnumMap<>(ForecastQuantity.class);

    private long newestTime;
    private long refused;
    private List<CityHeld> held = List.of();
    private long heldAt = -1;

    ForecastBook(RoadNetwork network, int maxTargets, PoorForecast poorAbove) {
        this.poorAbove = poorAbove;
        this.network = network;
        this.maxTargets = maxTargets;
        for (ForecastQuantity quantity : List.of(ForecastQuantity.SPEED, ForecastQuantity.TRAVEL_TIME)) {
            links.put(quantity, new AtomicReferenceArray<>(network.linkCount()));
        }
    }

    /**
     * Takes a forecast in.
     *
     * @return whether it is now the newest of its target and quantity
     */
    synchronized boolean apply(Forecast told) {
        if (told.horizons().get(told.horizons().size() - 1).horizonMinutes() > FARTHEST_MINUTES) {
            refused++;
            return false;
        }
        if (DaySeries.stepOf(told.time()) > DaySeries.stepOf(newestTime)) {
            newestTime = told.time();
            forgetSilent();
        }
        Target target = admit(new Key(told.target(), told.targetId()));
        if (target == null || told.time() < newestTime - DaySeries.DAY_MILLIS) {
            refused++;
            return false;
        }
        if (told.quantity() != ForecastQuantity.TRAVEL_TIME) {
            target.day(told.quantity()).told(told);
        }
        Forecast old = target.newest.get(told.quantity());
        if (old != null && old.time() > told.time() || told.equals(old)) {
            return false;
        }
        target.newest.put(told.quantity(), told);
        publish(told.target(), told.targetId(), told.quantity(), told);
        return true;
    }

    private void publish(ForecastTarget target, String id, ForecastQuantity quantity, Forecast newest) {
        AtomicReferenceArray<Forecast> byLink = links.get(quantity);
        if (target == ForecastTarget.LINK && byLink != null) {
            OptionalInt link = network.findLink(Long.parseLong(id));
            if (link.isPresent()) {
                byLink.set(link.getAsInt(), newest);
            }
        }
    }

    private Target admit(Key key) {
        Target target = forecast.get(key);
        if (target != null) {
            return target;
        }
        if (forecast.size() >= maxTargets) {
            return null;
        }
        target = onlyOutcomes.remove(key);
        if (target == null) {
            target = new Target();
            if (forecast.size() + onlyOutcomes.size() >= maxTargets) {
                onlyOutcomes.remove(onlyOutcomes.keySet().iterator().next());
            }
        }
        forecast.put(key, target);
        return target;
    }

    private void forgetSilent() {
        for (Iterator<Map.Entry<Key, Target>> each = forecast.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Key, Target> entry = each.next();
            if (entry.getValue().newestTime() < newestTime - DaySeries.DAY_MILLIS) {
                each.remove();
                Key key = entry.getKey();
                entry.getValue().newest.keySet().forEach(quantity -> publish(key.target(), key.id(), quantity, null));
            }
        }
    }

    /** Takes the job's judgement of its own forecasts in; the newest of each group counts. */
    synchronized boolean apply(ForecastQuality judged) {
        QualityKey key = new QualityKey(judged.part(), judged.target(), judged.group(), judged.quantity());
        ForecastQuality old = qualities.get(key);
        if (old == null && qualities.size() >= MOST_QUALITIES) {
            refused++;
            return false;
        }
        if (old != null && old.time() > judged.time()) {
            return false;
        }
        qualities.put(key, judged);
        return true;
    }

    /** Takes the mean of five minutes in, again if it has been corrected; NaN is passed over. */
    synchronized void outcome(ForecastTarget kind, String id, ForecastQuantity quantity, int step, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        Key key = new Key(kind, id);
        Target target = forecast.get(key);
        if (target == null) {
            target = onlyOutcomes.get(key);
        }
        if (target == null) {
            if (forecast.size() + onlyOutcomes.size() >= maxTargets) {
                return;
            }
            target = new Target();
            onlyOutcomes.put(key, target);
        }
        target.day(quantity).outcome(step, value);
    }

    /** The newest forecast of a link's speed or travel time, by the network's index; never waits. */
    public Optional<Forecast> findNewest(int link, ForecastQuantity quantity) {
        AtomicReferenceArray<Forecast> byLink = links.get(quantity);
        return byLink == null ? Optional.empty() : Optional.ofNullable(byLink.get(link));
    }

    /** The newest forecasts of a target, one for each quantity. */
    public synchronized List<Forecast> listNewest(ForecastTarget kind, String id) {
        Target target = forecast.get(new Key(kind, id));
        return target == null ? List.of() : List.copyOf(target.newest.values());
    }

    /** Which forecasts are counted as poor. */
    public PoorForecast poorAbove() {
        return poorAbove;
    }

    /** The past day of a target, one for each quantity of which something came, with all that had been said of it. */
    public List<TargetDay> listDays(ForecastTarget kind, String id, long now) {
        return listDays(kind, id, now, 0);
    }

    /**
     * The past day of a target, one for each quantity of which something came.
     *
     * @param horizonMinutes what had been said so long before is in its points; 0 for all. How forecasts held is told of
     *     all horizons in any case.
     */
    public List<TargetDay> listDays(ForecastTarget kind, String id, long now, int horizonMinutes) {
        List<TargetDay> days = new ArrayList<>();
        for (DaySeries series : series(new Key(kind, id))) {
            HeldSums sums = new HeldSums(series.quantity(), DaySeries.HORIZONS, poorAbove);
            series.addTo(sums, now);
            days.add(new TargetDay(series.quantity(), series.list(now, horizonMinutes), sums.list()));
        }
        return days;
    }

    private synchronized List<DaySeries> series(Key key) {
        Target target = forecast.getOrDefault(key, onlyOutcomes.get(key));
        return target == null ? List.of() : List.copyOf(target.days.values());
    }

    /** The newest judgement of each group of targets, as the forecast job made it. */
    public synchronized List<ForecastQuality> listQualities() {
        return List.copyOf(qualities.values());
    }

    /** How well the past day's forecasts held over all targets; reckoned at most once in five minutes of event time. */
    public List<CityHeld> listHeld(long now) {
        Map<ForecastTarget, Map<ForecastQuantity, List<Target>>> groups = new EnumMap<>(ForecastTarget.class);
        synchronized (this) {
            if (heldAt == DaySeries.stepOf(now)) {
                return held;
            }
            forecast.forEach((key, target) -> target.newest.keySet().stream()
                    .filter(target.days::containsKey)
                    .forEach(quantity -> groups.computeIfAbsent(key.target(), k -> new EnumMap<>(ForecastQuantity.class))
                            .computeIfAbsent(quantity, q -> new ArrayList<>())
                            .add(target)));
        }
        List<CityHeld> all = new ArrayList<>();
        groups.forEach((kind, byQuantity) -> byQuantity.forEach((quantity, targets) -> {
            HeldSums sums = new HeldSums(quantity, DaySeries.HORIZONS, poorAbove);
            int fellBack = 0;
            for (Target target : targets) {
                DaySeries day;
                synchronized (this) {
                    day = target.days.get(quantity);
                    fellBack += target.newest.get(quantity).fallback() ? 1 : 0;
                }
                day.addTo(sums, now);
            }
            all.add(new CityHeld(kind, quantity, targets.size(), fellBack, sums.list()));
        }));
        synchronized (this) {
            held = List.copyOf(all);
            heldAt = DaySeries.stepOf(now);
            return held;
        }
    }

    /** Targets of which something is forecast. */
    public synchronized int targets() {
        return forecast.size();
    }

    /** Targets that are kept, those without a forecast included. */
    public synchronized int kept() {
        return forecast.size() + onlyOutcomes.size();
    }

    /** Forecasts that were not taken in: too many targets, more than a day behind, or of days ahead. */
    public synchronized long refused() {
        return refused;
    }
}
