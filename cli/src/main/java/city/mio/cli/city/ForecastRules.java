package city.mio.cli.city;

import city.mio.models.forecast.live.WatchRules;
import city.mio.models.incident.PredictedSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How a city is forecast and how its forecasts are watched: {@code forecast.yaml}. Immutable.
 *
 * @param linkTickMinutes every how many minutes links are forecast, 1 or 5
 * @param detectorTickMinutes the same for detectors
 * @param linkParts into how many parts the links are split, each forecast by itself
 * @param watch by which figures forecasts are watched
 * @param predicted when congestion is announced before it comes
 */
public record ForecastRules(
        int linkTickMinutes,
        int detectorTickMinutes,
        int linkParts,
        WatchRules watch,
        PredictedSettings predicted) {

    /** What is used where a city has no such file. */
    public static final ForecastRules DEFAULT =
            new ForecastRules(5, 5, 1, WatchRules.DEFAULT, PredictedSettings.DEFAULT);

    private static final String FILE = "forecast.yaml";
    private static final int STEP_MINUTES = 5;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public ForecastRules {
        tick("tickMinutes.links", linkTickMinutes);
        tick("tickMinutes.detectors", detectorTickMinutes);
        if (linkParts < 1 || linkParts > 10_000) {
            throw new IllegalArgumentException("linkParts is outside 1 to 10000: " + linkParts);
        }
    }

    private static void tick(String key, int minutes) {
        if (minutes != 1 && minutes != STEP_MINUTES) {
            throw new IllegalArgumentException(key + " is neither 1 nor 5: " + minutes);
        }
    }

    /**
     * The rules of the city in this folder; {@link #DEFAULT} if it has none.
     *
     * @throws CityFault if the file is faulty: one line that names the file, the line and the key
     */
    static ForecastRules read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return DEFAULT;
        }
        String text = StrictYaml.text(file);
        ForecastFile entries = StrictYaml.parse(file, text, ForecastFile.class);
        try {
            return bind(entries);
        } catch (IllegalArgumentException e) {
            String key = e.getMessage().replaceAll("[ :].*", "");
            throw new CityFault(file + ": line " + line(text, key) + ": " + e.getMessage(), e);
        }
    }

    private static ForecastRules bind(ForecastFile e) {
        ForecastFile.TickEntry ticks = present("tickMinutes", e.tickMinutes());
        ForecastFile.FallbackEntry fallback = present("fallback", e.fallback());
        ForecastFile.TrialEntry trial = present("trial", e.trial());
        ForecastFile.DriftEntry drift = present("drift", e.drift());
        ForecastFile.PoorEntry poor = present("poor", e.poor());
        ForecastFile.PredictedEntry predicted = present("predicted", e.predicted());
        WatchRules watch = new WatchRules(
                steps("memoryMinutes", e.memoryMinutes()),
                new WatchRules.Fallback(
                        whole("fallback.outcomes", fallback.outcomes()),
                        number("fallback.errorRatio", fallback.errorRatio())),
                new WatchRules.Trial(
                        whole("trial.outcomes", trial.outcomes()),
                        number("trial.mostErrorRatio", trial.mostErrorRatio())),
                new WatchRules.Drift(
                        number("drift.slack", drift.slack()),
                        number("drift.limit", drift.limit()),
                        steps("drift.learnMinutes", drift.learnMinutes())),
                new WatchRules.Poor(
                        number("poor.speedShare", poor.speedShare()), number("poor.flowGeh", poor.flowGeh())));
        return new ForecastRules(
                whole("tickMinutes.links", ticks.links()),
                whole("tickMinutes.detectors", ticks.detectors()),
                whole("linkParts", e.linkParts()),
                watch,
                predicted(predicted));
    }

    private static PredictedSettings predicted(ForecastFile.PredictedEntry e) {
        int confirm = whole("predicted.confirmForecasts", e.confirmForecasts());
        int recede = whole("predicted.recedeForecasts", e.recedeForecasts());
        double ceiling = number("predicted.noticeCeiling", e.noticeCeiling());
        int follow = whole("predicted.followMinutes", e.followMinutes());
        int update = whole("predicted.updateMinutes", e.updateMinutes());
        try {
            return new PredictedSettings(confirm, recede, ceiling, follow, update);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("predicted." + fault.getMessage(), fault);
        }
    }

    private static int steps(String key, Threshold minutes) {
        int whole = whole(key, minutes);
        if (whole < STEP_MINUTES || whole % STEP_MINUTES != 0) {
            throw new IllegalArgumentException(key + " is no multiple of " + STEP_MINUTES + ": " + whole);
        }
        return whole / STEP_MINUTES;
    }

    private static int whole(String key, Threshold threshold) {
        return of(key, threshold, Threshold::whole);
    }

    private static double number(String key, Threshold threshold) {
        return of(key, threshold, Threshold::value);
    }

    private static <T> T of(String key, Threshold threshold, Function<Threshold, T> read) {
        try {
            return read.apply(present(key, threshold));
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith(key) ? e : new IllegalArgumentException(key + " " + e.getMessage(), e);
        }
    }

    private static <V> V present(String key, V value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    /** Where {@code section.key} stands. */
    private static int line(String text, String path) {
        int line = 1;
        for (String key : path.split("\\.")) {
            String rest = text.lines().skip(line - 1L).reduce("", (all, next) -> all + next + "\n");
            line += PlacesBinder.lineOf(rest, key) - 1;
        }
        return line;
    }

    /** Each value under its path in the file, in the file's order. */
    public Map<String, Number> byName() {
        Map<String, Number> all = new LinkedHashMap<>();
        all.put("tickMinutes.links", linkTickMinutes);
        all.put("tickMinutes.detectors", detectorTickMinutes);
        all.put("linkParts", linkParts);
        all.put("memoryMinutes", watch.memorySteps() * STEP_MINUTES);
        all.put("fallback.outcomes", watch.fallback().outcomes());
        all.put("fallback.errorRatio", watch.fallback().errorRatio());
        all.put("trial.outcomes", watch.trial().outcomes());
        all.put("trial.mostErrorRatio", watch.trial().mostErrorRatio());
        all.put("drift.slack", watch.drift().slack());
        all.put("drift.limit", watch.drift().limit());
        all.put("drift.learnMinutes", watch.drift().learnSteps() * STEP_MINUTES);
        all.put("poor.speedShare", watch.poor().speedShare());
        all.put("poor.flowGeh", watch.poor().flowGeh());
        all.put("predicted.confirmForecasts", predicted.confirmForecasts());
        all.put("predicted.recedeForecasts", predicted.recedeForecasts());
        all.put("predicted.noticeCeiling", predicted.noticeCeiling());
        all.put("predicted.followMinutes", predicted.followMinutes());
        all.put("predicted.updateMinutes", predicted.updateMinutes());
        return all;
    }
}
