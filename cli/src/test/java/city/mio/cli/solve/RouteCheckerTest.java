package city.mio.cli.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.dispatch.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckerTest {

    /** Two requests along a line, from 10 to 20 and from 12 to 18; the depot at 0. */
    private static final String ROWS =
            """
            1 10 0 1 1 0 1000
            2 12 0 1 1 0 1000
            3 20 0 1 -1 0 1000
            4 18 0 1 -1 0 1000
            """;

    @TempDir
    private Path folder;

    private RouteChecker checker(String head, String rows) throws IOException {
        return RouteChecker.ofCordeau(file(head, rows));
    }

    private Path file(String head, String rows) throws IOException {
        Path file = folder.resolve("line.txt");
        Files.writeString(file, head + "\n0 0 0 0 0 0 1000\n" + rows);
        return file;
    }

    @Test
    void goodRoutesAreFeasibleAndMeasured() throws IOException {
        RouteChecker.Verdict verdict = checker("2 4 100 2 20", ROWS).check(List.of(new int[] {1, 2, 4, 3}));
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.distance()).isCloseTo(40, within(1e-9));
        assertThat(verdict.vehicles()).isEqualTo(1);
    }

    @Test
    void eachBrokenRuleIsTold() throws IOException {
        List<int[]> nested = List.of(new int[] {1, 2, 4, 3});
        assertThat(checker("2 4 100 1 20", ROWS).check(nested).faults())
                .containsExactly("vehicle 1: load 2 after stop 2 is above 1");
        assertThat(checker("2 4 100 2 11.9", ROWS).check(nested).faults())
                .containsExactly("vehicle 1: the longest ride cannot be kept");
        assertThat(checker("2 4 43.9 2 20", ROWS).check(nested).faults())
                .containsExactly("vehicle 1: the longest route cannot be kept");
        assertThat(checker("2 4 44 2 12", ROWS).check(nested).faults()).isEmpty();
        String closed = ROWS.replace("4 18 0 1 -1 0 1000", "4 18 0 1 -1 0 19");
        assertThat(checker("2 4 100 2 20", closed).check(nested).faults())
                .containsExactly("vehicle 1: the time windows cannot be kept");
        assertThat(checker("1 4 100 2 20", ROWS).check(List.of(new int[] {1, 3}, new int[] {2, 4})).faults())
                .containsExactly("2 vehicles are used, 1 are there");
        assertThat(checker("2 4 100 2 20", ROWS).check(List.of(new int[] {1, 2, 3})).faults())
                .containsExactly("stop 4 is not visited");
        assertThat(checker("2 4 100 2 20", ROWS).check(List.of(new int[] {3, 1, 2, 4})).faults())
                .contains("vehicle 1: delivery 3 without pick-up 1 before it");
        assertThat(checker("2 4 100 2 20", ROWS).check(List.of(new int[] {1, 2, 3}, new int[] {4})).faults())
                .contains("vehicle 2: delivery 4 without pick-up 2 before it");
        assertThat(checker("2 4 100 2 20", ROWS).check(List.of(new int[] {1, 2, 4, 3, 3})).faults())
                .contains("vehicle 1: stop 3 was visited before");
        assertThat(checker("2 4 100 2 20", ROWS).check(List.of(new int[] {1, 2, 4, 3, 9})).faults())
                .contains("vehicle 1: there is no stop 9");
    }

    @Test
    void aVehicleMayLeaveLateAndWaitWithNobodyOnBoard() throws IOException {
        String late = ROWS.replace("1 10 0 1 1 0 1000", "1 10 0 1 1 500 1000");
        assertThat(checker("2 4 44 2 20", late).check(List.of(new int[] {1, 2, 4, 3})).feasible()).isTrue();
    }

    @Test
    void badRowsAreNamed() throws IOException {
        Path wrong = file("2 4 100 2 20", ROWS.replace("-1 0 1000\n4", "-2 0 1000\n4"));
        assertThatThrownBy(() -> SolvableInstance.readCordeau(wrong))
                .isInstanceOf(InstanceFault.class)
                .hasMessage(wrong + ", line 5: load is not that of its pick-up, line 3");
        Path text = file("2 4 100 2 20", ROWS.replace("2 12", "2 twelve"));
        assertThatThrownBy(() -> SolvableInstance.readCordeau(text))
                .isInstanceOf(InstanceFault.class)
                .hasMessage(text + ", line 4: \"twelve\" is not a number");
        Path shortRow = file("2 4 100 2 20", "1 2 3\n2 3 4\n");
        assertThatThrownBy(() -> SolvableInstance.readLiLim(shortRow))
                .isInstanceOf(InstanceFault.class)
                .hasMessageStartingWith(shortRow + ", line 2: has 7 fields, not 9");
    }

    @Test
    void aSpeedOfZeroIsReadAsOne() throws Exception {
        Path file = folder.resolve("pair.txt");
        Files.writeString(file, "1 5 0\n0 0 0 0 0 100 0 0 0\n1 3 4 1 0 50 1 0 2\n2 6 8 -1 0 60 1 1 0\n");
        Solving solving = Solving.run(SolvableInstance.readLiLim(file), true, Budget.iterations(50), 1, 1);
        RouteChecker.Verdict verdict = RouteChecker.ofLiLim(file).check(solving.routes());
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.distance()).isCloseTo(20, within(1e-9));
    }

    @Test
    void solvedRoutesPassTheChecker() throws Exception {
        Path file = file("2 4 100 2 20", ROWS);
        Solving solving = Solving.run(SolvableInstance.readCordeau(file), false, Budget.iterations(200), 1, 1);
        RouteChecker.Verdict verdict = RouteChecker.ofCordeau(file).check(solving.routes());
        assertThat(verdict.feasible()).isTrue();
        assertThat(verdict.distance()).isCloseTo(solving.cost(), within(1e-9)).isCloseTo(40, within(1e-9));
    }
}
