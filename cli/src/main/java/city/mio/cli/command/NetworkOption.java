package city.mio.cli.command;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --network}, for commands that need one and no city. */
final class NetworkOption {

    @Option(
            names = "--network",
            required = true,
            paramLabel = "DIR",
            description = "The road network: a folder that mio import wrote, or a file or folder that it can read.")
    private Path network;

    RoadNetwork read() throws IOException {
        if (!Files.exists(network)) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, network + ": there is no such file or folder (--network)");
        }
        Path imported = network.resolve(ImportCommand.NETWORK_FILE);
        return NetworkImporter.importFile(
                        Files.isRegularFile(imported) ? imported : network, ImportOptions.defaults())
                .network();
    }
}
