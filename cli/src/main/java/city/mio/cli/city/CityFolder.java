package city.mio.cli.city;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.ImportResult;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.places.CityPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a city's folder: {@code city.yaml}, the network files it names, the event calendar ({@code calendar.yaml}) if
 * there is one, how it is forecast ({@code forecast.yaml}), and where forecast models are ({@code forecast}). Strict: an unknown key, a key given twice, a reference
 * to nothing each end with one line that names the file, the line and the key. Stateless and thread-safe.
 */
public final class CityFolder {

    private static final String FORECAST_MODELS = "forecast";

    private CityFolder() {}

    /**
     * The city in this folder.
     *
     * @throws CityFault if a file is missing or faulty
     */
    public static City read(Path folder) {
        Path file = folder.resolve("city.yaml");
        if (!Files.isRegularFile(file)) {
            throw new CityFault(file + ": there is no such file; a city is a folder with a city.yaml in it");
        }
        String text = StrictYaml.text(file);
        CityFile entries = StrictYaml.parse(file, text, CityFile.class);
        ImportResult imported = network(file, text, folder, entries);
        CityPlaces places = EventCalendar.datedIn(folder, new PlacesBinder(file, text, imported.network()).bind(entries));
        City city = new City(
                imported.network(),
                Optional.empty(),
                places,
                entries.thresholds(),
                imported.report(),
                Optional.of(folder.resolve(FORECAST_MODELS).toAbsolutePath()).filter(Files::isDirectory),
                Optional.empty(),
                OnDemandSettings.list(folder, imported.network(), places.timezone()),
                ForecastRules.read(folder),
                SpeedFlowFile.list(folder));
        return city.withHaul(HaulSettings.find(folder, city).or(() -> OfficeByRule.of(places)));
    }

    private static ImportResult network(Path file, String text, Path folder, CityFile entries) {
        if (entries.network() == null || entries.network().nodes() == null || entries.network().roads() == null) {
            throw new CityFault(file + ": line 1: network.nodes and network.roads are needed");
        }
        Path nodes = folder.resolve(entries.network().nodes()).normalize();
        Path roads = folder.resolve(entries.network().roads()).normalize();
        for (Path named : new Path[] {nodes, roads}) {
            if (!named.startsWith(folder.normalize()) || !Files.isRegularFile(named)) {
                throw new CityFault(file + ": line " + PlacesBinder.lineOf(text, "network") + ": network: there is no file "
                        + named + " in the city's folder");
            }
        }
        if (!nodes.getParent().equals(roads.getParent())
                || !nodes.endsWith("nodes.csv")
                || !roads.endsWith("roads.csv")) {
            throw new CityFault(file + ": line " + PlacesBinder.lineOf(text, "network")
                    + ": network: nodes.csv and roads.csv must lie in one folder under these names");
        }
        try {
            return NetworkImporter.importFile(nodes.getParent(), ImportOptions.defaults());
        } catch (IOException e) {
            throw new CityFault(e.getMessage(), e);
        }
    }
}
