package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.IN_TIME;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.SLOT;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDecision;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.haul.control.DeclaredRun;
import city.mio.models.haul.control.RunBook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A day of the office, with Flink's state and timers around it. */
class OfficeFunctionTest extends OfficeHarness {

    private static List<HaulNews> day() {
        List<HaulNews> day = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            day.add(news(declaration("t" + i, 60).build()));
        }
        day.add(news(declaration("alone", 60).contractor("beta").terms(city.mio.events.HaulTerms.NONE).build()));
        day.add(news(declaration("stays-away", 120).build()));
        day.add(news(declaration("stranger", 60).contractor("nobody").build()));
        day.add(news(passage("N", 1, 65, "plate-t1")));
        day.add(news(passage("N", 1, 65, "plate-t1")));
        day.add(news(passage("N", 2, 66.5, "plate-t1")));
        day.add(news(passage("N", 3, 140, "nobody-declared")));
        return day;
    }

    @Test
    void aDayIsPlannedRunAndForgotten() throws Exception {
        run(day(), false);
        Map<String, HaulTrip> trips = trips();
        assertThat(trips).hasSize(7);
        assertThat(trips.values()).filteredOn(t -> t.tripId().startsWith("t")).allSatisfy(t -> assertThat(t.routeId()).isNotEmpty());
        assertThat(trips.values()).filteredOn(HaulTrip::moved).hasSizeBetween(3, 3).allSatisfy(t -> {
            assertThat(t.moveReason()).isEqualTo(HaulMoveReason.CAP_FULL);
            assertThat(t.moveCost()).isPositive();
        });
        // It can take no other slot, so others make room.
        assertThat(trips.get("alone").slotStart()).isEqualTo(EIGHT + 60 * MINUTE);
        assertThat(trips.get("stays-away").state()).isEqualTo(HaulTripState.NO_SHOW);
        HaulTrip first = trips.get("t1");
        assertThat(first.seenAt()).isEqualTo(EIGHT + 65 * MINUTE);
        assertThat(first.state()).isIn(HaulTripState.ON_TIME, HaulTripState.EARLY, HaulTripState.LATE);
        HaulSlot slot = slot("north", 60);
        assertThat(slot.cap()).isEqualTo(3);
        assertThat(slot.declared()).isEqualTo(6);
        assertThat(slot.planned()).isEqualTo(3);
        assertThat(slot.seen()).isEqualTo(1);
        assertThat(slot("north", 120).undeclared()).isEqualTo(1);
        assertThat(told.stream().filter(DeadLetter.class::isInstance).map(DeadLetter.class::cast))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo(RefusalReason.NOT_ALLOWED);
                    assertThat(letter.detail()).contains("nobody");
                });
    }

    @Test
    void aDayHeardTwiceGivesTheSameWordsWhateverTheOrderOfArrival() throws Exception {
        List<Object> once = run(day(), false);
        List<HaulNews> shuffled = day();
        Collections.shuffle(shuffled, new Random(5));
        assertThat(run(shuffled, false)).isEqualTo(once);
    }

    @Test
    void aRestoredOfficeGoesOnAsIfNothingHadBeen() throws Exception {
        List<Object> once = run(day(), false);
        assertThat(run(day(), true)).isEqualTo(once);
    }

    @Test
    void aClosureMovesWhoCanAndRefusesWhoCannotUntilItIsWithdrawn() throws Exception {
        List<HaulNews> news = new ArrayList<>();
        news.add(news(declaration("can", 60).build()));
        news.add(news(declaration("cannot", 60).terms(city.mio.events.HaulTerms.NONE).build()));
        HaulOrder closure = HaulOrder.builder()
                .orderId("o1")
                .kind(HaulOrderKind.CLOSURE)
                .routeId("north")
                .from(EIGHT + 60 * MINUTE)
                .until(EIGHT + 90 * MINUTE)
                .by("Sato")
                .time(EIGHT)
                .remark("fallen tree")
                .build();
        news.add(news(closure));
        run(news, false);
        assertThat(trips().get("cannot").moveReason()).isEqualTo(HaulMoveReason.CLOSED);
        assertThat(trips().get("can").routeId()).isNotEmpty();
        assertThat(trips().get("can").moved()).isTrue();
        HaulSlot slot = slot("north", 60);
        assertThat(slot.cap()).isZero();
        assertThat(slot.ruleCap()).isEqualTo(3);
        assertThat(slot.decision()).isEqualTo(HaulDecision.CLOSED);
        assertThat(slot.decidedBy()).isEqualTo("Sato");

        news.add(news(new HaulOrder(
                "o2", HaulOrderKind.WITHDRAWAL, "north", closure.from(), closure.until(), 0, 0, -1, "Sato", EIGHT + 5 * MINUTE, "")));
        run(news, false);
        assertThat(trips().get("cannot").slotStart()).isEqualTo(EIGHT + 60 * MINUTE);
        assertThat(slot("north", 60).decision()).isEqualTo(HaulDecision.NONE);
    }

    @Test
    void lateVehiclesAreForeseenToBreakTheNextCap() throws Exception {
        List<HaulNews> news = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            news.add(news(declaration("a" + i, 60).terms(city.mio.events.HaulTerms.NONE).build()));
            news.add(news(declaration("b" + i, 90).terms(city.mio.events.HaulTerms.NONE).build()));
        }
        run(news, false);
        assertThat(alerts(AlertType.HAUL_PREDICTED_OVER_CAP))
                .extracting(Alert::status)
                .startsWith(AlertStatus.OPENED)
                .endsWith(AlertStatus.CLEARED);
        assertThat(alerts(AlertType.HAUL_CONVOY_DELAYED).get(0).evidence())
                .containsEntry("overdue", "3")
                .containsEntry("knockOn", "3");
    }

    @Test
    void positionsTellWhoWaitsAndWhoIsCalled() throws Exception {
        List<HaulNews> news = new ArrayList<>();
        news.add(news(declaration("t", 60).vehicleId("truck").build()));
        for (int i = 0; i < 20; i++) {
            ProbePosition fix = ProbePosition.builder()
                    .vehicleId("truck")
                    .kind(VehicleKind.HAUL_TRUCK)
                    .sequence(i + 1)
                    .time(EIGHT + (30 + i) * MINUTE)
                    .lon(135.42)
                    .lat(34.65)
                    .speedMps(0)
                    .build();
            news.add(news(Topics.PROBE_POSITION, fix, fix.time()));
        }
        run(news, false);
        HaulTrip called = told.stream()
                .filter(HaulTrip.class::isInstance)
                .map(HaulTrip.class::cast)
                .filter(t -> t.callAt() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(called.place()).isEqualTo(HaulPlace.HOLDING);
        assertThat(called.placeId()).isEqualTo("yard");
        assertThat(called.callAt()).isBetween(EIGHT + 31 * MINUTE, EIGHT + 60 * MINUTE);
    }

    @Test
    void whatIsUsualOnALinkGivesHeadRoomOnLaterDays() throws Exception {
        told.clear();
        var harness = harness();
        harness.open();
        // Three workdays with 3,000 vehicles an hour where 1,800 are what two lanes carry.
        for (long day = 5; day >= 3; day--) {
            for (int m = 0; m < 30; m++) {
                long minute = EIGHT - (day - 1) * 1440 * MINUTE + (60 + m) * MINUTE;
                LinkState state = LinkState.builder()
                        .linkId(2)
                        .minute(minute)
                        .speedMps(6)
                        .travelTimeSeconds(300)
                        .freeFlowSpeedMps(14)
                        .flowVph(day == 4 ? 3100 : 3000)
                        .build();
                harness.processElement(news(Topics.LINK_STATE, state, minute + MINUTE - 1), minute);
            }
        }
        long late = EIGHT - 2 * 1440 * MINUTE + 300 * MINUTE;
        LinkState next = LinkState.builder().linkId(2).minute(late).speedMps(6).travelTimeSeconds(300).freeFlowSpeedMps(14).flowVph(100).build();
        harness.processElement(news(Topics.LINK_STATE, next, late), late);
        HaulDeclaration trip = declaration("t", 60).terms(city.mio.events.HaulTerms.NONE).build();
        harness.processElement(news(trip), trip.declaredAt());
        for (long time = IN_TIME; time <= EIGHT; time += 60 * MINUTE) {
            harness.processWatermark(time);
        }
        collect(harness);
        harness.close();
        HaulSlot slot = slot("north", 60);
        assertThat(slot.headRoom()).isZero();
        assertThat(slot.recommendedCap()).isZero();
        assertThat(slot.linkId()).isEqualTo(2);
        assertThat(slot("south", 60).headRoom()).isEqualTo(-1);
        assertThat(trips().get("t").moveReason()).isEqualTo(HaulMoveReason.LINK_OVERLOADED);
    }

    @Test
    void settingsAndStateSurviveTheirForms() throws Exception {
        HaulSettings settings = HaulTown.settings(folder);
        assertThat(SettingsJson.read(SettingsJson.write(settings), HaulSettings.class)).isEqualTo(settings);
        assertThat(news(declaration("x", 0).status(DeclarationStatus.ESTIMATE).build()).inbound().event())
                .isEqualTo(declaration("x", 0).status(DeclarationStatus.ESTIMATE).build());
        assertThat(SLOT).isEqualTo(settings.office().slotMinutes() * MINUTE);

        DeclaredRun run = new DeclaredRun("x", "alpha", "north", EIGHT, EIGHT + SLOT);
        OfficeState state = new OfficeState();
        state.books.put("open", RunBook.EMPTY.declare(run));
        state.books.put("last", new RunBook(List.of(run), Optional.of(run), EIGHT, Long.MAX_VALUE, Optional.empty()));
        state.books.put("held", new RunBook(
                List.of(), Optional.empty(), 0, 0,
                Optional.of(new RunBook.Held(run, EIGHT, EIGHT + MINUTE, "S", Set.of("south"), true))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        assertThat(OfficeState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))).books)
                .isEqualTo(state.books);
    }
}
