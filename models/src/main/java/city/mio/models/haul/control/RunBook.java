package city.mio.models.haul.control;

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
 * @param open declared runs that nobody has come for
 * @param last the run that the newest passage was for; empty if there is none or it is forgotten
 * @param lastSeen time of the newest passage that was taken, UTC epoch milliseconds; 0 if there is none
 */
public record RunBook(List<DeclaredRun> open, Optional<DeclaredRun> last, long lastSeen) {

    /** A plate of which nothing is known. */
    public static final RunBook EMPTY = new RunBook(List.of(), Optional.empty(), 0);

    private static final long MINUTE = 60_000;

    public RunBook {
        open = List.copyOf(open);
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
        return open.isEmpty() && last.isEmpty();
    }

    /** With a run declared, or corrected; one that has been run already is passed over. */
    public RunBook declare(DeclaredRun run) {
        if (last.isPresent() && last.get().declarationId().equals(run.declarationId())) {
            return this;
        }
        List<DeclaredRun> next = new ArrayList<>(without(run.declarationId()));
        next.add(run);
        next.sort(Comparator.comparingLong(DeclaredRun::slotStart).thenComparing(DeclaredRun::declarationId));
        return new RunBook(next, last, lastSeen);
    }

    /** With a run withdrawn. */
    public RunBook cancel(String declarationId) {
        return new RunBook(without(declarationId), last, lastSeen);
    }

    private List<DeclaredRun> without(String declarationId) {
        return open.stream().filter(run -> !run.declarationId().equals(declarationId)).toList();
    }

    /**
     * With a passage. Several cameras see the vehicle on one run: the first tells how it keeps its slot, later ones only
     * that it left its route.
     *
     * @param time of the reading, UTC epoch milliseconds; may be older than the last
     * @param routes on which the camera stands; empty for one at a gate, past the routes
     * @param confidence of the reading, 0 to 1
     */
    public Step pass(long time, Set<String> routes, double confidence, Rules rules) {
        if (last.isPresent() && Math.abs(time - lastSeen) <= rules.repeatMinutes() * MINUTE) {
            boolean off = !routes.isEmpty() && !routes.contains(last.get().routeId());
            Kind kind = !off ? Kind.REPEAT : confidence < rules.leastConfidence() ? Kind.UNSURE : Kind.WRONG_ROUTE;
            return new Step(
                    new RunBook(open, last, Math.max(time, lastSeen)), List.of(verdict(kind, last, time)));
        }
        Optional<DeclaredRun> run = open.stream()
                .filter(r -> time >= r.slotStart() - rules.earliestMinutes() * MINUTE
                        && time < r.slotEnd() + rules.latestMinutes() * MINUTE)
                .min(Comparator.<DeclaredRun>comparingLong(r -> Math.abs(off(r, time)))
                        .thenComparing(r -> !routes.isEmpty() && !routes.contains(r.routeId()))
                        .thenComparing(DeclaredRun::slotStart)
                        .thenComparing(DeclaredRun::declarationId));
        if (run.isEmpty()) {
            Kind kind = confidence < rules.leastConfidence() ? Kind.UNSURE : Kind.UNDECLARED;
            return new Step(this, List.of(verdict(kind, run, time)));
        }
        List<RunVerdict> verdicts = new ArrayList<>();
        long off = off(run.get(), time);
        verdicts.add(verdict(off < 0 ? Kind.EARLY : off > 0 ? Kind.LATE : Kind.ON_TIME, run, time));
        if (!routes.isEmpty() && !routes.contains(run.get().routeId())) {
            verdicts.add(verdict(
                    confidence < rules.leastConfidence() ? Kind.UNSURE : Kind.WRONG_ROUTE, run, time));
        }
        return new Step(
                new RunBook(without(run.get().declarationId()), run, Math.max(time, lastSeen)), List.copyOf(verdicts));
    }

    /** Lets time pass: runs that nobody came for are given up, and what can say nothing any more is forgotten. */
    public Step tick(long now, Rules rules) {
        List<RunVerdict> verdicts = new ArrayList<>();
        List<DeclaredRun> left = new ArrayList<>();
        for (DeclaredRun run : open) {
            if (run.slotEnd() + rules.latestMinutes() * MINUTE <= now) {
                verdicts.add(verdict(Kind.NO_SHOW, Optional.of(run), run.slotEnd() + rules.latestMinutes() * MINUTE));
            } else {
                left.add(run);
            }
        }
        boolean forget = last.isPresent() && lastSeen + rules.repeatMinutes() * MINUTE < now;
        return new Step(
                new RunBook(left, forget ? Optional.empty() : last, forget ? 0 : lastSeen), List.copyOf(verdicts));
    }

    private static RunVerdict verdict(Kind kind, Optional<DeclaredRun> run, long time) {
        return new RunVerdict(kind, run, time, run.map(r -> off(r, time) / MINUTE).orElse(0L));
    }

    private static long off(DeclaredRun run, long time) {
        return time < run.slotStart() ? time - run.slotStart() : Math.max(0, time - run.slotEnd() + 1);
    }
}
