package city.mio.jobs.forecast;

import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** A road of four links, 400 m each, detector D-1 on link 2, and models of links 1 to 3: link 4 is new. */
final class ForecastCity {

    static final long MINUTE = 60_000;
    static final long STEP = 5 * MINUTE;
    static final int DAYS = 6;
    /** A Monday, 00:00 in Osaka. */
    static final long LEARNT_FROM = Instant.parse("2026-10-11T15:00:00Z").toEpochMilli();
    /** The midnight after what was learnt from. */
    static final long START = LEARNT_FROM + DAYS * 288 * STEP;

    private static final ZoneId OSAKA = ZoneId.of("Asia/Tokyo");

    private ForecastCity() {}

    static ForecastSettings settings(Path folder) throws IOException {
        Path file = folder.resolve("network.mio");
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        for (int i = 0; i < 5; i++) {
            b.addNode(i, 135.50 + 0.004 * i, 34.69, true, "節" + i, "Node " + i);
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
        CityPlaces places = new CityPlaces(
                "test",
                new LocalName("大阪", "Osaka"),
                OSAKA,
                new Bounds(135, 34, 136, 35),
                List.of(),
                List.of(new DetectorSite("D-1", new LocalName("淀屋橋", "Yodoyabashi"), DetectorKind.LOOP, 2, 0.5)),
                List.of(),
                30,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return ForecastSettings.of(file.toString(), places, folder.resolve("models").toString())
                .withTimes(START - 86_400_000L, START + 30 * 86_400_000L);
    }

    /** Links at 12 m/s and a little noise. */
    static float speed(Random random) {
        return 12 + 0.5f * (float) random.nextGaussian();
    }

    /** Learns a model of links whose usual speed is {@code usual}, and puts it on the shelf. */
    static void shelve(Path folder, String version, float usual) throws IOException {
        Random random = new Random(11);
        float[] values = new float[3 * DAYS * 288];
        for (int i = 0; i < values.length; i++) {
            values[i] = usual - 12 + speed(random);
        }
        shelve(folder, version, values, null);
    }

    /** Learns a model of links that are a tenth slower when it rains, as it did for two hours each day. */
    static void shelveOfRain(Path folder, String version) throws IOException {
        Random random = new Random(13);
        float[] values = new float[3 * DAYS * 288];
        float[] rain = new float[DAYS * 288];
        for (int step = 0; step < rain.length; step++) {
            int hour = step % 288 / 12;
            int showersAt = 4 * (step / 288) % 22;
            rain[step] = hour >= showersAt && hour < showersAt + 2 ? 5 : 0;
            for (int link = 0; link < 3; link++) {
                values[step * 3 + link] = speed(random) * (rain[step] > 0 ? 0.9f : 1);
            }
        }
        shelve(folder, version, values, rain);
    }

    /** Learns a model of links whose speed stays for hours where it has gone, 2 m/s to either side of 12. */
    static void shelveOfSlowChanges(Path folder, String version) throws IOException {
        Random random = new Random(12);
        float[] values = new float[3 * DAYS * 288];
        double[] off = new double[3];
        for (int step = 0; step < DAYS * 288; step++) {
            for (int link = 0; link < 3; link++) {
                off[link] = 0.98 * off[link] + 0.3 * random.nextGaussian();
                values[step * 3 + link] = (float) (12 + off[link]);
            }
        }
        shelve(folder, version, values, null);
    }

    private static void shelve(Path folder, String version, float[] values, float[] rain) throws IOException {
        Panel.Timeline timeline = new Panel.Timeline(LEARNT_FROM, STEP, OSAKA, new JapaneseDays());
        Panel panel = new Panel(List.of("1", "2", "3"), List.of("link_speed"), timeline, new float[][] {values});
        panel = rain == null ? panel : panel.withRain(rain);
        ForecastModel model = new ForecastTraining(panel, Split.of(panel.steps(), 0.8, 0.2), 12).learn().model();
        ModelFolder.write(
                folder.resolve("models").resolve("links").resolve(version),
                model,
                panel,
                new ModelFolder.Origin("test", ModelFolder.hash(panel), LEARNT_FROM, START, 1),
                List.of());
    }

    static LinkState link(long linkId, int minute, float speedMps) {
        return LinkState.builder()
                .linkId(linkId)
                .minute(START + minute * MINUTE)
                .speedMps(speedMps)
                .travelTimeSeconds(400 / speedMps)
                .freeFlowSpeedMps(14)
                .samples(3)
                .confidence(0.8f)
                .build();
    }

    static DetectorReading reading(int minute, int count, float speedMps) {
        return DetectorReading.builder()
                .detectorId("D-1")
                .sequence(minute + 1)
                .intervalStart(START + minute * MINUTE)
                .intervalEnd(START + (minute + 1) * MINUTE)
                .count(count)
                .occupancy(0.1f)
                .meanSpeedMps(speedMps)
                .cars(count)
                .build();
    }
}
