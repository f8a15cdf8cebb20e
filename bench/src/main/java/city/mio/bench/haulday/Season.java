package city.mio.bench.haulday;

import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.HaulOffice;
import city.mio.simulators.city.RoadBlock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which days are measured and which are learnt from: working days by the office's calendar from Monday 2026-11-16 on, and
 * before. An accident closes two of the three lanes of the Yumemai bridge on the 2nd and 13th day measured, the Yumesaki
 * tunnel is closed on the 4th and 16th, it rains on the 3rd, 7th, 11th, 15th and 18th, and the calendar's event days have
 * their event in the evening. Days learnt from have other seeds, rain on every third, and an event on one Saturday.
 */
final class Season {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 16);
    private static final LocalDate EVENT_BEFORE = LocalDate.of(2026, 11, 7);

    private final HaulOffice office;
    private final CityPlaces places;

    Season(HaulOffice office, CityPlaces places) {
        this.office = office;
        this.places = places;
    }

    List<WorkDay> measured(int count, long seed) {
        List<WorkDay> days = new ArrayList<>();
        for (LocalDate date = FIRST; days.size() < count; date = date.plusDays(1)) {
            DayType type = office.calendar().dayType(date);
            if (type == DayType.NO_WORK) {
                continue;
            }
            int number = days.size() + 1;
            boolean rainy = List.of(3, 7, 11, 15, 18).contains(number);
            days.add(new WorkDay(date, 7919 * seed + number, rainy, type == DayType.EVENT, blocks(date, number)));
        }
        return days;
    }

    List<WorkDay> learnt(int count, long seed) {
        List<WorkDay> days = new ArrayList<>();
        for (LocalDate date = FIRST.minusDays(1); days.size() < count; date = date.minusDays(1)) {
            if (office.calendar().dayType(date) != DayType.NO_WORK) {
                int number = days.size() + 1;
                days.add(0, new WorkDay(
                        date, 7919 * seed + 5000 + number, number % 3 == 0, date.equals(EVENT_BEFORE), List.of()));
            }
        }
        return days;
    }

    private List<RoadBlock> blocks(LocalDate date, int number) {
        return switch (number) {
            case 2 -> List.of(block("yumemai", date, 8 * 60 + 10, 75, 2));
            case 13 -> List.of(block("yumemai", date, 13 * 60 + 20, 75, 2));
            case 4 -> List.of(block("yumesaki", date, 10 * 60, 180, 9));
            case 16 -> List.of(block("yumesaki", date, 13 * 60, 180, 9));
            default -> List.of();
        };
    }

    /** On the crossing of the routes whose names begin so: the last link for each of the two. */
    private RoadBlock block(String crossing, LocalDate date, int minute, int minutes, int lanes) {
        HaulRoute route = places.haulRoutes().stream()
                .filter(r -> r.id().startsWith(crossing))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the city has no route over " + crossing));
        long link = route.linkIds().get(route.linkIds().size() - 1);
        return new RoadBlock(link, office.moment(date.atTime(minute / 60, minute % 60)), minutes, lanes);
    }
}
