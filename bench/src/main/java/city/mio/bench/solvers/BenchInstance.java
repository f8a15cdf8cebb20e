package city.mio.bench.solvers;

import city.mio.cli.solve.BestKnown;
import city.mio.cli.solve.RouteChecker;
import city.mio.cli.solve.SolvableInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An instance as every solver gets it.
 *
 * @param fewestVehicles whether a vehicle less counts before any distance
 */
record BenchInstance(
        String name,
        boolean fewestVehicles,
        SolvableInstance instance,
        RouteChecker checker,
        Optional<BestKnown> bestKnown) {

    /** Which instances: their folder under the data, and what their names begin with. */
    enum Kind {
        A("a", "dispatch/darp", "a", false),
        R("R", "dispatch/darp", "R", false),
        LILIM("lilim", "dispatch/pdptw", "l", true);

        final String word;
        final String folder;
        private final String prefix;
        private final boolean fewestVehicles;

        Kind(String word, String folder, String prefix, boolean fewestVehicles) {
            this.word = word;
            this.folder = folder;
            this.prefix = prefix;
            this.fewestVehicles = fewestVehicles;
        }

        static Kind of(String word) {
            return Stream.of(values())
                    .filter(kind -> kind.word.equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--set is not a, R or lilim: " + word));
        }
    }

    /** All of the kind in the folder, by the numbers in their names; or those with the names, in their order. */
    static List<BenchInstance> list(Kind kind, Path folder, List<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + ": there is no such folder");
        }
        List<Path> files = new ArrayList<>();
        if (names.isEmpty()) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> nameOf(file).startsWith(kind.prefix))
                        .filter(file -> file.toString().endsWith(".txt"))
                        .sorted(Comparator.comparing(BenchInstance::sortKey))
                        .forEach(files::add);
            }
        }
        for (String name : names) {
            Path file = folder.resolve(name + ".txt");
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + ": there is no such file (--instances)");
            }
            files.add(file);
        }
        List<BenchInstance> instances = new ArrayList<>();
        for (Path file : files) {
            instances.add(read(kind.fewestVehicles, file));
        }
        return instances;
    }

    static BenchInstance read(boolean fewestVehicles, Path file) throws IOException {
        return new BenchInstance(
                nameOf(file),
                fewestVehicles,
                fewestVehicles ? SolvableInstance.readLiLim(file) : SolvableInstance.readCordeau(file),
                fewestVehicles ? RouteChecker.ofLiLim(file) : RouteChecker.ofCordeau(file),
                BestKnown.find(file));
    }

    /** The problem's nodes as the file's ids. */
    int[] named(int[] route) {
        int[] named = new int[route.length];
        for (int k = 0; k < route.length; k++) {
            named[k] = instance.fileIds()[route[k]];
        }
        return named;
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.txt$", "");
    }

    private static String sortKey(Path file) {
        StringBuilder key = new StringBuilder();
        for (String part : nameOf(file).split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")) {
            key.append(Character.isDigit(part.charAt(0)) ? "0".repeat(Math.max(0, 6 - part.length())) + part : part);
        }
        return key.toString();
    }
}
