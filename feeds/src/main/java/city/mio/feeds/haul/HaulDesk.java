package city.mio.feeds.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import java.util.Collection;
import java.util.List;

/**
 * Who checks what contractors hand in: the rules are the office's, and whoever starts the door brings them. The haul job checks
 * again by the same rules and has the last word. Thread-safe.
 */
@FunctionalInterface
public interface HaulDesk {

    /**
     * Why a row is refused.
     *
     * @param row index in what was handed in
     * @param kind what is wrong, in one word
     * @param message one line in English, never a plate
     */
    record Fault(int row, String kind, String message) {}

    /**
     * Judges rows.
     *
     * @param known the newest word of each declaration that is not cancelled
     * @param orders of the office so far, by their times
     * @param rows what was handed in
     * @param now the city's time, UTC epoch milliseconds
     * @return faults by ascending row; rows without one are good
     */
    List<Fault> judge(
            Collection<HaulDeclaration> known, List<HaulOrder> orders, List<HaulDeclaration> rows, long now);
}
