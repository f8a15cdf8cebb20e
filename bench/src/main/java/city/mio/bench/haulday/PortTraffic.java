package city.mio.bench.haulday;

import city.mio.geo.places.DemandEvent;
import city.mio.geo.places.LocalName;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Port and visitor traffic of the island: 20,000 vehicles a day each way, as crowds that come over an hour and a half and
 * leave over an hour. The city's own demand knows the island by a few thousand jobs only. The figure is chosen: at the
 * busiest the island's roads are then two thirds full without any construction truck, and 0.85 full, which is the office's
 * own threshold, with as many as the caps of those hours let through.
 */
final class PortTraffic {

    private static final String ZONE = "yumeshima";
    private static final double VEHICLES = 20_000;
    private static final LocalTime FIRST = LocalTime.of(6, 0);

    /** Of each hour and a half from six o'clock on. */
    private static final double[] SHARES = {0.10, 0.14, 0.12, 0.11, 0.11, 0.12, 0.12, 0.10, 0.08};

    private PortTraffic() {}

    static List<DemandEvent> ofDay() {
        List<DemandEvent> waves = new ArrayList<>();
        for (int wave = 0; wave < SHARES.length; wave++) {
            LocalTime start = FIRST.plusMinutes(90L * (wave + 1));
            waves.add(new DemandEvent(
                    "port-" + wave, new LocalName("港湾・来場", "Port and visitors"), ZONE, start, start.plusMinutes(20),
                    VEHICLES * SHARES[wave], List.of()));
        }
        return waves;
    }
}
