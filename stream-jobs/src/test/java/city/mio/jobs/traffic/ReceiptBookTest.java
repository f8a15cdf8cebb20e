package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptBookTest {

    @Test
    void losesNoCountWhenAnyKindOfCountIsTheOneThatNeedsMoreRoom() {
        ReceiptBook book = new ReceiptBook();
        int minutes = 100;
        for (int i = 0; i < minutes; i++) {
            long time = 1_790_000_000_000L + i * 60_000L;
            switch (i % 4) {
                case 0 -> book.accepted(time, i);
                case 1 -> book.duplicate(time);
                case 2 -> book.matched(time);
                default -> book.unmatched(time);
            }
        }
        List<IntakeReceipt> receipts = new ArrayList<>();
        book.writeOut(IntakeSource.PROBES, "v", Long.MAX_VALUE, receipts::add);
        assertThat(receipts).hasSize(minutes);
        assertThat(receipts.stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(25);
        assertThat(receipts.stream().mapToInt(IntakeReceipt::duplicates).sum()).isEqualTo(25);
        assertThat(receipts.stream().mapToInt(IntakeReceipt::matched).sum()).isEqualTo(25);
        assertThat(receipts.stream().mapToInt(IntakeReceipt::unmatched).sum()).isEqualTo(25);
    }
}
