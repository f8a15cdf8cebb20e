package city.mio.cli.standards;

import city.mio.feeds.ondemand.FareTable;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.OpenTime;
import city.mio.feeds.ondemand.RiderFares;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.ondemand.ServiceTerms;
import city.mio.feeds.ondemand.ServiceVehicle;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The services of a city that is nobody's: three operators, one of them in two zones. Hours go past midnight, one service is
 * free, one is for the same day only, names have commas and quotation marks and letters of all kinds, ids of districts are
 * such that joined ones could be mistaken. The same each time for a seed.
 */
final class OtherCity {

    private static final String[] JAPANESE = {"堺,北", "\"みなと\"", "東 大阪", "岸和田（浜）", "O'Neill通", "泉大津、南", "渡邊・髙橋"};
    private static final String[] ENGLISH = {
        "Sakai, North", "\"Harbour\"", "Higashi Osaka", "Kishiwada (Beach)", "O'Neill Street", "Izumiotsu; South", "Watanabe & Takahashi"
    };
    private static final List<String> DISTRICTS = List.of("a", "a_b", "b_c", "c", "hours1_a");

    private final Random random;
    private int named;

    private OtherCity(long seed) {
        random = new Random(seed);
    }

    static List<OnDemandService> services(long seed) {
        OtherCity city = new OtherCity(seed);
        List<OnDemandService> services = new ArrayList<>();
        services.add(city.begin("senshu-bus", "hama", 12)
                .hours(new OpenTime(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.MIDNIGHT))
                .hours(new OpenTime(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.of(2, 30)))
                .fares(new FareTable("JPY", new RiderFares(300, 150, 150), new RiderFares(900, 450, 0), Map.of("a|a_b", 100, "a|c", 250)))
                .terms(new ServiceTerms(8, 14, 1_200, 2.0, 5_400))
                .phone("+81724000001")
                .url("https://senshu.example.jp/ride?area=1&lang=ja")
                .build());
        services.add(city.begin("senshu-bus", "yama", 5)
                .hours(new OpenTime(EnumSet.of(DayOfWeek.MONDAY), LocalTime.of(6, 0), LocalTime.of(6, 30)))
                .closedDates(Set.of(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 12, 31)))
                .fares(new FareTable("JPY", new RiderFares(200, 100, 100), new RiderFares(0, 0, 0), Map.of()))
                .terms(new ServiceTerms(4, 0, 900, 1.5, 600))
                .build());
        services.add(city.begin("machi-no-ashi", "all", 30)
                .hours(new OpenTime(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                .fares(new FareTable("JPY", new RiderFares(0, 0, 0), new RiderFares(0, 0, 0), Map.of()))
                .terms(new ServiceTerms(10, 60, 1_800, 3.0, 1_200))
                .build());
        services.add(city.begin("euro-line", "port", 9)
                .hours(new OpenTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(7, 0), LocalTime.of(19, 0)))
                .hours(new OpenTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(19, 0), LocalTime.of(23, 59)))
                .fares(new FareTable("EUR", new RiderFares(3, 2, 0), new RiderFares(8, 5, 0), Map.of("b_c|c", 1)))
                .terms(new ServiceTerms(6, 1, 600, 1.8, 900))
                .build());
        return services;
    }

    private OnDemandService.Builder begin(String operator, String zone, int stops) {
        OnDemandService.Builder service = OnDemandService.builder(operator, zone)
                .names(name(operator), name(zone))
                .timezone(ZoneId.of("Asia/Tokyo"))
                .offers(new OfferLimits(new OfferLimits.Limit(30, 40), Map.of(), 300));
        DISTRICTS.forEach(district -> service.district(new ServiceDistrict(district, name(district))));
        // Nobody lives there yet.
        service.district(new ServiceDistrict("empty", name("empty")));
        double lon = 135.3 + random.nextDouble() * 0.3;
        double lat = 34.3 + random.nextDouble() * 0.3;
        for (int i = 0; i < stops; i++) {
            service.stop(new ServiceStop(
                    // One that looks like what groups were called once.
                    i == 0 ? "zone:a" : zone + "-" + i,
                    name("stop " + i),
                    lon + 0.02 * random.nextDouble(),
                    lat + 0.02 * random.nextDouble(),
                    RoadSide.LEFT,
                    DISTRICTS.get(i % DISTRICTS.size())));
        }
        for (int i = 0; i < 6; i++) {
            service.vehicle(new ServiceVehicle(zone + "-bus-" + i, i % 3 == 2 ? 0 : 4 + i, i % 3));
        }
        return service;
    }

    /** Names differ in their numbers, as people's do. */
    private LocalName name(String what) {
        int i = random.nextInt(JAPANESE.length);
        return new LocalName(JAPANESE[i] + " " + ++named, ENGLISH[i] + " " + what + " " + named);
    }
}
