package city.mio.models.haul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OverCapRulesTest {

    private final OverCapRules rules = OverCapRules.DEFAULT;

    @Test
    void severityGrowsWithTheShareThatIsTooMuch() {
        assertThat(rules.severity(61, 60)).isEqualTo(Severity.NOTICE);
        assertThat(rules.severity(66, 60)).isEqualTo(Severity.WARNING);
        assertThat(rules.severity(75, 60)).isEqualTo(Severity.CRITICAL);
        assertThat(rules.severity(1, 0)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void sharesThatMakeNoOrderAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OverCapRules(1.3, 1.2, 5)).withMessageContaining("criticalShare");
    }
}
