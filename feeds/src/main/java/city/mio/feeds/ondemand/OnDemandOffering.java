package city.mio.feeds.ondemand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All operators of a city. Immutable, thread-safe. */
public final class OnDemandOffering {

    private final Map<String, OnDemandOperator> operators = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if an operator is there twice */
    public OnDemandOffering(List<OnDemandOperator> operators) {
        for (OnDemandOperator operator : operators) {
            Require.holds(
                    this.operators.put(operator.operatorId(), operator) == null,
                    "operator " + operator.operatorId() + " is there twice");
        }
    }

    /** A city without on-demand buses. */
    public static OnDemandOffering none() {
        return new OnDemandOffering(List.of());
    }

    public List<OnDemandOperator> listOperators() {
        return List.copyOf(operators.values());
    }

    public Optional<OnDemandOperator> findOperator(String operatorId) {
        return Optional.ofNullable(operators.get(operatorId));
    }
}
