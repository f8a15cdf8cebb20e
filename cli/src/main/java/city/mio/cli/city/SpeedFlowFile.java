package city.mio.cli.city;

import city.mio.geo.network.RoadClass;
import city.mio.models.haul.headroom.SpeedFlow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code speed-flow.yaml} of a city's folder: how speed falls with volume on each class of road, as {@code mio fit speed-flow}
 * wrote it. Strict like the city's own file. Stateless.
 */
public final class SpeedFlowFile {

    /** Its name in a city's folder. */
    public static final String NAME = "speed-flow.yaml";

    /** What stands in the file, key by key. */
    record Entries(Map<String, Entry> classes) {}

    record Entry(double alpha, double beta, double spread, int samples) {}

    private SpeedFlowFile() {}

    /**
     * The relations of a city, by the names of {@link RoadClass}; none if it has no such file.
     *
     * @throws CityFault if the file is faulty
     */
    static Map<String, SpeedFlow> list(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Entries entries = StrictYaml.parse(file, StrictYaml.text(file), Entries.class);
        if (entries.classes() == null) {
            throw new CityFault(file + ": line 1: classes is missing");
        }
        Map<String, SpeedFlow> relations = new TreeMap<>();
        entries.classes().forEach((name, entry) -> {
            try {
                relations.put(
                        RoadClass.valueOf(name.toUpperCase(Locale.ROOT)).name(),
                        new SpeedFlow(entry.alpha(), entry.beta(), entry.spread(), entry.samples()));
            } catch (IllegalArgumentException e) {
                String fault = e.getMessage().startsWith("No enum") ? "is no class of road" : e.getMessage();
                throw new CityFault(file + ": classes." + name + ": " + fault, e);
            }
        });
        return relations;
    }

    /**
     * Writes relations.
     *
     * @param head lines of remark, without the number sign
     */
    public static void write(Path file, List<String> head, Map<RoadClass, SpeedFlow> relations) throws IOException {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append("# ").append(line).append('\n'));
        text.append("classes:\n");
        new EnumMap<>(relations).forEach((type, relation) -> text.append(String.format(
                Locale.ROOT,
                "  %s: {alpha: %.4f, beta: %.3f, spread: %.3f, samples: %d}%n",
                type.name().toLowerCase(Locale.ROOT), relation.alpha(), relation.beta(), relation.spread(), relation.samples())));
        Files.writeString(file, text.toString().replace("\r\n", "\n"), StandardCharsets.UTF_8);
    }

    /** A relation as a command tells it. */
    public static Map<String, Object> told(SpeedFlow relation) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("alpha", relation.alpha());
        told.put("beta", relation.beta());
        told.put("spread", relation.spread());
        told.put("samples", relation.samples());
        return told;
    }
}
