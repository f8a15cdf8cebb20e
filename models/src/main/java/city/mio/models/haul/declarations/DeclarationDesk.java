package city.mio.models.haul.declarations;

import city.mio.models.haul.declarations.RowFault.Kind;
import city.mio.models.haul.declarations.TripDeclaration.Status;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.WorkSite;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what contractors hand in. Rows are judged in their order, each against what is declared and the good rows before
 * it, so that of two rows that cannot both be the first stands. A row's first fault is told. Stateless and thread-safe.
 */
public final class DeclarationDesk {

    /** What becomes of good rows where others are not. */
    public enum Mode {
        /** Good rows are taken in. */
        GOOD_ROWS,
        /** One faulty row and none is taken in. */
        ALL_OR_NONE
    }

    /**
     * What the desk says.
     *
     * @param faults of the rows that are refused, in their order
     * @param accepted rows that are taken in
     * @param book what is declared now
     */
    public record Answer(List<RowFault> faults, List<TripDeclaration> accepted, DeclarationBook book) {}

    private final HaulOffice office;

    public DeclarationDesk(HaulOffice office) {
        this.office = office;
    }

    /**
     * Judges rows.
     *
     * @param now when they came in, UTC epoch milliseconds
     */
    public Answer take(DeclarationBook book, List<TripDeclaration> rows, Mode mode, long now) {
        Standing standing = new Standing(book);
        List<RowFault> faults = new ArrayList<>();
        List<TripDeclaration> good = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TripDeclaration row : rows) {
            Optional<RowFault> fault = seen.add(row.declarationId())
                    ? findFault(standing, row, now)
                    : fault(row, Kind.TWICE, "declarationId: " + row.declarationId() + " is there twice");
            if (fault.isPresent()) {
                faults.add(fault.get());
            } else {
                good.add(row);
                standing.take(row);
            }
        }
        if (mode == Mode.ALL_OR_NONE && !faults.isEmpty()) {
            return new Answer(List.copyOf(faults), List.of(), book);
        }
        return new Answer(List.copyOf(faults), List.copyOf(good), book.with(good));
    }

    private Optional<RowFault> findFault(Standing standing, TripDeclaration row, long now) {
        TripDeclaration earlier = standing.byId.get(row.declarationId());
        if (earlier != null && !earlier.contractor().equals(row.contractor())) {
            return fault(row, Kind.NOT_YOURS, "contractor: " + row.declarationId() + " was declared by somebody else");
        }
        if (earlier != null && earlier.slotStart() <= now) {
            return fault(row, Kind.PAST_DEADLINE, "slotStart: the slot it was declared for has begun");
        }
        if (row.status() == Status.CANCELLED) {
            return earlier != null
                    ? Optional.empty()
                    : fault(row, Kind.UNKNOWN_DECLARATION, "declarationId: nothing is declared as " + row.declarationId());
        }
        Optional<WorkSite> site = office.findSite(row.siteId());
        if (site.isEmpty()) {
            return fault(row, Kind.UNKNOWN_SITE, "siteId: there is no site " + row.siteId());
        }
        Integer share = site.get().dailyShares().get(row.contractor());
        if (share == null) {
            return fault(
                    row, Kind.NOT_ALLOWED, "contractor: " + row.contractor() + " may not declare for " + row.siteId());
        }
        Optional<ApprovedRoute> route = office.findRoute(row.routeId());
        if (route.isEmpty()) {
            return fault(row, Kind.UNKNOWN_ROUTE, "routeId: there is no route " + row.routeId());
        }
        if (!site.get().routeIds().contains(row.routeId())) {
            return fault(row, Kind.ROUTE_NOT_TO_SITE, "routeId: " + row.routeId() + " does not lead to " + row.siteId());
        }
        Optional<String> limit = route.get().findLimit(office.sizes().get(row.type()));
        if (limit.isPresent()) {
            return fault(row, Kind.TOO_LARGE, "type: " + row.type() + " passes the limit of " + limit.get() + " of "
                    + row.routeId());
        }
        return findSlotFault(standing, row, earlier, route.get(), share, now);
    }

    private Optional<RowFault> findSlotFault(
            Standing standing, TripDeclaration row, TripDeclaration earlier, ApprovedRoute route, int share, long now) {
        if (!office.isSlotStart(row.slotStart())) {
            return fault(row, Kind.NO_SLOT, "slotStart: no slot begins at " + office.local(row.slotStart()));
        }
        if (office.findCap(route, row.slotStart()).filter(cap -> cap.capOf(row.type()) > 0).isEmpty()) {
            return fault(row, Kind.SLOT_CLOSED, "slotStart: " + row.routeId() + " lets no " + row.type() + " through at "
                    + office.local(row.slotStart()));
        }
        Optional<RowFault> late = findLateness(row, earlier, now);
        if (late.isPresent()) {
            return late;
        }
        String day = dayKey(row);
        boolean counted = earlier != null && earlier.status() == row.status() && dayKey(earlier).equals(day);
        if (!counted && standing.ofDay.getOrDefault(day, 0) >= share) {
            return fault(row, Kind.OVER_SHARE, "contractor: " + row.contractor() + " may send " + share + " vehicles a day to "
                    + row.siteId());
        }
        String other = row.plateHash().isEmpty() ? null : standing.byPlate.get(plateKey(row));
        if (other != null && !other.equals(row.declarationId())) {
            return fault(row, Kind.PLATE_TWICE, "plate: is declared for this slot already, as " + other);
        }
        return Optional.empty();
    }

    private Optional<RowFault> findLateness(TripDeclaration row, TripDeclaration earlier, long now) {
        LocalDateTime at = office.local(now);
        LocalDateTime slot = office.local(row.slotStart());
        if (row.slotStart() <= now) {
            return fault(row, Kind.PAST_DEADLINE, "slotStart: the slot has begun");
        }
        boolean firmer = earlier == null || earlier.status() != row.status();
        // A correction of what is firm may come at any time; what becomes firm must be in by the deadline.
        LocalDateTime due = row.status() == Status.ESTIMATE
                ? office.deadlines().estimateDue(slot.toLocalDate())
                : office.deadlines().planDue(slot.toLocalDate());
        if (firmer && at.isAfter(due)) {
            return fault(row, Kind.PAST_DEADLINE, "status: " + row.status() + " was due by " + due);
        }
        boolean names = !row.plateHash().isEmpty() && (earlier == null || !earlier.plateHash().equals(row.plateHash()));
        LocalDateTime platesDue = office.deadlines().platesDue(slot);
        return names && at.isAfter(platesDue)
                ? fault(row, Kind.PAST_DEADLINE, "plate: was due by " + platesDue)
                : Optional.empty();
    }

    private static Optional<RowFault> fault(TripDeclaration row, Kind kind, String message) {
        return Optional.of(new RowFault(row.row(), row.declarationId(), kind, message));
    }

    private String dayKey(TripDeclaration d) {
        LocalDate day = office.local(d.slotStart()).toLocalDate();
        return d.status() + "|" + d.contractor() + "|" + d.siteId() + "|" + day;
    }

    private static String plateKey(TripDeclaration d) {
        return d.slotStart() + "|" + d.plateHash();
    }

    /** What is declared while rows are judged, counted. */
    private final class Standing {
        final Map<String, TripDeclaration> byId = new HashMap<>();
        final Map<String, Integer> ofDay = new HashMap<>();
        final Map<String, String> byPlate = new HashMap<>();

        Standing(DeclarationBook book) {
            book.listAll().forEach(this::take);
        }

        void take(TripDeclaration d) {
            TripDeclaration earlier = byId.remove(d.declarationId());
            if (earlier != null) {
                ofDay.merge(dayKey(earlier), -1, Integer::sum);
                byPlate.remove(plateKey(earlier), earlier.declarationId());
            }
            if (d.status() != Status.CANCELLED) {
                byId.put(d.declarationId(), d);
                ofDay.merge(dayKey(d), 1, Integer::sum);
                if (!d.plateHash().isEmpty()) {
                    byPlate.put(plateKey(d), d.declarationId());
                }
            }
        }
    }
}
