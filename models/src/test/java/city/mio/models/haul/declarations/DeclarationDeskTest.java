package city.mio.models.haul.declarations;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.places.LocalName;
import city.mio.models.haul.declarations.DeclarationDesk.Answer;
import city.mio.models.haul.declarations.DeclarationDesk.Mode;
import city.mio.models.haul.declarations.RowFault.Kind;
import city.mio.models.haul.declarations.TripDeclaration.Status;
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
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclarationDeskTest {

    private static final HaulOffice OFFICE = office();
    private static final DeclarationDesk DESK = new DeclarationDesk(OFFICE);
    /** A Wednesday; the firm plan for it is due on Wednesday 18 November at 17:00, the estimate on 10 October. */
    private static final LocalDateTime SLOT = LocalDateTime.of(2026, 11, 25, 8, 0);
    private static final long IN_TIME = at(LocalDateTime.of(2026, 11, 18, 17, 0));

    private static HaulOffice office() {
        CapRule cap = new CapRule(
                Set.of(DayType.WORKDAY), LocalTime.of(5, 0), LocalTime.of(19, 0), 10, Map.of(VehicleClass.TRAILER, 2));
        return new HaulOffice(
                ZoneId.of("Asia/Tokyo"),
                30,
                Map.of(
                        VehicleClass.LIGHT, new VehicleSize(1.7, 2.1, 3.5, 1),
                        VehicleClass.MEDIUM, new VehicleSize(2.3, 3.2, 11, 1.5),
                        VehicleClass.HEAVY, new VehicleSize(2.5, 3.8, 25, 2),
                        VehicleClass.TRAILER, new VehicleSize(2.5, 3.8, 36, 3)),
                List.of(
                        new ApprovedRoute("bridge", List.of(1L), 3, 4.1, 40, List.of(cap)),
                        new ApprovedRoute("light", List.of(2L), 3, 4.1, 25, List.of(cap)),
                        new ApprovedRoute("narrow", List.of(3L), 2.4, 4.1, 40, List.of(cap)),
                        new ApprovedRoute("low", List.of(4L), 3, 3.5, 40, List.of(cap)),
                        new ApprovedRoute("elsewhere", List.of(5L), 3, 4.1, 40, List.of(cap))),
                List.of(new WorkSite(
                        "site", "owner", List.of(new Gate("g", 1, 5, 60)), List.of("bridge", "light", "narrow", "low"),
                        Map.of("acme", 3, "other", 100))),
                List.of(new HoldingArea("h", new LocalName("待機場", "Yard"), 1, 5, List.of("bridge"))),
                new WorkCalendar(Set.of(), Set.of(), Set.of(LocalDate.of(2026, 11, 26)), false),
                new Deadlines(10, DayOfWeek.WEDNESDAY, LocalTime.of(17, 0), 60),
                new RoadRules(new RoadThreshold(0.85, "x"), new RoadThreshold(0.5, "x"), new RoadThreshold(0.9, "x")));
    }

    private static long at(LocalDateTime local) {
        return local.atZone(ZoneId.of("Asia/Tokyo")).toInstant().toEpochMilli();
    }

    private static TripDeclaration row(int row, String id, String contractor, String site, String route,
            LocalDateTime slot, String plate, VehicleClass type, Status status) {
        return new TripDeclaration(row, id, contractor, site, route, at(slot), plate, type, status);
    }

    private static TripDeclaration firm(int row, String id) {
        return row(row, id, "acme", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.FIRM);
    }

    private static Kind fault(TripDeclaration row, long now, DeclarationBook book) {
        Answer answer = DESK.take(book, List.of(row), Mode.GOOD_ROWS, now);
        assertThat(answer.faults()).hasSize(1);
        assertThat(answer.accepted()).isEmpty();
        assertThat(answer.book()).usingRecursiveComparison().isEqualTo(book);
        assertThat(answer.faults().get(0).row()).isEqualTo(row.row());
        assertThat(answer.faults().get(0).message()).doesNotContain("\n").contains(":");
        return answer.faults().get(0).kind();
    }

    private static Kind fault(TripDeclaration row) {
        return fault(row, IN_TIME, DeclarationBook.EMPTY);
    }

    @Test
    void eachCheckHasItsFault() {
        assertThat(fault(row(7, "a", "acme", "nowhere", "bridge", SLOT, "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.UNKNOWN_SITE);
        assertThat(fault(row(7, "a", "stranger", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.NOT_ALLOWED);
        assertThat(fault(row(7, "a", "acme", "site", "m25", SLOT, "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.UNKNOWN_ROUTE);
        assertThat(fault(row(7, "a", "acme", "site", "elsewhere", SLOT, "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.ROUTE_NOT_TO_SITE);
        for (String route : List.of("light", "narrow", "low")) {
            assertThat(fault(row(7, "a", "acme", "site", route, SLOT, "", VehicleClass.TRAILER, Status.FIRM)))
                    .isEqualTo(Kind.TOO_LARGE);
        }
        assertThat(fault(row(7, "a", "acme", "site", "bridge", SLOT.plusMinutes(10), "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.NO_SLOT);
        assertThat(fault(row(7, "a", "acme", "site", "bridge", SLOT.plusDays(1), "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.SLOT_CLOSED);
        assertThat(fault(row(7, "a", "acme", "site", "bridge", SLOT.withHour(3), "", VehicleClass.HEAVY, Status.FIRM)))
                .isEqualTo(Kind.SLOT_CLOSED);
        assertThat(fault(row(7, "a", "acme", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.CANCELLED)))
                .isEqualTo(Kind.UNKNOWN_DECLARATION);
    }

    @Test
    void deadlinesHoldToTheMinute() {
        assertThat(DESK.take(DeclarationBook.EMPTY, List.of(firm(1, "a")), Mode.GOOD_ROWS, IN_TIME).faults()).isEmpty();
        assertThat(fault(firm(1, "a"), IN_TIME + 1, DeclarationBook.EMPTY)).isEqualTo(Kind.PAST_DEADLINE);
        TripDeclaration estimate =
                row(1, "e", "acme", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.ESTIMATE);
        long due = at(LocalDateTime.of(2026, 10, 10, 17, 0));
        assertThat(DESK.take(DeclarationBook.EMPTY, List.of(estimate), Mode.GOOD_ROWS, due).faults()).isEmpty();
        assertThat(fault(estimate, due + 1, DeclarationBook.EMPTY)).isEqualTo(Kind.PAST_DEADLINE);
    }

    @Test
    void correctionsPlatesAndCancellationsMayComeLater() {
        DeclarationBook book = DESK.take(DeclarationBook.EMPTY, List.of(firm(1, "a")), Mode.GOOD_ROWS, IN_TIME).book();
        TripDeclaration moved =
                row(1, "a", "acme", "site", "bridge", SLOT.plusMinutes(30), "p1", VehicleClass.HEAVY, Status.FIRM);
        long morning = at(SLOT.minusMinutes(40));
        Answer answer = DESK.take(book, List.of(moved), Mode.GOOD_ROWS, morning);
        assertThat(answer.faults()).isEmpty();
        assertThat(answer.book().find("a")).contains(moved);
        // The plate is due an hour before the slot.
        assertThat(fault(row(1, "a", "acme", "site", "bridge", SLOT, "p2", VehicleClass.HEAVY, Status.FIRM), morning, book))
                .isEqualTo(Kind.PAST_DEADLINE);
        TripDeclaration cancelled =
                row(2, "a", "acme", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.CANCELLED);
        assertThat(DESK.take(book, List.of(cancelled), Mode.GOOD_ROWS, morning).book().listAll()).isEmpty();
        assertThat(fault(cancelled, at(SLOT), book)).isEqualTo(Kind.PAST_DEADLINE);
        assertThat(fault(row(3, "a", "other", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.CANCELLED), morning, book))
                .isEqualTo(Kind.NOT_YOURS);
    }

    @Test
    void sharesAndPlatesAreCountedOverRowsAndBook() {
        List<TripDeclaration> rows = List.of(firm(1, "a"), firm(2, "b"), firm(3, "c"), firm(4, "d"), firm(5, "a"));
        Answer some = DESK.take(DeclarationBook.EMPTY, rows, Mode.GOOD_ROWS, IN_TIME);
        assertThat(some.accepted()).extracting(TripDeclaration::declarationId).containsExactly("a", "b", "c");
        assertThat(some.faults()).extracting(RowFault::row).containsExactly(4, 5);
        assertThat(some.faults()).extracting(RowFault::kind).containsExactly(Kind.OVER_SHARE, Kind.TWICE);
        Answer none = DESK.take(DeclarationBook.EMPTY, rows, Mode.ALL_OR_NONE, IN_TIME);
        assertThat(none.faults()).isEqualTo(some.faults());
        assertThat(none.accepted()).isEmpty();
        assertThat(none.book().listAll()).isEmpty();
        // A correction of one's own is no vehicle more; one that is cancelled makes room for another.
        assertThat(DESK.take(some.book(), List.of(firm(1, "b")), Mode.GOOD_ROWS, IN_TIME).faults()).isEmpty();
        assertThat(fault(firm(1, "d"), IN_TIME, some.book())).isEqualTo(Kind.OVER_SHARE);
        TripDeclaration off = row(1, "b", "acme", "site", "bridge", SLOT, "", VehicleClass.HEAVY, Status.CANCELLED);
        assertThat(DESK.take(some.book(), List.of(off, firm(2, "d")), Mode.ALL_OR_NONE, IN_TIME).faults()).isEmpty();

        TripDeclaration first = row(1, "x", "other", "site", "bridge", SLOT, "p", VehicleClass.HEAVY, Status.FIRM);
        TripDeclaration again = row(2, "y", "other", "site", "light", SLOT, "p", VehicleClass.HEAVY, Status.FIRM);
        TripDeclaration later =
                row(3, "z", "other", "site", "bridge", SLOT.plusMinutes(30), "p", VehicleClass.HEAVY, Status.FIRM);
        Answer plates = DESK.take(DeclarationBook.EMPTY, List.of(first, again, later), Mode.GOOD_ROWS, IN_TIME);
        assertThat(plates.faults()).extracting(RowFault::kind).containsExactly(Kind.PLATE_TWICE);
        assertThat(plates.faults().get(0).message()).contains("as x");
        assertThat(plates.accepted()).containsExactly(first, later);
    }
}
