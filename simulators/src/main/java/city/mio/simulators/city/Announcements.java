package city.mio.simulators.city;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Tells of rain when it begins, and in the morning of the day's crowds. */
final class Announcements {

    /** Rain is told so long before: the Japan Meteorological Agency's nowcast of precipitation looks an hour ahead. */
    private static final double RAIN_TOLD_AHEAD_MINUTES = 60;

    private final CityPlaces places;
    private final SimulationSettings settings;
    private int rainShower = -1;
    private LocalDate crowdDay;

    Announcements(CityPlaces places, SimulationSettings settings) {
        this.places = places;
        this.settings = settings;
    }

    /** @param heard whether anybody listens; crowds are told to the first who does */
    void step(long time, boolean heard, Consumer<RoadEvent> tell) {
        double minutes = (time - settings.start().toEpochMilli()) / 60_000.0;
        for (int i = rainShower + 1; heard && i < settings.rain().size(); i++) {
            RainShower shower = settings.rain().get(i);
            if (minutes >= shower.afterMinutes() - RAIN_TOLD_AHEAD_MINUTES) {
                rainShower = i;
                long start = settings.start().toEpochMilli() + Math.round(shower.afterMinutes() * 60_000);
                tell.accept(RoadEvent.builder()
                        .eventId("rain-" + (i + 1))
                        .kind(RoadEventKind.RAIN)
                        .start(start)
                        .end(start + Math.max(1, Math.round(shower.minutes() * 60_000)))
                        .magnitude(shower.millimetresPerHour())
                        .descriptionEn(String.format("Rain, %.0f mm/h.", shower.millimetresPerHour()))
                        .descriptionJa(String.format("雨、毎時%.0fミリ。", shower.millimetresPerHour()))
                        .build());
            }
        }
        LocalDate day = Instant.ofEpochMilli(time).atZone(places.timezone()).toLocalDate();
        if (settings.crowds() && !day.equals(crowdDay) && heard) {
            crowdDay = day;
            places.events().stream()
                    .filter(event -> event.takesPlaceOn(day))
                    .forEach(event -> tellCrowd(event, day, tell));
        }
    }

    private void tellCrowd(DemandEvent event, LocalDate day, Consumer<RoadEvent> tell) {
        long start = day.atTime(event.start()).atZone(places.timezone()).toInstant().toEpochMilli();
        long end = day.atTime(event.end()).atZone(places.timezone()).toInstant().toEpochMilli();
        if (end > start) {
            tell.accept(RoadEvent.builder()
                    .eventId("crowd-" + event.id() + "-" + day)
                    .kind(RoadEventKind.CROWD)
                    .start(start)
                    .end(end)
                    .magnitude(event.trips())
                    .descriptionEn(event.name().en() + ": a crowd is expected.")
                    .descriptionJa(event.name().ja() + "：混雑が見込まれます。")
                    .build());
        }
    }
}
