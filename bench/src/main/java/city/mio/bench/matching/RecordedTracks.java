package city.mio.bench.matching;

import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the track set of Kubička et al., "Dataset for testing and training of map-matching algorithms" (2015): each
 * track with its own road network and the route that was truly driven, in the plain nodes/arcs text form.
 */
final class RecordedTracks {

    /** One fix: WGS 84 degrees and milliseconds. */
    record Fix(double lon, double lat, long time) {}

    /** One track; link index = arc line number = linkId − 1. */
    record Track(String name, RoadNetwork network, List<Fix> fixes, int[] route) {

        /** The first fix, then each that is at least so much later than the last kept. */
        List<Fix> thinned(int seconds) {
            List<Fix> kept = new ArrayList<>();
            for (Fix fix : fixes) {
                if (kept.isEmpty() || fix.time >= kept.get(kept.size() - 1).time + seconds * 1000L) {
                    kept.add(fix);
                }
            }
            return kept;
        }
    }

    private RecordedTracks() {}

    /** The archive, by {@code MIO_DATA} or {@code ../shared/data} seen from any folder above; empty if there is none. */
    static Optional<Path> findArchive() {
        String set = System.getenv("MIO_DATA");
        List<Path> roots = new ArrayList<>();
        if (set != null) {
            roots.add(Path.of(set));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            roots.add(folder.resolve("shared/data"));
        }
        return roots.stream()
                .map(root -> root.resolve("mapmatching/kubicka-dev.zip"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static List<Track> read(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".track"))
                    .map(name -> name.substring(0, name.length() - ".track".length()))
                    .sorted()
                    .toList();
            List<Track> tracks = new ArrayList<>();
            for (String name : names) {
                tracks.add(new Track(
                        name.substring(name.lastIndexOf('/') + 1),
                        network(lines(zip, name + ".nodes"), lines(zip, name + ".arcs")),
                        lines(zip, name + ".track").stream()
                                .map(v -> new Fix(v[0], v[1], Math.round(v[2] * 1000)))
                                .toList(),
                        lines(zip, name + ".route").stream().mapToInt(v -> (int) v[0]).toArray()));
            }
            return tracks;
        }
    }

    private static List<double[]> lines(ZipFile zip, String entry) throws IOException {
        List<double[]> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(zip.getInputStream(zip.getEntry(entry)), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(Arrays.stream(line.trim().split("\\s+"))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
                }
            }
        }
        return lines;
    }

    private static RoadNetwork network(List<double[]> nodes, List<double[]> arcs) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            builder.addNode(i + 1, nodes.get(i)[0], nodes.get(i)[1], false, "", "");
        }
        for (int i = 0; i < arcs.size(); i++) {
            builder.addLink(RoadLink.builder()
                    .linkId(i + 1)
                    .from((long) arcs.get(i)[0] + 1)
                    .to((long) arcs.get(i)[1] + 1)
                    .build());
        }
        return builder.build();
    }
}
