package city.mio.jobs.forecast;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveTarget;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every operator of the job needs of its city: the settings, and, once a task runs, the targets. It travels to the
 * tasks as the settings' JSON and loads the rest where it is used.
 */
final class CityTargets implements Serializable {

    static final int SPEED = 0;
    static final int FLOW = 1;

    private static final long serialVersionUID = 1;
    private static final List<LiveChannel> OF_LINKS = List.of(
            new LiveChannel("link_speed", LiveChannel.Kind.HARMONIC_MEAN, LiveChannel.Poor.SPEED));
    private static final List<LiveChannel> OF_DETECTORS = List.of(
            new LiveChannel("detector_speed", LiveChannel.Kind.MEAN, LiveChannel.Poor.SPEED),
            new LiveChannel("detector_flow", LiveChannel.Kind.COUNT, LiveChannel.Poor.FLOW));

    private final String json;
    private transient ForecastSettings settings;
    private transient RoadNetwork network;
    private transient Map<String, DetectorSite> detectors;

    CityTargets(ForecastSettings settings) {
        this.json = SettingsJson.write(settings);
        this.settings = settings;
    }

    ForecastSettings settings() {
        if (settings == null) {
            settings = SettingsJson.read(json, ForecastSettings.class);
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

    /** Whether the city has such a detector; needs no network. */
    boolean isDetector(String id) {
        if (detectors == null) {
            detectors = new HashMap<>();
            for (DetectorSite site : settings().places().detectors()) {
                detectors.put(site.id(), site);
            }
        }
        return detectors.containsKey(id);
    }

    /** The ids of a part's targets on a link: the link itself, or its detectors. */
    List<String> targetsOn(PartKey key, long linkId) {
        if (!key.isDetectors()) {
            return PartKey.ofLink(linkId, settings().linkShards()).equals(key.part())
                    ? List.of(Long.toString(linkId))
                    : List.of();
        }
        return settings().places().detectors().stream()
                .filter(site -> site.linkId() == linkId)
                .map(DetectorSite::id)
                .toList();
    }

    static List<LiveChannel> channels(PartKey key) {
        return key.isDetectors() ? OF_DETECTORS : OF_LINKS;
    }

    /** The targets of a part, always in the same order. */
    List<LiveTarget> targets(PartKey key) throws IOException {
        return key.isDetectors() ? detectorTargets() : linkTargets(key.part());
    }

    private List<LiveTarget> linkTargets(String part) throws IOException {
        RoadNetwork roads = network();
        int shards = settings().linkShards();
        List<LiveTarget> targets = new ArrayList<>();
        for (int link = 0; link < roads.linkCount(); link++) {
            if (!PartKey.ofLink(roads.linkId(link), shards).equals(part)) {
                continue;
            }
            List<String> beside = new ArrayList<>();
            for (int i = 0; i < roads.inDegree(roads.fromNode(link)); i++) {
                beside.add(Long.toString(roads.linkId(roads.inLink(roads.fromNode(link), i))));
            }
            for (int i = 0; i < roads.outDegree(roads.toNode(link)); i++) {
                beside.add(Long.toString(roads.linkId(roads.outLink(roads.toNode(link), i))));
            }
            targets.add(new LiveTarget(
                    Long.toString(roads.linkId(link)), group(roads, link), List.of(freeFlow(roads, link)), beside));
        }
        return targets;
    }

    private List<LiveTarget> detectorTargets() throws IOException {
        RoadNetwork roads = network();
        List<DetectorSite> sites = settings().places().detectors();
        Map<Long, List<String>> byLink = new HashMap<>();
        for (DetectorSite site : sites) {
            byLink.computeIfAbsent(site.linkId(), link -> new ArrayList<>()).add(site.id());
        }
        List<LiveTarget> targets = new ArrayList<>();
        for (DetectorSite site : sites) {
            int link = roads.getLink(site.linkId());
            List<String> beside = new ArrayList<>(byLink.get(site.linkId()));
            beside.remove(site.id());
            for (int i = 0; i < roads.inDegree(roads.fromNode(link)); i++) {
                int before = roads.inLink(roads.fromNode(link), i);
                beside.addAll(byLink.getOrDefault(roads.linkId(before), List.of()));
            }
            for (int i = 0; i < roads.outDegree(roads.toNode(link)); i++) {
                int after = roads.outLink(roads.toNode(link), i);
                beside.addAll(byLink.getOrDefault(roads.linkId(after), List.of()));
            }
            float lanes = Math.max(1, roads.lanes(link));
            targets.add(new LiveTarget(site.id(), group(roads, link), List.of(freeFlow(roads, link), lanes), beside));
        }
        return targets;
    }

    private static String group(RoadNetwork roads, int link) {
        return roads.roadClass(link).name().toLowerCase(Locale.ROOT);
    }

    private static float freeFlow(RoadNetwork roads, int link) {
        return Math.max(1, roads.freeFlowSpeedMps(link));
    }
}
