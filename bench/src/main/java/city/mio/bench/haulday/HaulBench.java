package city.mio.bench.haulday;

import city.mio.bench.haulday.DayRunner.Outcome;
import city.mio.bench.haulday.DayRunner.Ran;
import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.city.HaulSettings;
import city.mio.cli.progress.Progress;
import city.mio.models.haul.office.HaulOffice;
import city.mio.simulators.haul.RoadWatch;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench haul}. */
@Command(
        name = "haul",
        description = {
            "Working days of construction traffic to Yumeshima in the simulated city, on the same seeds: (a) as declared with no"
                    + " control, (b) the caps of haul.yaml as they stand and slots first come first served, (c) Mio.",
            "Delay of others is their vehicle hours beyond those of the same day without any construction truck."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class HaulBench implements Callable<Integer> {

    @Option(names = "--days", description = "measured, 1 to 60 (default: ${DEFAULT-VALUE})")
    private int days = 20;

    @Option(names = "--learn", description = "days that Mio has seen before, 1 to 60 (default: ${DEFAULT-VALUE})")
    private int learn = 12;

    @Option(names = "--trips", description = "declared a day, 1 to 20000 (default: ${DEFAULT-VALUE})")
    private int trips = 3_000;

    @Option(names = "--seed", description = "of all that happens (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--until", description = "hour of the day at which a day ends, 5 to 24 (default: ${DEFAULT-VALUE})")
    private double until = 20.5;

    @Option(names = "--city", paramLabel = "FOLDER", description = "of the city (default: config/osaka)")
    private Path folder;

    @Option(
            names = "--regimes",
            split = ",",
            paramLabel = "a,b,c",
            description = "which to run beside the days without trucks (default: all)")
    private List<String> regimes = List.of("a", "b", "c");

    @Option(
            names = "--head-room",
            description = "In place of delays: holds the head-room of every slot of every route, half an hour, an evening and a"
                    + " week ahead, against the true speeds of the days; without the days that have no truck.")
    private boolean headRoom;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    /** One regime, by the letter that the table has. */
    enum Regime {
        WITHOUT("", "no trucks"),
        AS_DECLARED("a", "(a) as declared"),
        FIRST_COME("b", "(b) fixed caps, first come"),
        MIO("c", "(c) Mio");

        private final String letter;
        private final String title;

        Regime(String letter, String title) {
            this.letter = letter;
            this.title = title;
        }
    }

    @Override
    public Integer call() throws Exception {
        range("--days", days, 1, 60);
        range("--learn", learn, 1, 60);
        range("--trips", trips, 1, 20_000);
        range("--until", until, 5, 24);
        for (String regime : regimes) {
            if (!List.of("a", "b", "c").contains(regime)) {
                throw new IllegalArgumentException("--regimes: there is none called " + regime);
            }
        }
        List<Regime> wanted = Arrays.stream(Regime.values())
                .filter(regime -> regime == Regime.WITHOUT ? !headRoom : regimes.contains(regime.letter))
                .toList();
        Path root = folder != null ? folder : Path.of(System.getProperty("mio.root", "")).resolve("config/osaka");
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("--city: there is no folder " + root);
        }
        City city = CityFolder.read(root);
        HaulOffice office = HaulSettings.find(root, city)
                .orElseThrow(() -> new IllegalArgumentException("--city: " + root + " has no haul.yaml"));
        DayRunner runner = new DayRunner(city, office, trips, (int) Math.round(until * 60));
        Season season = new Season(office, city.places());
        List<Map<String, Object>> told = new ArrayList<>();
        Map<Regime, List<Outcome>> all = new LinkedHashMap<>();
        List<WorkDay> measured = season.measured(days, seed);
        HeadRoomProof proof = new HeadRoomProof(office.roadRules().leastSpeedShare().value());
        List<WorkDay> learnt = season.learnt(learn, seed);
        try (Progress progress = Progress.start(
                "simulating", "days", learn + (long) wanted.size() * days, new PrintWriter(System.err, true))) {
            int done = 0;
            RoadBook book = null;
            for (WorkDay day : learnt) {
                Ran ran = runner.firstCome(day);
                book = book != null ? book : new RoadBook(
                        city.network(), ran.watch().links(), city.places().timezone(), day.date(), runner.attendance(), seed);
                book.add(day, ran.watch());
                progress.reached(++done);
            }
            if (headRoom) {
                runner.prove(proof, book);
            }
            for (WorkDay day : measured) {
                Map<Regime, Outcome> ofDay = new LinkedHashMap<>();
                RoadWatch today = null;
                for (Regime regime : wanted) {
                    Ran ran = switch (regime) {
                        case WITHOUT -> runner.without(day);
                        case AS_DECLARED -> runner.asDeclared(day);
                        case FIRST_COME -> runner.firstCome(day);
                        case MIO -> runner.mio(day, book, true);
                    };
                    ofDay.put(regime, ran.outcome());
                    all.computeIfAbsent(regime, r -> new ArrayList<>()).add(ran.outcome());
                    if (!headRoom) {
                        told.add(figures(day, regime, ran.outcome(), ofDay.get(Regime.WITHOUT)));
                    }
                    progress.reached(++done);
                    today = regime == Regime.MIO || today == null || !wanted.contains(Regime.MIO) ? ran.watch() : today;
                }
                book.add(day, today);
                write(headRoom ? proof.told() : told);
            }
        }
        System.out.print(headRoom ? proof.table() : table(measured, all));
        return 0;
    }

    /** After each day: a long run may be stopped. */
    private void write(List<Map<String, Object>> told) throws IOException {
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(told) + "\n");
        }
    }

    private static void range(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(option + " is outside " + least + " to " + most + ": " + value);
        }
    }

    private static Map<String, Object> figures(WorkDay day, Regime regime, Outcome ran, Outcome without) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("date", day.date().toString());
        told.put("regime", regime.name());
        told.put("rain", !day.rain().isEmpty());
        told.put("event", day.event());
        told.put("blocks", day.blocks().size());
        told.put("trips", ran.figures().trips());
        told.put("truckDelayMinutes", ran.figures().meanDelayMinutes());
        told.put("heldMinutes", heldMinutes(ran));
        told.put("othersDelayHours", othersDelayHours(ran, without));
        told.put("othersHours", ran.figures().otherVehicleSeconds() / 3600);
        told.put("spillMinutes", ran.figures().spillMinutes());
        told.put("spillLinkMinutes", ran.figures().spillLinkMinutes());
        told.put("placeMinutes", ran.figures().placeMinutes());
        told.put("moves", ran.moves());
        return told;
    }

    private static double othersDelayHours(Outcome ran, Outcome without) {
        return (ran.figures().otherVehicleSeconds() - without.figures().otherVehicleSeconds()) / 3600;
    }

    private static double heldMinutes(Outcome ran) {
        return ran.figures().delivered() == 0 ? 0 : ran.figures().heldSeconds() / ran.figures().delivered() / 60;
    }

    private static String table(List<WorkDay> days, Map<Regime, List<Outcome>> all) {
        StringBuilder table = new StringBuilder("\n| days | regime | trucks through a day | without a slot | on the way at the end"
                + " | moved | slots moved, mean | an hour late | delay per truck, min | of it held | delay of others, veh h a day"
                + " | spill-back, min a day | link min | at gates and areas, min |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        rows(table, "all " + days.size(), days, all, day -> true);
        rows(table, "plain", days, all, day -> day.rain().isEmpty() && !day.event() && day.blocks().isEmpty());
        rows(table, "rain", days, all, day -> !day.rain().isEmpty());
        rows(table, "event evening", days, all, WorkDay::event);
        rows(table, "accident on the bridge", days, all, day -> day.blocks().stream().anyMatch(b -> b.lanesClosed() < 3));
        rows(table, "tunnel closed", days, all, day -> day.blocks().stream().anyMatch(b -> b.lanesClosed() >= 3));
        return table.toString();
    }

    private static void rows(StringBuilder table, String title, List<WorkDay> days, Map<Regime, List<Outcome>> all,
            java.util.function.Predicate<WorkDay> which) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            if (which.test(days.get(i))) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            return;
        }
        for (Map.Entry<Regime, List<Outcome>> entry : all.entrySet()) {
            List<Outcome> runs = chosen.stream().map(entry.getValue()::get).toList();
            double others = chosen.stream()
                    .mapToDouble(i -> othersDelayHours(entry.getValue().get(i), all.get(Regime.WITHOUT).get(i)))
                    .average()
                    .orElse(0);
            double released = mean(runs, ran -> ran.moves().released());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.0f | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f |%n",
                    title,
                    entry.getKey().title,
                    mean(runs, ran -> ran.figures().delivered()),
                    mean(runs, ran -> ran.figures().notReleased()),
                    mean(runs, ran -> ran.figures().onTheWay()),
                    mean(runs, ran -> ran.moves().moved()),
                    released == 0 ? 0 : mean(runs, ran -> ran.moves().slots()) / released,
                    mean(runs, ran -> ran.moves().late()),
                    ratio(runs, ran -> ran.figures().delaySeconds() / 60),
                    ratio(runs, ran -> ran.figures().heldSeconds() / 60),
                    others,
                    mean(runs, ran -> ran.figures().spillMinutes()),
                    mean(runs, ran -> ran.figures().spillLinkMinutes()),
                    mean(runs, ran -> ran.figures().placeMinutes())));
        }
    }

    private static double mean(List<Outcome> runs, ToDoubleFunction<Outcome> figure) {
        return runs.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double ratio(List<Outcome> runs, ToDoubleFunction<Outcome> sum) {
        double delivered = runs.stream().mapToDouble(ran -> ran.figures().delivered()).sum();
        return delivered == 0 ? 0 : runs.stream().mapToDouble(sum).sum() / delivered;
    }
}
