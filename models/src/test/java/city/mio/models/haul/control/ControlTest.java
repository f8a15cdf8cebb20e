package city.mio.models.haul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.haul.control.CallForward.Call;
import city.mio.models.haul.control.CallForward.GateState;
import city.mio.models.haul.control.CallForward.Waiting;
import city.mio.models.haul.control.CameraSight.Standing;
import city.mio.models.haul.control.RunBook.Rules;
import city.mio.models.haul.control.RunBook.Step;
import city.mio.models.haul.control.RunVerdict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final long MINUTE = 60_000;
    private static final long EIGHT = 480 * MINUTE;
    private static final DeclaredRun RUN = new DeclaredRun("d", "acme", "bridge", EIGHT, EIGHT + 30 * MINUTE);
    private static final DeclaredRun NOON =
            new DeclaredRun("n", "acme", "tunnel", EIGHT + 240 * MINUTE, EIGHT + 270 * MINUTE);
    private static final RunBook BOOK = RunBook.EMPTY.declare(NOON).declare(RUN);

    private static List<Kind> kinds(Step step) {
        return step.verdicts().stream().map(RunVerdict::kind).toList();
    }

    private static Step pass(RunBook book, long minutes, String route, double confidence) {
        return book.pass(
                EIGHT + minutes * MINUTE, CameraSight.on("camera of " + route, route.isEmpty() ? Set.of() : Set.of(route)), confidence,
                Rules.DEFAULT);
    }

    @Test
    void passagesAreHeldAgainstTheSlot() {
        assertThat(kinds(pass(BOOK, 0, "bridge", 0.9))).containsExactly(Kind.ON_TIME);
        assertThat(kinds(pass(BOOK, 29, "bridge", 0.9))).containsExactly(Kind.ON_TIME);
        assertThat(kinds(pass(BOOK, -20, "bridge", 0.9))).containsExactly(Kind.EARLY);
        assertThat(pass(BOOK, -20, "bridge", 0.9).verdicts().get(0).minutesOff()).isEqualTo(-20);
        assertThat(kinds(pass(BOOK, 30, "bridge", 0.9))).containsExactly(Kind.LATE);
        assertThat(kinds(pass(BOOK, 120, "bridge", 0.9))).containsExactly(Kind.UNDECLARED);
        assertThat(kinds(pass(BOOK, 120, "bridge", 0.5))).containsExactly(Kind.UNSURE);
        assertThat(kinds(pass(BOOK, 5, "tunnel", 0.9))).containsExactly(Kind.ON_TIME, Kind.WRONG_ROUTE);
        assertThat(kinds(pass(BOOK, 5, "tunnel", 0.5))).containsExactly(Kind.ON_TIME, Kind.UNSURE);
        assertThat(kinds(pass(BOOK, 5, "", 0.9))).containsExactly(Kind.ON_TIME);
    }

    @Test
    void doubleReadsAndReadsOutOfOrderAreOneRun() {
        Step first = pass(BOOK, 10, "bridge", 0.9);
        assertThat(kinds(pass(first.book(), 11, "bridge", 0.9))).containsExactly(Kind.REPEAT);
        assertThat(kinds(pass(first.book(), 8, "bridge", 0.9))).containsExactly(Kind.REPEAT);
        assertThat(kinds(pass(first.book(), 15, "tunnel", 0.9))).containsExactly(Kind.WRONG_ROUTE);
        // Declared again after it was run: no second run of it.
        assertThat(first.book().declare(RUN)).isEqualTo(first.book());
        Step noon = pass(first.book(), 250, "tunnel", 0.9);
        assertThat(kinds(noon)).containsExactly(Kind.ON_TIME);
        assertThat(noon.book().open()).isEmpty();
    }

    /**
     * Routes "bridge" and "tunnel" share their last link, where camera E stands; B stands on the bridge's own part, T on the
     * tunnel's, by which a truck of the bridge may come, within 20 minutes. T is 15 minutes from the end.
     */
    private static CameraSight camera(String id) {
        return switch (id) {
            case "B" -> new CameraSight(id, false, Map.of(
                    "bridge", new Standing(CameraSight.Kind.ON, 10 * MINUTE, 0), "tunnel", new Standing(CameraSight.Kind.BESIDE, 0, 0)));
            case "T" -> new CameraSight(id, false, Map.of(
                    "tunnel", new Standing(CameraSight.Kind.ON, 10 * MINUTE, 0),
                    "bridge", new Standing(CameraSight.Kind.BEFORE, 20 * MINUTE, 15 * MINUTE)));
            case "E" -> CameraSight.on(id, Set.of("bridge", "tunnel"));
            case "gate" -> CameraSight.on(id, Set.of());
            case "out" -> new CameraSight(id, false, Map.of());
            default -> throw new IllegalArgumentException(id);
        };
    }

    /** What the cameras say of the run over the bridge, each camera with its minute after eight: "T0 B8 E12". */
    private static List<Kind> judged(String passages, double confidence) {
        RunBook book = RunBook.EMPTY.declare(RUN);
        List<Kind> kinds = new ArrayList<>();
        for (String passage : passages.split(" ")) {
            String id = passage.replaceAll("-?[0-9]+$", "");
            long minute = Long.parseLong(passage.substring(id.length()));
            Step time = book.tick(EIGHT + minute * MINUTE, Rules.DEFAULT);
            Step step = time.book().pass(EIGHT + minute * MINUTE, camera(id), confidence, Rules.DEFAULT);
            kinds.addAll(kinds(time));
            kinds.addAll(kinds(step));
            book = step.book();
        }
        Step end = book.tick(EIGHT + 300 * MINUTE, Rules.DEFAULT);
        kinds.addAll(kinds(end));
        assertThat(end.book().isEmpty()).isTrue();
        return kinds;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            B0 E5 gate8        | ON_TIME REPEAT REPEAT                       | on its own route, by a link that it shares
            E5 gate8           | ON_TIME REPEAT                              | seen on the shared link only
            T0 B8 E12          | ON_TIME ON_THE_WAY REPEAT                   | by another route's camera to its own
            T0 T1 B8           | ON_TIME ON_THE_WAY REPEAT                   | read twice there
            T0 E12 gate15      | ON_TIME ON_THE_WAY WRONG_ROUTE REPEAT       | past another camera of that route, though the link is its own too
            T0 gate15          | ON_TIME ON_THE_WAY WRONG_ROUTE              | at the gate without having been seen on its own
            T0                 | ON_TIME ON_THE_WAY WRONG_ROUTE              | never seen again
            T-5 B2             | ON_TIME ON_THE_WAY                          | in its slot is who is on its own route in it
            T0 B40             | ON_TIME ON_THE_WAY WRONG_ROUTE REPEAT       | too late to have been on the way there
            B0 T5              | ON_TIME WRONG_ROUTE                         | cannot have been to the end in between
            B0 E8 T26          | ON_TIME REPEAT REPEAT                       | on the way back
            out0 B8 out29      | ON_TIME REPEAT REPEAT                       | a camera on no route and at no gate says nothing
            out0               | NO_SHOW REPEAT                              | not even that it came
            """)
    void aWrongRouteIsOneThatIsNotSharedAndNotOnTheWay(String passages, String kinds, String what) {
        assertThat(judged(passages, 0.9)).as(what).map(Kind::name).containsExactlyInAnyOrder(kinds.split(" "));
    }

    @Test
    void poorReadingsAccuseNobodyHereEither() {
        assertThat(judged("T0", 0.5)).containsExactly(Kind.ON_THE_WAY, Kind.ON_TIME, Kind.UNSURE);
    }

    @Test
    void aHeldRunIsCorrectedAndWithdrawn() {
        RunBook held = RunBook.EMPTY.declare(RUN).pass(EIGHT, camera("T"), 0.9, Rules.DEFAULT).book();
        assertThat(held.open()).isEmpty();
        assertThat(held.isEmpty()).isFalse();
        DeclaredRun later = new DeclaredRun("d", "acme", "bridge", EIGHT + 30 * MINUTE, EIGHT + 60 * MINUTE);
        Step step = held.declare(later).pass(EIGHT + 8 * MINUTE, camera("B"), 0.9, Rules.DEFAULT);
        assertThat(kinds(step)).containsExactly(Kind.EARLY);
        assertThat(step.verdicts().get(0).cameraId()).isEqualTo("B");
        assertThat(held.cancel("d").isEmpty()).isTrue();
        assertThat(held.comes(camera("E"))).isEqualTo(held);
        assertThat(held.comes(camera("B"))).isEqualTo(RunBook.EMPTY.declare(RUN));
    }

    @Test
    void whoDoesNotComeIsToldOnceAndTheBookEndsEmpty() {
        Step early = BOOK.tick(EIGHT + 89 * MINUTE, Rules.DEFAULT);
        assertThat(early.verdicts()).isEmpty();
        Step over = BOOK.tick(EIGHT + 90 * MINUTE, Rules.DEFAULT);
        assertThat(kinds(over)).containsExactly(Kind.NO_SHOW);
        assertThat(over.book().tick(EIGHT + 91 * MINUTE, Rules.DEFAULT).verdicts()).isEmpty();
        assertThat(BOOK.cancel("d").tick(EIGHT + 90 * MINUTE, Rules.DEFAULT).verdicts()).isEmpty();
        Step run = pass(over.book(), 245, "tunnel", 0.9);
        assertThat(run.book().tick(EIGHT + 400 * MINUTE, Rules.DEFAULT).book().isEmpty()).isTrue();
    }

    @Test
    void callsKeepTheQueueUnderItsLimitAndTheGateBusy() {
        Random random = new Random(1);
        for (int day = 0; day < 300; day++) {
            GateState gate = new GateState(random.nextInt(4), 4, MINUTE);
            List<Long> arrivals = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                arrivals.add(EIGHT + (i * 4 + random.nextInt(3)) * MINUTE);
            }
            List<Waiting> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(new Waiting("v" + i, EIGHT - random.nextInt(40) * MINUTE, 7 * MINUTE));
            }
            List<Call> calls = CallForward.plan(gate, arrivals, waiting, EIGHT);
            assertThat(calls).extracting(Call::vehicleId).hasSize(20).doesNotHaveDuplicates();
            List<Long> all = new ArrayList<>(arrivals);
            calls.forEach(call -> all.add(call.arrivesAt()));
            all.sort(Long::compare);
            assertThat(CallForward.mostQueued(gate, all, EIGHT, EIGHT + 7 * MINUTE)).isLessThanOrEqualTo(4);
            assertThat(calls).allMatch(call -> call.leaveAt() >= EIGHT);
            // 29 vehicles at most at a minute each, and the drive: nobody is kept for nothing.
            assertThat(calls.get(19).arrivesAt()).isLessThanOrEqualTo(EIGHT + 37 * MINUTE);
        }
    }

    @Test
    void nobodyIsCalledBeforeItsSlot() {
        List<Call> calls = CallForward.plan(
                new GateState(0, 4, MINUTE),
                List.of(),
                List.of(new Waiting("b", EIGHT + 30 * MINUTE, 10 * MINUTE), new Waiting("a", EIGHT, 6 * MINUTE)),
                EIGHT - 5 * MINUTE);
        assertThat(calls).containsExactly(
                new Call("a", EIGHT, EIGHT + 6 * MINUTE), new Call("b", EIGHT + 30 * MINUTE, EIGHT + 40 * MINUTE));
    }

    @Test
    void overflowIsForeseen() {
        assertThat(CallForward.overflowsAt(1, 2, List.of(10L, 20L), List.of(15L))).isEqualTo(Long.MAX_VALUE);
        assertThat(CallForward.overflowsAt(1, 2, List.of(10L, 20L), List.of(25L))).isEqualTo(20);
        assertThat(CallForward.overflowsAt(1, 2, List.of(10L, 20L), List.of(20L))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void noShowsAreDrawnTowardsTheUsual() {
        assertThat(NoShows.NONE.share(0.05)).isEqualTo(0.05);
        NoShows bad = NoShows.NONE;
        for (int day = 0; day < 60; day++) {
            bad = bad.withDay(50, 15);
        }
        assertThat(bad.share(0.05)).isCloseTo(0.3, within(0.02));
        assertThat(NoShows.NONE.withDay(1, 1).share(0.05)).isLessThan(0.1);
    }
}
