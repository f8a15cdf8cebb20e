package city.mio.cli.city;

import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The city's event calendar, {@code calendar.yaml}: the days on which its events take place. */
final class EventCalendar {

    private static final String NAME = "calendar.yaml";

    /** The file. */
    private record Entries(List<Days> events) {}

    /**
     * One event's days.
     *
     * @param event its id in {@code city.yaml}
     */
    private record Days(String event, List<String> dates) {}

    private EventCalendar() {}

    /**
     * The places, with the dates of their events from the folder's calendar; as they are if it holds none.
     *
     * @throws CityFault if the calendar is faulty
     */
    static CityPlaces datedIn(Path folder, CityPlaces places) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return places;
        }
        Entries entries = StrictYaml.parse(file, StrictYaml.text(file), Entries.class);
        Map<String, List<LocalDate>> dates = new HashMap<>();
        if (entries.events() != null) {
            for (int i = 0; i < entries.events().size(); i++) {
                Days days = entries.events().get(i);
                String at = file + ": events[" + i + "]";
                if (days == null || places.events().stream().noneMatch(event -> event.id().equals(days.event()))) {
                    throw new CityFault(at + ".event: city.yaml has no event " + (days == null ? null : days.event()));
                }
                if (days.dates() == null || days.dates().isEmpty()) {
                    throw new CityFault(at + ".dates: is empty; leave the entry out for every day");
                }
                if (dates.put(days.event(), dates(at, days.dates())) != null) {
                    throw new CityFault(at + ".event: is named twice: " + days.event());
                }
            }
        }
        List<DemandEvent> dated = places.events().stream()
                .map(event -> new DemandEvent(
                        event.id(),
                        event.name(),
                        event.zoneId(),
                        event.start(),
                        event.end(),
                        event.trips(),
                        dates.getOrDefault(event.id(), List.of())))
                .toList();
        return places.withEvents(dated);
    }

    private static List<LocalDate> dates(String at, List<String> texts) {
        List<LocalDate> dates = new ArrayList<>();
        for (String text : texts) {
            try {
                dates.add(LocalDate.parse(String.valueOf(text)));
            } catch (DateTimeException e) {
                throw new CityFault(at + ".dates: is no date as 2026-11-18: " + text, e);
            }
        }
        return dates;
    }
}
