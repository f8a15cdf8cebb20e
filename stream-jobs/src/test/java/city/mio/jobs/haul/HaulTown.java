package city.mio.jobs.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
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
import city.mio.geo.places.HaulSite;
import city.mio.geo.places.LocalName;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.Deadlines;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.RoadRules;
import city.mio.models.haul.office.RoadThreshold;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.office.VehicleSize;
import city.mio.models.haul.office.WorkCalendar;
import city.mio.models.haul.office.WorkSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two ways to one gate, three vehicles a slot on each, from 07:00 to 19:00 on workdays; a yard at the fork:
 *
 * <pre>
 *   west -1-> fork -2-> north -3-> gate      route "north": links 1, 2, 3; cameras W on link 1, N on link 2
 *                  -4-> south -5-> gate      route "south": links 1, 4, 5; camera S on link 4
 * </pre>
 */
final class HaulTown {

    static final long MINUTE = 60_000;
    static final long SLOT = 30 * MINUTE;
    /** Wednesday, 2026-11-18, 08:00 in Osaka. */
    static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();
    /** In time for that week's firm plans. */
    static final long IN_TIME = EIGHT - 8 * 1440 * MINUTE;

    private HaulTown() {}

    static HaulSettings settings(Path folder) throws IOException {
        Path file = folder.resolve("network.mio");
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        b.addNode(0, 135.40, 34.65, true, "西", "west");
        b.addNode(1, 135.42, 34.65, true, "分岐", "fork");
        b.addNode(2, 135.44, 34.66, true, "北", "north");
        b.addNode(3, 135.44, 34.64, true, "南", "south");
        b.addNode(4, 135.46, 34.65, true, "ゲート", "gate");
        int[][] ends = {{0, 1}, {1, 2}, {2, 4}, {1, 3}, {3, 4}};
        for (int i = 0; i < ends.length; i++) {
            b.addLink(RoadLink.builder()
                    .linkId(i + 1)
                    .from(ends[i][0])
                    .to(ends[i][1])
                    .lengthMetres(2000)
                    .roadClass(RoadClass.PRIMARY)
                    .freeFlowSpeedMps(14)
                    .lanes(2)
                    .roadName("道", "road")
                    .build());
        }
        RoadNetworkFile.write(b.build(), file);
        return HaulSettings.of(file.toString(), places(), office());
    }

    private static CityPlaces places() {
        return new CityPlaces(
                "town",
                new LocalName("町", "Town"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135, 34, 136, 35),
                List.of(),
                List.of(new DetectorSite("D-1", new LocalName("感知器", "detector"), DetectorKind.LOOP, 2, 0.5)),
                List.of(
                        new CameraSite("W", new LocalName("西カメラ", "west camera"), 1, 0.5),
                        new CameraSite("N", new LocalName("北カメラ", "north camera"), 2, 0.5),
                        new CameraSite("S", new LocalName("南カメラ", "south camera"), 4, 0.5)),
                30,
                List.of(new HaulSite("works", new LocalName("事業者", "owner"), new LocalName("現場", "works"), 4)),
                List.of(
                        new HaulRoute("north", new LocalName("北ルート", "north route"), List.of(1L, 2L, 3L), 3),
                        new HaulRoute("south", new LocalName("南ルート", "south route"), List.of(1L, 4L, 5L), 3)),
                List.of(),
                List.of());
    }

    private static HaulOffice office() {
        VehicleSize small = new VehicleSize(1.7, 2.1, 3.5, 1);
        VehicleSize large = new VehicleSize(2.5, 3.8, 25, 2);
        List<CapRule> caps = List.of(new CapRule(
                Set.of(DayType.WORKDAY), LocalTime.of(7, 0), LocalTime.of(19, 0), 3, Map.of(VehicleClass.TRAILER, 1)));
        RoadThreshold some = new RoadThreshold(0.85, "test");
        return new HaulOffice(
                ZoneId.of("Asia/Tokyo"),
                30,
                Map.of(VehicleClass.LIGHT, small, VehicleClass.MEDIUM, small, VehicleClass.HEAVY, large, VehicleClass.TRAILER, large),
                List.of(
                        new ApprovedRoute("north", List.of(1L, 2L, 3L), 3, 4.1, 40, caps),
                        new ApprovedRoute("south", List.of(1L, 4L, 5L), 3, 4.1, 40, caps)),
                List.of(new WorkSite(
                        "works", "owner", List.of(new Gate("gate", 4, 2, 60)), List.of("north", "south"), Map.of("alpha", 50, "beta", 50))),
                List.of(new HoldingArea("yard", new LocalName("待機場", "yard"), 1, 2, List.of("north", "south"))),
                new WorkCalendar(Set.of(), Set.of(), Set.of(), false),
                new Deadlines(10, DayOfWeek.WEDNESDAY, LocalTime.of(17, 0), 0),
                new RoadRules(some, new RoadThreshold(0.5, "test"), new RoadThreshold(0.9, "test")));
    }

    /** For the slot that begins so many minutes after eight; it can come two slots earlier or later. */
    static HaulDeclaration.Builder declaration(String id, int minute) {
        long start = EIGHT + minute * MINUTE;
        return HaulDeclaration.builder()
                .declarationId(id)
                .contractor("alpha")
                .siteId("works")
                .routeId("north")
                .slotStart(start)
                .slotEnd(start + SLOT)
                .plateHash("plate-" + id)
                .vehicleClass(HaulVehicleClass.HEAVY)
                .declaredAt(IN_TIME)
                .terms(new HaulTerms(start - 2 * SLOT, start + 3 * SLOT, 2, 3, 100, 0));
    }

    static HaulPassage passage(String camera, long sequence, double minute, String plate) {
        return HaulPassage.builder()
                .cameraId(camera)
                .sequence(sequence)
                .time(EIGHT + Math.round(minute * MINUTE))
                .plateHash(plate)
                .vehicleClass(HaulVehicleClass.HEAVY)
                .confidence(0.95f)
                .build();
    }
}
