package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.jobs.traffic.IdentityWindow.Seen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityWindowTest {

    @Test
    void agreesWithASetWithinItsWindow() {
        Random random = new Random(3);
        IdentityWindow window = new IdentityWindow();
        Set<Long> seen = new HashSet<>();
        long highest = 0;
        for (int i = 0; i < 20_000; i++) {
            long sequence = Math.max(1, highest - 100 + random.nextInt(110));
            highest = Math.max(highest, sequence);
            // Time in step with the sequence: no restart.
            Seen expected = seen.add(sequence) ? Seen.NEW : Seen.BEFORE;
            assertThat(window.see(sequence, sequence * 1000)).as("sequence " + sequence).isEqualTo(expected);
        }
    }

    @Test
    void whatIsOlderThanTheWindowCannotBeTold() {
        IdentityWindow window = new IdentityWindow();
        window.see(1000, 1_000_000);
        assertThat(window.see(1000 - IdentityWindow.SEQUENCES, 5)).isEqualTo(Seen.TOO_OLD_TO_TELL);
        assertThat(window.see(1001 - IdentityWindow.SEQUENCES, 6)).isEqualTo(Seen.NEW);
    }

    @Test
    void aDeviceThatBeginsToCountAnewIsFollowed() {
        IdentityWindow window = new IdentityWindow();
        for (int i = 1; i <= 50; i++) {
            window.see(i, i * 1000);
        }
        assertThat(window.see(7, 7000)).isEqualTo(Seen.BEFORE);
        assertThat(window.see(1, 51_000)).isEqualTo(Seen.NEW);
        assertThat(window.see(1, 51_000)).isEqualTo(Seen.BEFORE);
        assertThat(window.see(2, 52_000)).isEqualTo(Seen.NEW);
    }

    @Test
    void devicesThatDoNotCountAreToldByTime() {
        Random random = new Random(4);
        IdentityWindow window = new IdentityWindow();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            long time = 1000L * (i - random.nextInt(20));
            assertThat(window.see(0, time)).isEqualTo(seen.add(time) ? Seen.NEW : Seen.BEFORE);
        }
        assertThat(window.see(0, 1000)).isEqualTo(Seen.TOO_OLD_TO_TELL);
    }

    @Test
    void survivesBeingStored() throws Exception {
        IdentityWindow window = new IdentityWindow();
        for (int i = 1; i < 300; i += 3) {
            window.see(i, i * 1000L);
            window.see(0, i * 1000L + 1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));
        IdentityWindow read =
                IdentityWindow.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        IdentityWindow copy = window.copy();
        for (int i = 290; i > 200; i--) {
            Seen expected = window.see(i, 5);
            assertThat(read.see(i, 5)).isEqualTo(expected);
            assertThat(copy.see(i, 5)).isEqualTo(expected);
        }
    }
}
