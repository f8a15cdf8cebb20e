package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A small service for tests: two districts, five stops on {@code GridCity}'s grid, two buses. */
public final class Sennan {

    private Sennan() {}

    /** The service. */
    public static OnDemandService service() {
        return builder().build();
    }

    /** The service, to be changed. */
    public static OnDemandService.Builder builder() {
        return OnDemandService.builder("sennan", "coast")
                .names(
                        new LocalName("泉南デマンド \"みお\", バス", "Sennan \"Mio\", Bus"),
                        new LocalName("海岸部", "Coast"))
                .timezone(ZoneId.of("Asia/Tokyo"))
                .phone("+81724123456")
                .district(new ServiceDistrict("east", new LocalName("東部", "East")))
                .district(new ServiceDistrict("west", new LocalName("西部", "West")))
                .district(new ServiceDistrict("later", new LocalName("準備中", "Not yet")))
                .stop(stop("S1", "市役所前", "City hall", 135.4800, 34.6600, "west"))
                .stop(stop("S2", "駅前", "Station", 135.4888, 34.6636, "west"))
                .stop(stop("S3", "病院", "Hospital", 135.4844, 34.6708, "west"))
                .stop(stop("S4", "団地,北", "Estate, north", 135.4976, 34.6672, "east"))
                .stop(stop("S5", "図書館", "Library", 135.5020, 34.6744, "east"))
                .depot(new ServiceDepot("yard", new LocalName("車庫", "Yard")))
                .vehicle(new ServiceVehicle("bus-1", 8, 1))
                .vehicle(new ServiceVehicle("bus-2", 4, 0))
                .hours(new OpenTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(6, 0), LocalTime.of(21, 30)))
                .hours(new OpenTime(
                        EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(8, 0), LocalTime.MIDNIGHT))
                .closedDates(Set.of(LocalDate.of(2027, 1, 1), LocalDate.of(2030, 1, 1)))
                .fares(new FareTable(
                        "JPY", new RiderFares(300, 150, 150), new RiderFares(800, 400, 400), Map.of("east|west", 100)))
                .terms(new ServiceTerms(8, 14, 1_200, 1.8, 900))
                .offers(new OfferLimits(new OfferLimits.Limit(30, 8), Map.of(), 300));
    }

    private static ServiceStop stop(String id, String ja, String en, double lon, double lat, String district) {
        return new ServiceStop(id, new LocalName(ja, en), lon, lat, RoadSide.LEFT, district);
    }
}
