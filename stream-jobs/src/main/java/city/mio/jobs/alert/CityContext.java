package city.mio.jobs.alert;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.topics.SettingsJson;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

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
    private transient Set<String> cameras;
    private transient Set<String> detectors;

    CityContext(AlertSettings settings) {
        this.json = SettingsJson.write(settings);
        this.settings = settings;
    }

    AlertSettings settings() {
        if (settings == null) {
            settings = SettingsJson.read(json, AlertSettings.class);
        }
        return settings;
    }

    /** Whether the city has such a camera; needs no network. */
    boolean isCamera(String id) {
        if (cameras == null) {
            cameras = settings().places().cameras().stream().map(CameraSite::id).collect(Collectors.toSet());
        }
        return cameras.contains(id);
    }

    /** Whether the city has such a detector; needs no network. */
    boolean isDetector(String id) {
        if (detectors == null) {
            detectors = settings().places().detectors().stream().map(DetectorSite::id).collect(Collectors.toSet());
        }
        return detectors.contains(id);
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
