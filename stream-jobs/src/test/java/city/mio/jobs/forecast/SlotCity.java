package city.mio.jobs.forecast;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulVehicleClass;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotConditions;
import city.mio.models.forecast.slots.SlotModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** Histories in half hours of the links of {@link ForecastCity}, and models of them. */
final class SlotCity {

    static final long SLOT = 1_800_000;

    private SlotCity() {}

    /** So many days that end at {@link ForecastCity#START}: links at 12 m/s, 8 in the morning peak, and a little noise. */
    static Panel history(int days, float faster) {
        return history(days, faster, 0);
    }

    /** The same, with days on which all is slower or faster by so much. */
    static Panel history(int days, float faster, float mood) {
        Random random = new Random(5);
        Random moods = new Random(8);
        float[] ofDay = new float[days];
        for (int day = 0; day < days; day++) {
            ofDay[day] = mood * (float) moods.nextGaussian();
        }
        float[] values = new float[days * 48 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = faster + ofDay[i / 3 / 48] + usual(i / 3 % 48) + 0.4f * (float) random.nextGaussian();
        }
        long from = ForecastCity.START - days * 48 * SLOT;
        Panel.Timeline timeline = new Panel.Timeline(from, SLOT, ZoneId.of("Asia/Tokyo"), new JapaneseDays());
        return new Panel(List.of("1", "2", "3"), List.of("link_speed"), timeline, new float[][] {values});
    }

    /** What is usual in a slot of the day. */
    static float usual(int slot) {
        return slot >= 14 && slot < 18 ? 8 : 12;
    }

    static SlotModel learn(Panel panel) {
        return SlotModel.learn(panel, SlotModelFolder.calendar(panel), SlotConditions.NONE, 0, panel.steps());
    }

    static void write(Path folder, SlotModel model, Panel panel) throws IOException {
        SlotModelFolder.write(folder, model, panel,
                new ModelFolder.Origin("test", ModelFolder.hash(panel), panel.timeline().startMillis(), ForecastCity.START, 0),
                List.of("calendar"), List.of());
    }

    static RoadEvent rain(double millimetresPerHour) {
        return RoadEvent.builder()
                .eventId("rain-1")
                .kind(RoadEventKind.RAIN)
                .start(ForecastCity.START + 5 * 86_400_000L)
                .end(ForecastCity.START + 5 * 86_400_000L + 4 * SLOT)
                .magnitude(millimetresPerHour)
                .build();
    }

    static HaulDeclaration declaration() {
        return HaulDeclaration.builder()
                .declarationId("d-1")
                .contractor("c")
                .siteId("s")
                .routeId("nobody's")
                .slotStart(ForecastCity.START)
                .slotEnd(ForecastCity.START + SLOT)
                .vehicleClass(HaulVehicleClass.HEAVY)
                .status(DeclarationStatus.FIRM)
                .build();
    }
}
