package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulDayType;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.HaulOffice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that change what the office has set: caps of classes, kinds of days, routes. */
class OfficeOrdersTest extends OfficeHarness {

    private static final long DAY = 1440 * MINUTE;
    /** Midnight before {@link HaulTown#EIGHT}. */
    private static final long MIDNIGHT = EIGHT - 480 * MINUTE;

    private final List<HaulNews> news = new ArrayList<>();

    private static HaulOrder.Builder order(HaulOrderKind kind, long time) {
        return HaulOrder.builder()
                .orderId(kind + "-" + time)
                .kind(kind)
                .from(MIDNIGHT)
                .until(MIDNIGHT + DAY)
                .by("Sato")
                .time(time);
    }

    private void declared(String id, int minute) {
        news.add(news(declaration(id, minute).terms(HaulTerms.NONE).build()));
    }

    private int capOf(HaulVehicleClass type, int minute) {
        return slot("north", minute).classes().stream()
                .filter(use -> use.vehicleClass() == type)
                .mapToInt(HaulClassUse::cap)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCapMayBeOfSingleClasses() throws Exception {
        news.add(news(order(HaulOrderKind.CAP, EIGHT - DAY)
                .routeId("north")
                .cap(0)
                .vehicleClasses(List.of(HaulVehicleClass.HEAVY))
                .from(EIGHT)
                .until(EIGHT + 60 * MINUTE)
                .build()));
        declared("h", 30);
        news.add(news(declaration("m", 30).vehicleClass(HaulVehicleClass.MEDIUM).terms(HaulTerms.NONE).build()));
        declared("later", 60);
        run(news, false);
        assertThat(capOf(HaulVehicleClass.HEAVY, 30)).isZero();
        assertThat(capOf(HaulVehicleClass.TRAILER, 30)).isEqualTo(1);
        assertThat(capOf(HaulVehicleClass.HEAVY, 60)).isEqualTo(3);
        assertThat(slot("north", 30).cap()).isEqualTo(3);
        assertThat(trips().get("h").routeId()).isNotEqualTo("north");
        assertThat(trips().get("m").routeId()).isEqualTo("north");
        assertThat(trips().get("later").slotStart()).isEqualTo(EIGHT + 60 * MINUTE);
    }

    @Test
    void aDayMayBecomeOneWithoutWork() throws Exception {
        news.add(news(order(HaulOrderKind.DAY, EIGHT - DAY).dayType(HaulDayType.NO_WORK).build()));
        declared("a", 60);
        // Told to the desk, too: no slot lets anybody through.
        news.add(news(declaration("b", 60).declaredAt(EIGHT - 600 * MINUTE).build()));
        news.add(news(passage("N", 1, 61, "plate-a")));
        run(news, true);
        assertThat(slot("north", 60).cap()).isZero();
        assertThat(trips().get("a").state()).isEqualTo(HaulTripState.REFUSED);
        assertThat(trips()).doesNotContainKey("b");
        assertThat(told).filteredOn(DeadLetter.class::isInstance).hasSize(1);
    }

    @Test
    void theNewestOrderOfADayHoldsAndAsSetIsAsSet() throws Exception {
        news.add(news(order(HaulOrderKind.DAY, EIGHT - DAY).dayType(HaulDayType.NO_WORK).build()));
        news.add(news(order(HaulOrderKind.DAY, EIGHT - DAY + MINUTE).dayType(HaulDayType.AS_SET).build()));
        declared("a", 60);
        run(news, false);
        assertThat(slot("north", 60).cap()).isEqualTo(3);
        assertThat(trips().get("a").slotStart()).isEqualTo(EIGHT + 60 * MINUTE);
    }

    @Test
    void aRouteMayHaveOtherLinks() throws Exception {
        declared("a", 30);
        news.add(news(passage("S", 1, 31, "plate-a")));
        run(news, false);
        assertThat(trips().get("a").state()).isEqualTo(HaulTripState.WRONG_ROUTE);
        assertThat(alerts(AlertType.HAUL_OFF_ROUTE)).isNotEmpty();

        // The northern route by the southern road: its camera is on it then.
        news.add(news(order(HaulOrderKind.ROUTE, EIGHT - DAY).routeId("north").linkIds(List.of(1L, 4L, 5L)).build()));
        List<Object> ordered = run(news, false);
        assertThat(trips().get("a").state()).isEqualTo(HaulTripState.ON_TIME);
        assertThat(alerts(AlertType.HAUL_OFF_ROUTE)).isEmpty();
        assertThat(slot("north", 30).seen()).isEqualTo(1);
        assertThat(run(news, true)).as("restored in between").isEqualTo(ordered);
    }

    @Test
    void anOrderOfNoRouteIsRefused() throws Exception {
        news.add(news(order(HaulOrderKind.ROUTE, EIGHT - DAY).routeId("north").linkIds(List.of(1L, 3L)).build()));
        news.add(news(order(HaulOrderKind.ROUTE, EIGHT - DAY + 1).routeId("north").linkIds(List.of(99L)).build()));
        news.add(news(order(HaulOrderKind.ROUTE, EIGHT - DAY + 2).routeId("east").linkIds(List.of(1L)).build()));
        declared("a", 30);
        run(news, false);
        assertThat(told).filteredOn(DeadLetter.class::isInstance).map(letter -> ((DeadLetter) letter).detail()).satisfiesExactly(
                first -> assertThat(first).contains("no heavy vehicle can go from the link before into 3"),
                second -> assertThat(second).contains("the network has no link 99"),
                third -> assertThat(third).contains("there is no route east"));
        assertThat(trips().get("a").routeId()).isEqualTo("north");
    }

    @Test
    void anAmendedOfficeSurvivesItsForm() throws Exception {
        HaulSettings settings = HaulTown.settings(folder);
        HaulOffice amended = OfficeOrders.amend(
                settings.office(),
                List.of(
                        order(HaulOrderKind.DAY, EIGHT).dayType(HaulDayType.EVENT).build(),
                        order(HaulOrderKind.ROUTE, EIGHT).routeId("north").linkIds(List.of(1L, 4L)).build()),
                EIGHT);
        assertThat(amended.calendar().dayType(LocalDate.of(2026, 11, 18))).isEqualTo(DayType.EVENT);
        assertThat(amended.calendar().dayType(LocalDate.of(2026, 11, 19))).isEqualTo(DayType.WORKDAY);
        assertThat(amended.findRoute("north").orElseThrow().linkIds()).containsExactly(1L, 4L);
        assertThat(OfficeOrders.amend(amended, List.of(), EIGHT)).isSameAs(amended);
        assertThat(SettingsJson.read(SettingsJson.write(settings.withOffice(amended)), HaulSettings.class).office())
                .isEqualTo(amended);
    }
}
