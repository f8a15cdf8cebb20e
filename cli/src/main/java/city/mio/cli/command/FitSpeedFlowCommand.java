package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.city.SpeedFlowFile;
import city.mio.cli.forecast.SlotHistory;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.haul.LaneCapacity;
import city.mio.models.forecast.Panel;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.VehicleClass;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio fit speed-flow}: how speed falls with volume on each class of road. */
@Command(
        name = "speed-flow",
        mixinStandardHelpOptions = true,
        description = {
            "Fits how speed falls as volume grows on each class of road to the half hours that the detectors of a history saw,"
                    + " and writes it as " + SpeedFlowFile.NAME + "; in a city's folder, head-room counts with it.",
            "Declared construction vehicles of the history count with their passenger-car equivalent. A class of which little"
                    + " was seen is drawn towards the relation of the Bureau of Public Roads."
        })
final class FitSpeedFlowCommand implements Callable<Integer> {

    @Option(names = "--data", required = true, split = ",", paramLabel = "DIR",
            description = "Folders of mio history or mio record; of several, all half hours together.")
    private List<Path> data;

    @Option(names = "--check", split = ",", paramLabel = "DIR",
            description = "Histories that it is not fitted to: how far their speeds lie from it, volume by volume, beside the"
                    + " relations that the city has now.")
    private List<Path> check = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE",
            description = "The file to write, as config/CITY/" + SpeedFlowFile.NAME + ".")
    private Path out;

    @Option(names = "--prior", paramLabel = "SLOTS", defaultValue = "20",
            description = "So many half hours seen weigh as much as the textbook. Default: ${DEFAULT-VALUE}.")
    private double prior;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CityOptions cityOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(prior >= 0 && prior <= 1e6)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--prior is outside 0 to 1000000: " + prior);
        }
        City city = cityOptions.read();
        Map<RoadClass, List<double[]>> seen = seen(city, data);
        if (seen.isEmpty()) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, data.get(0) + ": no detector of the city has counts and speeds (--data)");
        }
        Map<RoadClass, SpeedFlow> relations = new EnumMap<>(RoadClass.class);
        seen.forEach((type, points) -> relations.put(type, SpeedFlow.fit(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray(),
                prior)));
        SpeedFlowFile.write(
                out,
                List.of(
                        "How speed falls as volume grows: travel time over free flow is 1 + alpha * (volume / capacity) ^ beta,",
                        "with a spread of the logarithm of the delay. Written by mio fit speed-flow; samples are half hours."),
                relations);
        List<SpeedFlowCheck.Row> rows = check.isEmpty()
                ? List.of()
                : SpeedFlowCheck.of(seen(city, check), type -> now(city, type), type -> relations.getOrDefault(type, SpeedFlow.OF_THE_BOOK));
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("written", out.toString());
            Map<String, Object> classes = new LinkedHashMap<>();
            relations.forEach((type, relation) -> classes.put(type.name().toLowerCase(Locale.ROOT), SpeedFlowFile.told(relation)));
            told.put("classes", classes);
            if (!check.isEmpty()) {
                told.put("check", rows.stream().map(SpeedFlowCheck.Row::told).toList());
            }
            stdout.println(new ObjectMapper().writeValueAsString(told));
        } else {
            stdout.println("written: " + out);
            relations.forEach((type, relation) -> stdout.printf(
                    Locale.ROOT,
                    "%-16s alpha %.3f, beta %.2f, spread %.2f, from %d half hours; speed at capacity %.0f %% of free flow%n",
                    type.name().toLowerCase(Locale.ROOT), relation.alpha(), relation.beta(), relation.spread(),
                    relation.samples(), 100 * relation.speedShare(1)));
            rows.forEach(row -> stdout.println(row.line()));
        }
        return 0;
    }

    private static SpeedFlow now(City city, RoadClass type) {
        return city.speedFlows().getOrDefault(type.name(), SpeedFlow.OF_THE_BOOK);
    }

    private static Map<RoadClass, List<double[]>> seen(City city, List<Path> folders) throws IOException {
        Map<RoadClass, List<double[]>> seen = new EnumMap<>(RoadClass.class);
        for (Path folder : folders) {
            SlotHistory history =
                    SlotHistory.read(folder, List.of("detector_speed", "detector_flow"), city.network(), city.places());
            seen(city, history).forEach((type, points) ->
                    seen.computeIfAbsent(type, key -> new ArrayList<>()).addAll(points));
        }
        return seen;
    }

    /** Volume over capacity and speed over free flow of every half hour at every detector, by class of road. */
    private static Map<RoadClass, List<double[]>> seen(City city, SlotHistory history) {
        RoadNetwork network = city.network();
        Map<String, DetectorSite> sites = new HashMap<>();
        city.places().detectors().forEach(site -> sites.put(site.id(), site));
        // A construction vehicle takes the room of so many cars more than the one that it is counted as.
        double more = city.haul()
                .map(office -> office.sizes().get(VehicleClass.HEAVY).passengerCars() - 1)
                .orElse(0.0);
        Panel panel = history.panel();
        double hours = SlotHistory.SLOT_MILLIS / 3_600_000.0;
        Map<RoadClass, List<double[]>> seen = new EnumMap<>(RoadClass.class);
        for (int target = 0; target < panel.targetCount(); target++) {
            DetectorSite site = sites.get(panel.targets().get(target));
            OptionalInt found = site == null ? OptionalInt.empty() : network.findLink(site.linkId());
            if (found.isEmpty()) {
                continue;
            }
            int link = found.getAsInt();
            double capacity = LaneCapacity.USUAL.passengerCarsPerHour(network, link) * hours;
            double free = network.freeFlowSpeedMps(link);
            for (int step = 0; step < panel.steps(); step++) {
                float speed = panel.value(0, step, target);
                float flow = panel.value(1, step, target);
                if (Float.isNaN(speed) || Float.isNaN(flow) || speed <= 0) {
                    continue;
                }
                double trucks = history.conditions().constructionTrips(target, step);
                double cars = flow + (Double.isNaN(trucks) ? 0 : more * Math.min(flow, trucks));
                seen.computeIfAbsent(network.roadClass(link), type -> new ArrayList<>())
                        .add(new double[] {cars / capacity, Math.min(1, speed / free)});
            }
        }
        return seen;
    }
}
