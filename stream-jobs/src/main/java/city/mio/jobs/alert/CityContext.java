package city.mio.jobs.alert;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What every operator of the job needs of its city: the settings, and, once a task runs, the network and the names. It
 * travels to the tasks as the settings' JSON and loads the rest where it is used.
 */
final class CityContext implements Serializable {

    private static final long serialVersionUID = 1;

    private final String json;
    private transient AlertSettings settings;
    private transient RoadNetwork network;
    private transient PlaceNames names;

    CityContext(AlertSettings settings) {
        this.json = AlertSettingsJson.write(settings);
        this.settings = settings;
    }

    AlertSettings settings() {
        if (settings == null) {
            settings = AlertSettingsJson.read(json);
        }
        return settings;
    }

    /** The network, shared by all tasks of the JVM. */
    RoadNetwork network() throws IOException {
        if (network == null) {
            network = SharedNetworks.get(Path.of(settings().networkFile()));
        }
        return network;
    }

    PlaceNames names() throws IOException {
        if (names == null) {
            names = new PlaceNames(network(), settings().places());
        }
        return names;
    }

    Alerts alerts() throws IOException {
        return new Alerts(names(), settings().places().timezone(), settings().thresholds());
    }
}
