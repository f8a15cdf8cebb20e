package city.mio.cli.forecast;

import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a public data set is read, split and scored, as its literature does. Horizons are steps of 5 minutes. */
public enum Protocol {

    /** First week of METR-LA (T-GCN): 80 % to learn from, of which the last tenth of all to choose by; 20 % test. */
    LOSLOOP("America/Los_Angeles", "2012-03-01T00:00", 0.7, 0.1) {
        @Override
        List<Band> bands() {
            return List.of(new Band("up to 15 min", 0, 3), new Band("up to 30 min", 0, 6), new Band("up to 60 min", 0, 12));
        }

        @Override
        public Optional<Path> findGraph(Path data) {
            return Stream.of(".csv", ".csv.gz").map(ending -> data.resolve(GRAPH + ending)).filter(Files::exists).findFirst();
        }
    },

    /** Aarhus: speed and count beside each other, speed missing where nothing was counted; 60 / 20 / 20 %. */
    AARHUS("Europe/Copenhagen", "2014-08-01T09:50", 0.6, 0.2) {
        @Override
        public Panel read(Path data, LocalDateTime start) throws IOException {
            Matrix speed = Matrix.read(inFolder(data, "aarhus_speed"));
            Matrix count = Matrix.read(inFolder(data, "aarhus_count"));
            if (speed.values().length != count.values().length || !speed.targets().equals(count.targets())) {
                throw new IOException(data + ": speed and count differ in targets or steps");
            }
            float[] speeds = speed.values().clone();
            for (int i = 0; i < speeds.length; i++) {
                if (count.values()[i] == 0) {
                    speeds[i] = Float.NaN;
                }
            }
            return panel(speed.targets(), List.of("speed", "count"), start, speeds, count.values());
        }

        @Override
        List<Band> bands() {
            return List.of(new Band("up to 60 min", 0, 12));
        }
    },

    /** PEMS03, 04, 07, 08: 6:2:2, zeros masked, average of 12 horizons. */
    PEMS0X("America/Los_Angeles", "2018-01-01T00:00", 0.6, 0.2) {
        @Override
        public Panel read(Path data, LocalDateTime start) throws IOException {
            Matrix matrix = Matrix.read(data).withZerosMissing();
            return panel(matrix.targets(), List.of("flow"), start, matrix.values());
        }

        @Override
        List<Band> bands() {
            return List.of(new Band("average of 12", 0, 12));
        }
    },

    /** METR-LA and PEMS-BAY: 7:1:2, zeros masked, at horizons 3, 6 and 12 and their average. */
    METR("America/Los_Angeles", "2012-03-01T00:00", 0.7, 0.1) {
        @Override
        public Panel read(Path data, LocalDateTime start) throws IOException {
            Matrix matrix = Matrix.read(data).withZerosMissing();
            return panel(matrix.targets(), List.of("speed"), start, matrix.values());
        }

        @Override
        List<Band> bands() {
            return List.of(new Band("at 15 min", 2, 3), new Band("at 30 min", 5, 6), new Band("at 60 min", 11, 12),
                    new Band("average of 12", 0, 12));
        }
    };

    /** Horizons scored together, from 0; the end is not included. */
    record Band(String name, int from, int to) {}

    private static final String GRAPH = "metrla_adj_dcrnn_edges";
    private static final long STEP_MILLIS = 300_000;

    private final ZoneId zone;
    private final LocalDateTime start;
    private final double train;
    private final double validation;

    Protocol(String zone, String start, double train, double validation) {
        this.zone = ZoneId.of(zone);
        this.start = LocalDateTime.parse(start);
        this.train = train;
        this.validation = validation;
    }

    abstract List<Band> bands();

    /**
     * Reads the data set.
     *
     * @param start local time of the first step; null for that of the published copy
     */
    public Panel read(Path data, LocalDateTime start) throws IOException {
        Matrix matrix = Matrix.read(inFolder(data, "losloop_speed"));
        return panel(matrix.targets(), List.of("speed"), start, matrix.values());
    }

    /** The road graph that lies in the folder of the data set. */
    public Optional<Path> findGraph(Path data) {
        return Optional.empty();
    }

    Panel panel(List<String> targets, List<String> channels, LocalDateTime given, float[]... values) {
        long millis = (given == null ? start : given).atZone(zone).toInstant().toEpochMilli();
        return new Panel(targets, channels, new Panel.Timeline(millis, STEP_MILLIS, zone, DayTypes.weekly()), values);
    }

    /** The split of so many steps. */
    public Split split(int steps) {
        return Split.of(steps, train, validation);
    }

    static Path inFolder(Path data, String name) throws IOException {
        if (!Files.isDirectory(data)) {
            return data;
        }
        for (String ending : Arrays.asList(".csv", ".csv.gz")) {
            Path file = data.resolve(name + ending);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IOException(data + ": holds no " + name + ".csv or " + name + ".csv.gz");
    }
}
