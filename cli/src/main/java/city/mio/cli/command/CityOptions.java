package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFault;
import city.mio.cli.city.CityFolder;
import city.mio.cli.city.ForecastRules;
import city.mio.cli.city.OfficeByRule;
import city.mio.cli.city.Thresholds;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.ImportResult;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.PlacesByRule;
import city.mio.geo.routing.LinkOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose a city. */
final class CityOptions {

    private static final long PLACES_SEED = 1;

    @Option(
            names = "--city",
            paramLabel = "CITY",
            description = "A folder under config/, or any folder with a city.yaml. Default: osaka.")
    String city;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "Another road network instead: .osm, .osm.gz, .osm.pbf, the folder of an OSMnx CSV pair, .arcs"
                    + " with .nodes, or what mio import wrote (its folder or its .mio). Zones, detectors and depots are placed by rule.")
    Path network;

    @Option(
            names = "--forecast-models",
            paramLabel = "DIR",
            description = "Forecast models, each a folder links/VERSION or detectors/VERSION of mio train, watched for new"
                    + " versions while the forecast job runs. Default: the city's own folder forecast.")
    Path forecastModels;

    /** The chosen city, read or imported. */
    City read() throws IOException {
        City read = chosen();
        if (forecastModels == null) {
            return read;
        }
        if (!Files.isDirectory(forecastModels)) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, forecastModels + ": there is no such folder (--forecast-models)");
        }
        return read.withForecastModels(forecastModels.toAbsolutePath());
    }

    private City chosen() throws IOException {
        if (city != null && network != null) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--city and --network: choose one of them");
        }
        return network == null ? CityFolder.read(folder(city == null ? "osaka" : city)) : imported(network);
    }

    private static Path folder(String name) {
        Path direct = Path.of(name);
        if (name.contains("/") || name.contains(java.io.File.separator) || Files.isRegularFile(direct.resolve("city.yaml"))) {
            return direct;
        }
        Path config = ProjectFolder.get().resolve("config");
        Path folder = config.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new CityFault("--city: there is no city " + name + " in " + config);
        }
        return folder;
    }

    /** The network in this file with places by rule. */
    static City imported(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, file + ": there is no such file (--network)");
        }
        Path written = file.resolve(ImportCommand.NETWORK_FILE);
        Path network = Files.isRegularFile(written) ? written : file;
        ImportResult result = NetworkImporter.importFile(network, ImportOptions.defaults());
        Path order = LinkOrder.fileBeside(network);
        Optional<LinkOrder> linkOrder = network.toString().endsWith(".mio") && Files.isRegularFile(order)
                ? Optional.of(LinkOrder.read(order, result.network()))
                : Optional.empty();
        String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
        String id = name.replaceAll("\\..*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        CityPlaces places = PlacesByRule.place(
                result.network(), PLACES_SEED, id.isBlank() || id.equals("-") ? "city" : id, new LocalName(name, name));
        return new City(
                result.network(),
                linkOrder,
                places,
                Thresholds.general(),
                result.report(),
                Optional.empty(),
                OfficeByRule.of(places),
                List.of(),
                ForecastRules.DEFAULT,
                Map.of());
    }
}
