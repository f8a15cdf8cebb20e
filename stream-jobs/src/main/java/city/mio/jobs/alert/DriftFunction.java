package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.ForecastQuality;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells when forecasts have become worse than they used to be, as the forecast job judges itself. Keyed by part and
 * quantity; only what is open is kept.
 */
final class DriftFunction extends KeyedProcessFunction<String, ForecastQuality, Alert> {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient Alerts alerts;
    private transient ValueState<Long> since;

    DriftFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        alerts = city.alerts();
        since = getRuntimeContext().getState(new ValueStateDescriptor<>("since", Types.LONG));
    }

    @Override
    public void processElement(ForecastQuality quality, Context ctx, Collector<Alert> out) throws Exception {
        if (!quality.group().equals(ForecastQuality.ALL)) {
            return;
        }
        Long open = since.value();
        if (quality.drifting() && open == null) {
            since.update(quality.time());
            out.collect(alerts.drift(quality, AlertStatus.OPENED, quality.time()));
        } else if (!quality.drifting() && open != null) {
            since.clear();
            out.collect(alerts.drift(quality, AlertStatus.CLEARED, open));
        }
    }
}
