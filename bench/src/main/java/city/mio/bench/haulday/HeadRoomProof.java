package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.haul.HaulYard;
import city.mio.simulators.haul.RoadWatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Holds head-room against what came of it: in how many slots of a route, with no more construction vehicles on any of its links than
 * the head-room said, did no link fall under the office's speed threshold. One thread.
 */
final class HeadRoomProof {

    /** How long before a slot its head-room was judged. */
    enum Horizon {
        SLOT("half an hour ahead"),
        DAY("the evening before"),
        WEEK("a week ahead");

        private final String title;

        Horizon(String title) {
            this.title = title;
        }
    }

    /** A week ahead nothing can be said before two weeks are known. */
    private static final int LEAST_DAYS_KNOWN = 12;

    private static final double[] USES = {0, 0.5, 0.8, 1, Double.POSITIVE_INFINITY};
    private static final double[] VOLUMES = {0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, Double.POSITIVE_INFINITY};

    /**
     * A slot of a route.
     *
     * @param headRoom vehicles that it said
     * @param used vehicles on the link of the route that most drove on
     * @param slow whether a link fell under the threshold
     * @param told whether something was told of a link of the route: an accident, a closure
     */
    private record Case(Horizon horizon, int headRoom, double used, boolean slow, boolean told) {}

    private final double threshold;
    private final List<Case> cases = new ArrayList<>();
    private final List<double[]> linkSlots = new ArrayList<>();

    /** @param threshold speed over free flow under which no link may fall */
    HeadRoomProof(double threshold) {
        this.threshold = threshold;
    }

    /** Watches one day. */
    final class Day {
        private final DayModel model;
        private final Map<Horizon, RoadNow> outlooks = new LinkedHashMap<>();
        private final RoadNow live;
        private final int[][] caps;
        private final int[][][] rooms;
        private final boolean[][] told;

        Day(DayModel model, RoadNow live, RoadNow evening, RoadNow week, int[][] caps) {
            this.model = model;
            this.live = live;
            this.caps = caps;
            rooms = new int[Horizon.values().length][caps.length][WorkDay.SLOTS];
            told = new boolean[caps.length][WorkDay.SLOTS];
            outlooks.put(Horizon.DAY, evening);
            if (week != null) {
                outlooks.put(Horizon.WEEK, week);
            }
            outlooks.forEach((horizon, roads) -> {
                for (int route = 0; route < caps.length; route++) {
                    for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
                        rooms[horizon.ordinal()][route][slot] = room(roads, 0, route, slot);
                    }
                }
            });
        }

        private int room(RoadNow roads, long now, int route, int slot) {
            return model.headRoom(roads, now, route, slot, caps[route][slot], 0).vehicles();
        }

        void told(HaulYard yard, RoadEvent event) {
            live.told(event, yard.time());
        }

        /** After each minute. */
        void minute(HaulYard yard) {
            long now = yard.time();
            int slot = live.slotOf(now);
            for (int route = 0; route < caps.length; route++) {
                for (int place : model.placesOf(route)) {
                    told[route][Math.min(slot, WorkDay.SLOTS - 1)] |= !live.listEvents(place, now).isEmpty();
                }
            }
            if (Math.floorMod(now - live.midnight(), WorkDay.SLOT_MINUTES * 60_000L) == 0) {
                live.count(yard);
                for (int route = 0; route < caps.length && slot + 1 < WorkDay.SLOTS; route++) {
                    rooms[Horizon.SLOT.ordinal()][route][slot + 1] = room(live, now, route, slot + 1);
                }
            }
        }

        /** The day is over. */
        void close(RoadWatch watch) {
            int per = (int) (WorkDay.SLOT_MINUTES * 60_000L / RoadWatch.BIN_MILLIS);
            for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
                int bin = (int) ((live.midnight() + slot * WorkDay.SLOT_MINUTES * 60_000L - watch.firstBin()) / RoadWatch.BIN_MILLIS);
                if (bin < 0 || bin + per > watch.bins()) {
                    continue;
                }
                double[] speed = new double[watch.links().length];
                double[] trucks = new double[speed.length];
                boolean[] counted = new boolean[speed.length];
                for (int place = 0; place < speed.length; place++) {
                    double others = 0;
                    int seen = 0;
                    for (int b = bin; b < bin + per; b++) {
                        trucks[place] += watch.trucks(b, place) / 2;
                        others += watch.others(b, place);
                        if (!Float.isNaN(watch.speedMps(b, place))) {
                            speed[place] += watch.speedMps(b, place);
                            seen++;
                        }
                    }
                    speed[place] = seen == 0 ? 1 : speed[place] / seen / model.freeSpeed(place);
                    linkSlots.add(new double[] {
                        (others + 2 * trucks[place]) / (watch.usualCapacity(place) * per), speed[place]
                    });
                }
                for (int route = 0; route < caps.length; route++) {
                    if (caps[route][slot] > 0) {
                        judge(route, slot, speed, trucks);
                    }
                }
            }
        }

        private void judge(int route, int slot, double[] speed, double[] trucks) {
            double used = 0;
            boolean slow = false;
            for (int place : model.placesOf(route)) {
                used = Math.max(used, trucks[place]);
                slow |= speed[place] < threshold;
            }
            for (Horizon horizon : Horizon.values()) {
                if (horizon == Horizon.SLOT || outlooks.containsKey(horizon)) {
                    cases.add(new Case(horizon, rooms[horizon.ordinal()][route][slot], used, slow, told[route][slot]));
                }
            }
        }
    }

    /** Of a day under a book; the week's outlook is left out while too little is known for it. */
    Day watch(
            WorkDay day, RoadBook book, DayModel model, HaulYard yard, long midnight, int[][] caps, RoadNetwork network) {
        RoadNow week = book.daysKnown(day, 7) < LEAST_DAYS_KNOWN
                ? null
                : new RoadNow(network, yard.watch(), book.forecast(day, 7, false), 7 * WorkDay.SLOTS, List.of(), midnight);
        return new Day(
                model,
                new RoadNow(network, yard.watch(), book.forecast(day), day, midnight),
                new RoadNow(network, yard.watch(), book.forecast(day), day, midnight),
                week,
                caps);
    }

    /**
     * Slots of routes for which a share of the head-room was used.
     *
     * @param meanHeadRoom vehicles
     * @param kept share of them in which no link fell under the threshold
     * @param quiet slots in which no accident and no closure was told of the route
     * @param quietKept share of those; NaN if there is none
     */
    private record Row(
            String horizon, String use, int slots, double meanHeadRoom, double kept, int quiet, double quietKept) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Horizon horizon : Horizon.values()) {
            row(rows, horizon, "up to 1", c -> c.used() <= c.headRoom());
            for (int band = 0; band + 1 < USES.length; band++) {
                double from = USES[band];
                double until = USES[band + 1];
                row(
                        rows, horizon, Double.isInfinite(until) ? "over 1" : band(from, until),
                        c -> c.used() <= until * c.headRoom() && (c.used() > from * c.headRoom() || from == 0));
            }
        }
        return rows;
    }

    private void row(List<Row> rows, Horizon horizon, String title, Predicate<Case> which) {
        List<Case> chosen = cases.stream().filter(c -> c.horizon() == horizon).filter(which).toList();
        List<Case> quiet = chosen.stream().filter(c -> !c.told()).toList();
        if (!chosen.isEmpty()) {
            rows.add(new Row(
                    horizon.title, title, chosen.size(), chosen.stream().mapToInt(Case::headRoom).average().orElse(0), kept(chosen),
                    quiet.size(), kept(quiet)));
        }
    }

    private static double kept(List<Case> cases) {
        return cases.isEmpty() ? Double.NaN : (double) cases.stream().filter(c -> !c.slow()).count() / cases.size();
    }

    private static String band(double from, double until) {
        return Double.isInfinite(until)
                ? String.format(Locale.ROOT, "over %.2f", from)
                : String.format(Locale.ROOT, "%.2f-%.2f", from, until);
    }

    /** Link slots with a volume: how many, their mean speed over free flow, the share under the threshold. */
    private Map<String, double[]> volumes() {
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (int band = 0; band + 1 < VOLUMES.length; band++) {
            double from = VOLUMES[band];
            double until = VOLUMES[band + 1];
            List<double[]> chosen = linkSlots.stream().filter(slot -> slot[0] >= from && slot[0] < until).toList();
            if (!chosen.isEmpty()) {
                rows.put(band(from, until), new double[] {
                    chosen.size(),
                    chosen.stream().mapToDouble(slot -> slot[1]).average().orElse(0),
                    (double) chosen.stream().filter(slot -> slot[1] < threshold).count() / chosen.size()
                });
            }
        }
        return rows;
    }

    /** The tables for machines. */
    List<Map<String, Object>> told() {
        List<Map<String, Object>> told = new ArrayList<>();
        for (Row row : rows()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("judged", row.horizon());
            one.put("use", row.use());
            one.put("slots", row.slots());
            one.put("meanHeadRoom", row.meanHeadRoom());
            one.put("kept", row.kept());
            one.put("quietSlots", row.quiet());
            one.put("quietKept", Double.isNaN(row.quietKept()) ? null : row.quietKept());
            told.add(one);
        }
        volumes().forEach((volume, figures) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("volumeOverCapacity", volume);
            one.put("linkSlots", (int) figures[0]);
            one.put("meanSpeedShare", figures[1]);
            one.put("underThreshold", figures[2]);
            told.add(one);
        });
        return told;
    }

    /** Slots of routes by what drove as a share of the head-room, and link slots by their volume. */
    String table() {
        StringBuilder table = new StringBuilder("\n| head-room judged | vehicles over head-room | slots of routes | mean head-room"
                + " | no link under the threshold | without those with an accident or closure | of these |\n|---|---|---|---|---|---|---|\n");
        for (Row row : rows()) {
            table.append(String.format(
                    Locale.ROOT, "| %s | %s | %d | %.0f | %.1f %% | %d | %s |%n", row.horizon(), row.use(), row.slots(),
                    row.meanHeadRoom(), 100 * row.kept(), row.quiet(),
                    row.quiet() == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * row.quietKept())));
        }
        table.append("\n| volume over capacity of a link | link slots | mean speed over free flow | under the threshold |\n|---|---|---|---|\n");
        volumes().forEach((volume, figures) -> table.append(String.format(
                Locale.ROOT, "| %s | %d | %.3f | %.2f %% |%n", volume, (int) figures[0], figures[1], 100 * figures[2])));
        return table.toString();
    }
}
