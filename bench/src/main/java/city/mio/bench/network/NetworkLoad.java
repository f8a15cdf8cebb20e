package city.mio.bench.network;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.network.SharedNetworks;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * A program of its own: reads one network file in a JVM that has done nothing else and tells times and memory as one
 * line of JSON. {@link ImportBench} starts it anew for each round.
 */
public final class NetworkLoad {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private NetworkLoad() {}

    /** @param arguments the file */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Map<String, Object> figures = new LinkedHashMap<>();
        System.gc();
        figures.put("residentBytesBefore", residentBytes());

        RoadNetwork network = timedRead(file, "cold", figures);
        figures.put("links", network.linkCount());
        figures.put("nodes", network.nodeCount());
        figures.put("residentBytesAfter", residentBytes());
        long heap = heapBytes();
        Reference.reachabilityFence(network);
        network = null;
        // By what goes away, since reading also opens the jars of the class path, which stay.
        figures.put("networkHeapBytes", heap - heapBytes());
        network = timedRead(file, "again", figures);
        Reference.reachabilityFence(network);
        network = null;
        heap = heapBytes();

        // Two tasks of one JVM: the second must cost nothing.
        long begun = System.nanoTime();
        RoadNetwork first = SharedNetworks.get(file);
        LinkIndex firstIndex = SharedNetworks.getIndex(file);
        figures.put("sharedFirstMillis", (System.nanoTime() - begun) / 1e6);
        long afterFirst = heapBytes();
        FutureTask<Boolean> second = new FutureTask<>(
                () -> SharedNetworks.get(file) == first && SharedNetworks.getIndex(file) == firstIndex);
        Thread task = new Thread(second, "second task");
        begun = System.nanoTime();
        task.start();
        figures.put("sharedSame", second.get());
        figures.put("sharedSecondMillis", (System.nanoTime() - begun) / 1e6);
        task.join();
        figures.put("sharedHeapBytes", afterFirst - heap);
        figures.put("sharedSecondHeapBytes", heapBytes() - afterFirst);
        Reference.reachabilityFence(first);
        Reference.reachabilityFence(firstIndex);
        System.out.println(new ObjectMapper().writeValueAsString(figures));
    }

    private static RoadNetwork timedRead(Path file, String name, Map<String, Object> figures) throws IOException {
        long wall = System.nanoTime();
        long cpu = CPU.getCurrentThreadCpuTime();
        RoadNetwork network = RoadNetworkFile.read(file);
        figures.put(name + "CpuMillis", (CPU.getCurrentThreadCpuTime() - cpu) / 1e6);
        figures.put(name + "WallMillis", (System.nanoTime() - wall) / 1e6);
        return network;
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What the process holds of the machine's memory, as Linux tells it; -1 elsewhere. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }
}
