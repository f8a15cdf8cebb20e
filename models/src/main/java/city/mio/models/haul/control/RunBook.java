package city.mio.models.haul.control;

import city.mio.models.haul.control.CameraSight.Standing;
import city.mio.models.haul.control.RunVerdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of one plate, and what became of them. Immutable: each step gives a new book, so that a job can keep it as its
 * state by plate.
 *
 * <p>A passage is held against the routes that the camera's link belongs to. On a link of its own route, shared or not, nobody
 * is on a wrong one. On a link of other routes only, it depends: before a vehicle was seen on its own route it may be on the way
 * there, which cameras of its route tell; after it, it may have been to the end and be on the way back, which time tells.
 * In doubt nobody is accused.
 *
 * @param open declared runs that nobody has come for
 * @param last the run that the newest passage was for; empty if there is none or it is forgotten
 * @param lastSeen time of the newest passage that was taken, UTC epoch milliseconds; 0 if there is none
 * @param endsAt when the last run was at the end of its route at the earliest; {@link Long#MAX_VALUE} if it was never seen on it
 * @param held a run of which it is not known yet whether it is on a wrong route
 */
public record RunBook(List<DeclaredRun> open, Optional<DeclaredRun> last, long lastSeen, long endsAt, Optional<Held> held) {

    /** A plate of which nothing is known. */
    public static final RunBook EMPTY = new RunBook(List.of(), Optional.empty(), 0, 0, Optional.empty());

    private static final long MINUTE = 60_000;

    public RunBook {
        open = List.copyOf(open);
    }

    /**
     * A run that was seen on another route, by which its vehicle may be on the way to its own.
     *
     * @param since when
     * @param until when it has been seen on its own route if that was so
     * @param cameraId where
     * @param routes that the camera stands on
     * @param sure whether the reading was good enough to accuse anybody
     */
    public record Held(DeclaredRun run, long since, long until, String cameraId, Set<String> routes, boolean sure) {

        public Held {
            routes = Set.copyOf(routes);
        }

        private Held with(DeclaredRun other) {
            return new Held(other, since, until, cameraId, routes, sure);
        }
    }

    /**
     * How passages are judged.
     *
     * @param earliestMinutes a passage so long before a slot may still be for it
     * @param latestMinutes and so long after it; then the run is given up
     * @param repeatMinutes readings of a run that is told, within so long of the last, say nothing new
     * @param leastConfidence readings below accuse nobody: a plate misread by one character is another plate
     */
    public record Rules(int earliestMinutes, int latestMinutes, int repeatMinutes, double leastConfidence) {

        /** An hour on each side; a truck is not back within half an hour. */
        public static final Rules DEFAULT = new Rules(60, 60, 30, 0.8);

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Rules {
            if (earliestMinutes < 0 || latestMinutes < 0 || repeatMinutes < 0) {
                throw new IllegalArgumentException("earliestMinutes, latestMinutes or repeatMinutes is negative");
            }
            if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
                throw new IllegalArgumentException("leastConfidence is outside 0 to 1: " + leastConfidence);
            }
        }
    }

    /** A book and what was found on the way to it. */
    public record Step(RunBook book, List<RunVerdict> verdicts) {}

    /** Whether nothing is left to remember. */
    public boolean isEmpty() {
        return open.isEmpty() && last.isEmpty() && held.isEmpty();
    }

    /** With a run declared, or corrected; one that has been run already is passed over. */
    public RunBook declare(DeclaredRun run) {
        if (last.isPresent() && last.get().declarationId().equals(run.declarationId())) {
            return this;
        }
        if (held.isPresent() && held.get().run().declarationId().equals(run.declarationId())) {
            return new RunBook(open, last, lastSeen, endsAt, held.map(known -> known.with(run)));
        }
        List<DeclaredRun> next = new ArrayList<>(without(run.declarationId()));
        next.add(run);
        next.sort(Comparator.comparingLong(DeclaredRun::slotStart).thenComparing(DeclaredRun::declarationId));
        return new RunBook(next, last, lastSeen, endsAt, held);
    }

    /** With a run withdrawn. */
    public RunBook cancel(String declarationId) {
        return new RunBook(
                without(declarationId), last, lastSeen, endsAt,
                held.filter(known -> !known.run().declarationId().equals(declarationId)));
    }

    /**
     * With a passage that says nothing of a slot, as the vehicle may wait for it further on: on its own route, a held run is on no
     * wrong one.
     */
    public RunBook comes(CameraSight sight) {
        if (held.isEmpty() || !sight.isOn(held.get().run().routeId())
                || sight.routes().stream().anyMatch(held.get().routes()::contains)) {
            return this;
        }
        return new RunBook(open, last, lastSeen, endsAt, Optional.empty()).declare(held.get().run());
    }

    private List<DeclaredRun> without(String declarationId) {
        return open.stream().filter(run -> !run.declarationId().equals(declarationId)).toList();
    }

    /**
     * With a passage. Several cameras see the vehicle on one run: the first that stands on its route, or at a gate, tells how it keeps
     * its slot, later ones only that it left its route.
     *
     * @param time of the reading, UTC epoch milliseconds; may be older than the last
     * @param sight what the camera can say
     * @param confidence of the reading, 0 to 1
     */
    public Step pass(long time, CameraSight sight, double confidence, Rules rules) {
        boolean sure = confidence >= rules.leastConfidence();
        if (last.isPresent() && Math.abs(time - lastSeen) <= rules.repeatMinutes() * MINUTE) {
            return again(time, sight, sure);
        }
        if (held.isPresent()) {
            return further(time, sight);
        }
        Optional<DeclaredRun> run = !sight.tellsOfRuns() ? Optional.empty() : open.stream()
                .filter(r -> isNear(r, time, rules))
                .min(Comparator.<DeclaredRun>comparingLong(r -> Math.abs(off(r, time)))
                        .thenComparing(r -> !sight.atGate() && !sight.isOn(r.routeId()))
                        .thenComparing(DeclaredRun::slotStart)
                        .thenComparing(DeclaredRun::declarationId));
        if (run.isEmpty()) {
            boolean known = !sight.tellsOfRuns() && open.stream().anyMatch(r -> isNear(r, time, rules));
            Kind kind = known ? Kind.REPEAT : sure ? Kind.UNDECLARED : Kind.UNSURE;
            return new Step(this, List.of(verdict(kind, Optional.empty(), time, sight.cameraId())));
        }
        Standing standing = sight.of(run.get().routeId());
        if (!sight.atGate() && standing.kind() == CameraSight.Kind.BEFORE) {
            Held now = new Held(run.get(), time, time + standing.millis(), sight.cameraId(), sight.routes(), sure);
            return new Step(
                    new RunBook(without(run.get().declarationId()), last, lastSeen, endsAt, Optional.of(now)),
                    List.of(verdict(Kind.ON_THE_WAY, run, time, sight.cameraId())));
        }
        List<RunVerdict> verdicts = new ArrayList<>(List.of(slot(run.get(), time, sight.cameraId())));
        if (!sight.atGate() && standing.kind() == CameraSight.Kind.BESIDE) {
            verdicts.add(verdict(sure ? Kind.WRONG_ROUTE : Kind.UNSURE, run, time, sight.cameraId()));
        }
        return new Step(
                new RunBook(
                        without(run.get().declarationId()), run, Math.max(time, lastSeen), endOf(run.get(), time, sight), Optional.empty()),
                List.copyOf(verdicts));
    }

    private static boolean isNear(DeclaredRun run, long time, Rules rules) {
        return time >= run.slotStart() - rules.earliestMinutes() * MINUTE
                && time < run.slotEnd() + rules.latestMinutes() * MINUTE;
    }

    private static long endOf(DeclaredRun run, long time, CameraSight sight) {
        if (sight.atGate()) {
            return time;
        }
        return sight.isOn(run.routeId()) ? time + sight.of(run.routeId()).millis() : Long.MAX_VALUE;
    }

    /** A passage of a vehicle whose run is told. */
    private Step again(long time, CameraSight sight, boolean sure) {
        DeclaredRun run = last.orElseThrow();
        Standing standing = sight.of(run.routeId());
        boolean own = sight.atGate() || standing.kind() == CameraSight.Kind.ON || standing.kind() == CameraSight.Kind.UNTOLD;
        if (!sight.tellsOfRuns() || !own && mayBeBack(time, standing)) {
            return new Step(this, List.of(verdict(Kind.REPEAT, last, time, sight.cameraId())));
        }
        Kind kind = own ? Kind.REPEAT : sure ? Kind.WRONG_ROUTE : Kind.UNSURE;
        long end = Math.min(endsAt, endOf(run, time, sight));
        return new Step(
                new RunBook(open, last, Math.max(time, lastSeen), end, held),
                List.of(verdict(kind, last, time, sight.cameraId())));
    }

    /** Whether the vehicle can have been to the end of its route and come here from there. */
    private boolean mayBeBack(long time, Standing standing) {
        return endsAt != Long.MAX_VALUE && standing.backMillis() != Long.MAX_VALUE && time - endsAt >= standing.backMillis();
    }

    /** A passage of a vehicle that may be on its way to its route. */
    private Step further(long time, CameraSight sight) {
        Held known = held.orElseThrow();
        DeclaredRun run = known.run();
        boolean sameRoad = sight.routes().stream().anyMatch(known.routes()::contains);
        if (!sight.tellsOfRuns() || sight.cameraId().equals(known.cameraId())
                || !sameRoad && !sight.atGate() && sight.of(run.routeId()).kind() == CameraSight.Kind.BEFORE) {
            return new Step(this, List.of(verdict(Kind.REPEAT, Optional.of(run), time, sight.cameraId())));
        }
        if (!sameRoad && sight.isOn(run.routeId())) {
            return new Step(
                    new RunBook(open, Optional.of(run), Math.max(time, lastSeen), endOf(run, time, sight), Optional.empty()),
                    List.of(slot(run, time, sight.cameraId())));
        }
        return astray(time);
    }

    /** The held run, of which it is known now that it is on a wrong route. */
    private Step astray(long time) {
        Held known = held.orElseThrow();
        Optional<DeclaredRun> run = Optional.of(known.run());
        Kind kind = known.sure() ? Kind.WRONG_ROUTE : Kind.UNSURE;
        return new Step(
                new RunBook(open, run, Math.max(time, lastSeen), Long.MAX_VALUE, Optional.empty()),
                List.of(slot(known.run(), known.since(), known.cameraId()), verdict(kind, run, time, known.cameraId())));
    }

    /** Lets time pass: runs that nobody came for are given up, and what can say nothing any more is forgotten. */
    public Step tick(long now, Rules rules) {
        if (held.isPresent() && held.get().until() <= now) {
            Step told = astray(held.get().until());
            Step rest = told.book().tick(now, rules);
            List<RunVerdict> both = new ArrayList<>(told.verdicts());
            both.addAll(rest.verdicts());
            return new Step(rest.book(), List.copyOf(both));
        }
        List<RunVerdict> verdicts = new ArrayList<>();
        List<DeclaredRun> left = new ArrayList<>();
        for (DeclaredRun run : open) {
            if (run.slotEnd() + rules.latestMinutes() * MINUTE <= now) {
                verdicts.add(verdict(Kind.NO_SHOW, Optional.of(run), run.slotEnd() + rules.latestMinutes() * MINUTE, ""));
            } else {
                left.add(run);
            }
        }
        boolean forget = last.isPresent() && lastSeen + rules.repeatMinutes() * MINUTE < now;
        return new Step(
                new RunBook(left, forget ? Optional.empty() : last, forget ? 0 : lastSeen, forget ? 0 : endsAt, held),
                List.copyOf(verdicts));
    }

    private static RunVerdict slot(DeclaredRun run, long time, String cameraId) {
        long off = off(run, time);
        return verdict(off < 0 ? Kind.EARLY : off > 0 ? Kind.LATE : Kind.ON_TIME, Optional.of(run), time, cameraId);
    }

    private static RunVerdict verdict(Kind kind, Optional<DeclaredRun> run, long time, String cameraId) {
        return new RunVerdict(kind, run, time, run.map(r -> off(r, time) / MINUTE).orElse(0L), cameraId);
    }

    private static long off(DeclaredRun run, long time) {
        return time < run.slotStart() ? time - run.slotStart() : Math.max(0, time - run.slotEnd() + 1);
    }
}
