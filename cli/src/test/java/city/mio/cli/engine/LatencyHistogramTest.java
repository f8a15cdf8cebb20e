package city.mio.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void agreesWithSorting() {
        Random random = new Random(7);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] all = random.longs(5_000, 0, 20_000).toArray();
        for (long value : all) {
            histogram.add(value);
        }
        Arrays.sort(all);
        assertThat(histogram.quantile(0.50)).hasValue((int) all[2_499]);
        assertThat(histogram.quantile(0.99)).hasValue((int) all[4_949]);
        assertThat(histogram.quantile(1)).hasValue((int) all[4_999]);
    }

    @Test
    void isEmptyAtFirstAndBoundsWhatIsOutOfRange() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.quantile(0.5)).isEmpty();
        histogram.add(-5);
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.quantile(0.5)).hasValue(0);
        assertThat(histogram.quantile(1)).hasValue(600_000);
    }
}
