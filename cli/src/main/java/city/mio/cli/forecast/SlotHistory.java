package city.mio.cli.forecast;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.jobs.forecast.SlotModelFolder;
import city.mio.jobs.forecast.SlotReach;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotCalendar;
import city.mio.models.forecast.slots.SlotConditions;
import city.mio.models.forecast.slots.SlotPanels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A history in slots of half an hour, with what else is known of them.
 *
 * @param panel steps are slots; counts and flows are vehicles in the slot
 * @param conditions rain, declared construction vehicles, crowds
 * @param known names of the conditions that are known at all
 */
public record SlotHistory(Panel panel, SlotCalendar calendar, SlotConditions conditions, List<String> known) {

    /** Half an hour. */
    public static final long SLOT_MILLIS = 1_800_000;

    /** A public data set or other plain matrices: no conditions. */
    public static SlotHistory of(Panel fine) {
        Panel panel = merged(fine);
        return new SlotHistory(panel, SlotModelFolder.calendar(panel), SlotConditions.NONE, List.of());
    }

    private static Panel merged(Panel fine) {
        SlotPanels.Merge[] merges = fine.channels().stream()
                .map(channel -> channel.endsWith("speed") ? SlotPanels.Merge.MEAN : SlotPanels.Merge.SUM)
                .toArray(SlotPanels.Merge[]::new);
        return SlotPanels.merge(fine, SLOT_MILLIS, merges);
    }

    /**
     * A folder of {@code mio history} or {@code mio record}: rain and declared construction vehicles from files beside the
     * series, where there are such; crowds from the city's event calendar.
     *
     * @throws IOException one line naming the file at fault, or that the targets are of another city
     */
    public static SlotHistory read(Path folder, List<String> series, RoadNetwork network, CityPlaces places)
            throws IOException {
        Panel fine = History.read(folder, series);
        Panel panel = merged(fine);
        boolean detectors = series.get(0).startsWith("detector");
        SlotReach reach = new SlotReach(network, places, panel.targets(), detectors);
        if (!reach.isAnyKnown()) {
            throw new IOException(folder + ": the city " + places.id() + " has none of its targets; name its city with --city");
        }
        List<String> known = new ArrayList<>();
        known.add("calendar");
        Panel rain = beside(folder, "rain", fine);
        Panel haul = beside(folder, "haul", fine);
        int[] routes = new int[haul == null ? 0 : haul.targetCount()];
        for (int i = 0; i < routes.length; i++) {
            routes[i] = reach.route(haul.targets().get(i));
        }
        if (rain != null) {
            known.add("rain");
        }
        if (haul != null) {
            known.add("haul");
        }
        return new SlotHistory(panel, SlotModelFolder.calendar(panel),
                new OfCity(panel, reach, rain, haul, routes), List.copyOf(known));
    }

    /** Its first slots alone. */
    public SlotHistory until(int slots) {
        if (slots == panel.steps()) {
            return this;
        }
        float[][] values = new float[panel.channelCount()][slots * panel.targetCount()];
        for (int channel = 0; channel < values.length; channel++) {
            for (int at = 0; at < values[channel].length; at++) {
                values[channel][at] = panel.value(channel, at / panel.targetCount(), at % panel.targetCount());
            }
        }
        return new SlotHistory(
                new Panel(panel.targets(), panel.channels(), panel.timeline(), values), calendar, conditions, known);
    }

    private static Panel beside(Path folder, String name, Panel fine) throws IOException {
        Path file;
        try {
            file = Protocol.inFolder(folder, name);
        } catch (IOException absent) {
            // Recorded histories hold none.
            return null;
        }
        Matrix matrix = Matrix.read(file);
        if (matrix.steps() != fine.steps()) {
            throw new IOException(file + ": has " + matrix.steps() + " steps where the series have " + fine.steps());
        }
        Panel panel = new Panel(matrix.targets(), List.of(name), fine.timeline(), new float[][] {matrix.values()});
        return SlotPanels.merge(panel, SLOT_MILLIS, SlotPanels.Merge.MEAN);
    }

    /** What the files and the calendar say. */
    private record OfCity(Panel panel, SlotReach reach, Panel rain, Panel haul, int[] routes) implements SlotConditions {

        @Override
        public double rainMillimetresPerHour(int step) {
            return rain == null || step >= rain.steps() ? Double.NaN : rain.value(0, step, 0);
        }

        @Override
        public double constructionTrips(int target, int step) {
            double trips = haul == null || step >= haul.steps() ? Double.NaN : 0;
            for (int i = 0; haul != null && step < haul.steps() && i < routes.length; i++) {
                if (routes[i] >= 0 && reach.isOnRoute(routes[i], target)) {
                    trips += haul.value(0, step, i);
                }
            }
            return trips;
        }

        @Override
        public double extraAttendance(int target, int step) {
            long from = panel.timeline().startMillis() + step * SLOT_MILLIS;
            return reach.crowdTrips(target, from, from + SLOT_MILLIS);
        }
    }
}
