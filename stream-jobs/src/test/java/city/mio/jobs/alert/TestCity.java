package city.mio.jobs.alert;

import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.events.LinkState;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * One road of four links, 400 m each, that runs west to east, with two detectors, two cameras and a haul route:
 *
 * <pre>
 *   Umeda -1-> Yodoyabashi -2-> Hommachi -3-> Shinsaibashi -4-> Namba
 *              D-1 on link 2,  D-2 on link 3,  C-1 on link 3,  C-2 on link 4
 * </pre>
 */
final class TestCity {

    static final long MINUTE = 60_000;
    /** 08:00 in Osaka. */
    static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private TestCity() {}

    static AlertSettings settings(Path folder) throws IOException {
        Path file = folder.resolve("network.mio");
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        String[] ja = {"梅田", "淀屋橋", "本町", "心斎橋", "難波"};
        String[] en = {"Umeda", "Yodoyabashi", "Hommachi", "Shinsaibashi", "Namba"};
        for (int i = 0; i < 5; i++) {
            b.addNode(i, 135.50 + 0.004 * i, 34.69, true, ja[i], en[i]);
        }
        for (int i = 1; i <= 4; i++) {
            b.addLink(RoadLink.builder()
                    .linkId(i)
                    .from(i - 1)
                    .to(i)
                    .lengthMetres(400)
                    .roadClass(RoadClass.PRIMARY)
                    .freeFlowSpeedMps(14)
                    .lanes(2)
                    .roadName("御堂筋", "Midosuji")
                    .build());
        }
        RoadNetworkFile.write(b.build(), file);
        return AlertSettings.of(file.toString(), places());
    }

    static CityPlaces places() {
        return new CityPlaces(
                "test",
                new LocalName("大阪", "Osaka"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135, 34, 136, 35),
                List.of(),
                List.of(
                        new DetectorSite("D-1", new LocalName("御堂筋 淀屋橋", "Midosuji Yodoyabashi"), DetectorKind.LOOP, 2, 0.5),
                        new DetectorSite("D-2", new LocalName("御堂筋 本町", "Midosuji Hommachi"), DetectorKind.CAMERA, 3, 0.5)),
                List.of(
                        new CameraSite("C-1", new LocalName("本町カメラ", "Hommachi camera"), 3, 0.5),
                        new CameraSite("C-2", new LocalName("夢舞大橋ゲート", "Yumemai bridge gate"), 4, 0.5)),
                30,
                List.of(),
                List.of(new HaulRoute("yumemai", new LocalName("夢舞大橋ルート", "Yumemai bridge route"), List.of(2L, 3L, 4L), 3)),
                List.of(),
                List.of());
    }

    static LinkState link(long linkId, int minute, double speedMps) {
        return LinkState.builder()
                .linkId(linkId)
                .minute(EIGHT + minute * MINUTE)
                .speedMps((float) speedMps)
                .travelTimeSeconds((float) (400 / Math.max(speedMps, 0.1)))
                .freeFlowSpeedMps(14)
                .samples(3)
                .confidence(0.8f)
                .build();
    }

    /** Made at a minute: at free flow for half an hour, then at {@code later}; the tenth percentile 1 m/s below. */
    static Forecast forecast(long linkId, int minute, double soon, double later) {
        List<HorizonForecast> horizons = new ArrayList<>();
        for (int ahead = 5; ahead <= 60; ahead += 5) {
            float median = (float) (ahead <= 30 ? soon : later);
            horizons.add(new HorizonForecast(ahead, median - 1, median, median + 1));
        }
        return Forecast.builder()
                .target(ForecastTarget.LINK)
                .targetId(Long.toString(linkId))
                .quantity(ForecastQuantity.SPEED)
                .time(EIGHT + minute * MINUTE)
                .modelVersion("links/1")
                .horizons(horizons)
                .build();
    }

    static ForecastQuality quality(int minute, boolean drifting) {
        return ForecastQuality.builder()
                .part("links")
                .target(ForecastTarget.LINK)
                .group(ForecastQuality.ALL)
                .quantity(ForecastQuantity.SPEED)
                .time(EIGHT + minute * MINUTE)
                .modelVersion("links/1")
                .targets(4)
                .drifting(drifting)
                .horizons(List.of(new HorizonQuality(5, 40, 2.6f, 1.5f, 2, Float.NaN, 0.5f, 0.4f)))
                .build();
    }

    static DetectorReading reading(String id, int minute, int count) {
        return DetectorReading.builder()
                .detectorId(id)
                .sequence(minute + 1)
                .intervalStart(EIGHT + minute * MINUTE)
                .intervalEnd(EIGHT + (minute + 1) * MINUTE)
                .count(count)
                .occupancy(0.01f * count)
                .meanSpeedMps(12)
                .cars(count)
                .build();
    }

    static HaulPassage passage(String camera, long sequence, int minute, String plate) {
        return HaulPassage.builder()
                .cameraId(camera)
                .sequence(sequence)
                .time(EIGHT + minute * MINUTE)
                .plateHash(plate)
                .confidence(0.95f)
                .build();
    }

    static HaulDeclaration declaration(String id, String plate, int fromMinute) {
        return HaulDeclaration.builder()
                .declarationId(id)
                .contractor("contractor")
                .siteId("site")
                .routeId("yumemai")
                .slotStart(EIGHT + fromMinute * MINUTE)
                .slotEnd(EIGHT + (fromMinute + 30) * MINUTE)
                .plateHash(plate)
                .build();
    }
}
