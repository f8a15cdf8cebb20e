package city.mio.feeds.http;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SpeedSource;
import city.mio.events.VehicleKind;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.Zone;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;

/**
 * The live map with made-up traffic, to look at while working on the page:
 * {@code DevMap PORT [CITY_FOLDER]}. Without a city folder (such as {@code config/osaka}) it shows a grid.
 */
public final class DevMap {

    private static final int VEHICLES = 900;

    private final RoadNetwork network;
    private final LiveCity city;
    private final Random random = new Random(42);
    private final int[] links = new int[VEHICLES];
    private final double[] shares = new double[VEHICLES];
    private long now = GridCity.SEVEN;

    private DevMap(RoadNetwork network, CityPlaces places) {
        this.network = network;
        this.city = new LiveCity(network, places, LiveSettings.defaults(), InstantSource.system());
        for (int v = 0; v < VEHICLES; v++) {
            links[v] = random.nextInt(network.linkCount());
        }
    }

    public static void main(String[] args) throws Exception {
        RoadNetwork network = GridCity.network(12);
        CityPlaces places = GridCity.places(network);
        if (args.length > 1) {
            Path folder = Path.of(args[1]);
            network = NetworkImporter.importFile(folder.resolve("network"), ImportOptions.defaults()).network();
            places = placesOf(folder.resolve("city.yaml"), network);
        }
        DevMap map = new DevMap(network, places);
        for (int minute = 0; minute < 26 * 60; minute++) {
            map.minute();
        }
        map.alerts();
        ApiServer server = new ApiServer(
                map.city, step -> {}, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Optional::empty, InstantSource.system());
        server.start("127.0.0.1", Integer.parseInt(args[0]));
        System.out.println("http://127.0.0.1:" + server.port());
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(map::second, 0, 1, TimeUnit.SECONDS);
        new CountDownLatch(1).await();
    }

    private static CityPlaces placesOf(Path file, RoadNetwork network) throws IOException {
        JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(Files.readAllBytes(file));
        List<Zone> zones = new ArrayList<>();
        for (JsonNode zone : yaml.path("zones")) {
            zones.add(new Zone(
                    zone.path("id").asText(),
                    new LocalName(zone.path("name").path("ja").asText(), zone.path("name").path("en").asText()),
                    zone.path("lon").asDouble(),
                    zone.path("lat").asDouble(),
                    zone.path("radiusMetres").asDouble(),
                    zone.path("residents").asDouble(),
                    zone.path("jobs").asDouble(),
                    List.of(network.nodeId(0))));
        }
        List<DetectorSite> detectors = new ArrayList<>();
        for (int d = 0; d < 60; d++) {
            int link = d * 7 % network.linkCount();
            detectors.add(new DetectorSite(
                    "D-" + d, new LocalName("感知器" + d, "Detector " + d), DetectorKind.LOOP, network.linkId(link), 0.5));
        }
        return new CityPlaces(
                "osaka",
                new LocalName("大阪", "Osaka"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135.2, 34.5, 135.8, 34.9),
                zones,
                detectors,
                List.of(),
                30,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Speed over free flow that a link has then, but for chance. */
    private static double law(int link, long time) {
        double wave = Math.sin(link * 0.37 + time / 2.4e6) + 0.6 * Math.sin(link * 0.11 - time / 5e6);
        double base = 0.93 - 0.22 * Math.max(0, wave) - (link % 17 == 0 ? 0.45 : 0) - (link % 41 == 0 ? 0.25 : 0);
        return Math.max(0.07, Math.min(1.05, base));
    }

    private double ratio(int link) {
        return Math.max(0.07, Math.min(1.05, law(link, now) + random.nextGaussian() * 0.05));
    }

    private void forecasts() {
        for (int link = 0; link < network.linkCount(); link++) {
            if (link % 13 != 5) {
                int at = link;
                forecast(ForecastTarget.LINK, Long.toString(network.linkId(link)), ForecastQuantity.SPEED, link % 31 == 3, h ->
                        network.freeFlowSpeedMps(at) * law(at, now + h * 60_000L));
            }
        }
        for (DetectorSite site : city.places().detectors()) {
            forecast(ForecastTarget.DETECTOR, site.id(), ForecastQuantity.FLOW, false, h -> 1_170);
            forecast(ForecastTarget.DETECTOR, site.id(), ForecastQuantity.SPEED, false, h -> 11);
        }
        for (ForecastTarget target : ForecastTarget.values()) {
            city.apply(ForecastQuality.builder()
                    .part("dev")
                    .target(target)
                    .group(ForecastQuality.ALL)
                    .quantity(ForecastQuantity.SPEED)
                    .time(now)
                    .modelVersion("dev-2026-11-18")
                    .shadowVersion("dev-2026-11-19")
                    .targets(network.linkCount())
                    .fallbackTargets(network.linkCount() / 31)
                    .drifting(now / 3_600_000 % 2 == 0)
                    .horizons(List.of(new HorizonQuality(5, 100, 0.5f, 0.9f, 0.7f, 0.52f, 0.04f, 0.81f)))
                    .build());
        }
    }

    private void forecast(
            ForecastTarget target, String id, ForecastQuantity quantity, boolean fallback, IntToDoubleFunction law) {
        List<HorizonForecast> horizons = new ArrayList<>();
        for (int h = 5; h <= 60; h += 5) {
            double p50 = law.applyAsDouble(h) * (1 + random.nextGaussian() * 0.01 * Math.sqrt(h / 5.0));
            double half = p50 * (0.05 + 0.015 * Math.sqrt(h));
            horizons.add(new HorizonForecast(h, (float) Math.max(0, p50 - half), (float) p50, (float) (p50 + half)));
        }
        city.apply(Forecast.builder()
                .target(target)
                .targetId(id)
                .quantity(quantity)
                .time(now)
                .modelVersion("dev-2026-11-18")
                .newestInputAt(now - 300_000)
                .fallback(fallback)
                .horizons(horizons)
                .build());
    }

    private void minute() {
        for (int link = 0; link < network.linkCount(); link++) {
            if (link % 13 == 5) {
                continue;
            }
            float free = network.freeFlowSpeedMps(link);
            float speed = (float) (free * ratio(link));
            city.apply(LinkState.builder()
                    .linkId(network.linkId(link))
                    .minute(now)
                    .speedMps(speed)
                    .freeFlowSpeedMps(free)
                    .travelTimeSeconds(network.lengthMetres(link) / speed)
                    .samples(1 + random.nextInt(9))
                    .confidence(0.4f + random.nextFloat() * 0.6f)
                    .source(SpeedSource.values()[link % 3])
                    .revision(link % 29 == 0 ? 1 : 0)
                    .flowVph(link % 3 == 0 ? Float.NaN : 600 + random.nextInt(500))
                    .occupancy(link % 3 == 0 ? Float.NaN : 0.05f + random.nextFloat() * 0.2f)
                    .build());
        }
        now += 60_000;
        for (var site : city.places().detectors()) {
            city.apply(DetectorReading.builder()
                    .detectorId(site.id())
                    .sequence(now / 60_000)
                    .intervalStart(now - 60_000)
                    .intervalEnd(now)
                    .count(10 + random.nextInt(20))
                    .occupancy(random.nextFloat() * 0.3f)
                    .meanSpeedMps(8 + random.nextFloat() * 6)
                    .build());
        }
        if (now % 300_000 == 0) {
            forecasts();
        }
    }

    private void second() {
        long before = now / 60_000;
        now += 10_000;
        if (now / 60_000 != before) {
            now -= now % 60_000;
            now -= 60_000;
            minute();
        }
        VehicleKind[] kinds = VehicleKind.values();
        for (int v = 0; v < VEHICLES; v++) {
            shares[v] += 90 / Math.max(60.0, network.lengthMetres(links[v]));
            if (shares[v] >= 1) {
                int node = network.toNode(links[v]);
                links[v] = network.outLink(node, random.nextInt(network.outDegree(node)));
                shares[v] = 0;
            }
            double[] at = LinkShape.pointAt(network, links[v], shares[v]);
            city.apply(ProbePosition.builder()
                    .vehicleId("v" + v)
                    .kind(v % 10 < 5 ? VehicleKind.CAR : kinds[v % kinds.length])
                    .time(now)
                    .lon(at[0])
                    .lat(at[1])
                    .headingDegrees((float) (at[2] % 360))
                    .speedMps(9)
                    .build());
        }
    }

    private void alerts() {
        AlertType[] types = AlertType.values();
        for (int i = 0; i < 9; i++) {
            int link = (i * 53 + 17) % network.linkCount();
            String ja = network.roadName(link).isEmpty() ? "市道" : network.roadName(link);
            String en = network.roadNameRomanised(link).isEmpty() ? "City street" : network.roadNameRomanised(link);
            double[] at = LinkShape.pointAt(network, link, 0.5);
            Alert alert = Alert.builder()
                    .alertId(types[i % types.length] + ":" + network.linkId(link))
                    .type(types[i % types.length])
                    .severity(AlertSeverity.values()[i % 3])
                    .since(now - i * 420_000L)
                    .time(now - i * 60_000L)
                    .linkId(network.linkId(link))
                    .placeId(i % 6 == 2 ? "D-7" : Long.toString(network.linkId(link)))
                    .placeEn(en)
                    .placeJa(ja)
                    .lon(at[0])
                    .lat(at[1])
                    .sentenceEn(en + " runs at 12 km/h, 24 % of free flow, and has done so for " + (3 + i * 7) + " minutes.")
                    .sentenceJa(ja + "は時速12km（自由流の24％）で、" + (3 + i * 7) + "分間続いています。")
                    .evidence(Map.of("speedMps", "3.3"))
                    .build();
            city.apply(alert);
            if (i == 4) {
                city.apply(alert.toBuilder().status(AlertStatus.ACKNOWLEDGED).acknowledgedBy("佐藤").build());
            }
            if (i == 8) {
                city.apply(alert.toBuilder().status(AlertStatus.CLEARED).time(now).build());
            }
        }
    }
}
