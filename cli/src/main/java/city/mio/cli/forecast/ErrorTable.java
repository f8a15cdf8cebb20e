package city.mio.cli.forecast;

import city.mio.models.forecast.ErrorTally;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.Frame;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.PointForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Errors of several implementations on the same forecasts, side by side. */
public final class ErrorTable {

    /** One line. */
    public record Row(String model, String channel, String band, ErrorTally.Errors errors) {}

    /** Begins the band of a single horizon, counted from 1. */
    static final String AT_STEP = "at step ";

    private final List<Row> rows = new ArrayList<>();
    private final Protocol protocol;
    private final int horizons;

    public ErrorTable(Protocol protocol, int horizons) {
        this.protocol = protocol;
        this.horizons = horizons;
    }

    /** Scores a model on all channels. */
    public void score(Forecaster model, Frame frame, int[] origins) {
        Panel panel = frame.panel();
        PointForecast out = new PointForecast(panel.channelCount(), panel.targetCount(), horizons);
        ErrorTally[] tallies = tallies(panel);
        for (int origin : origins) {
            model.forecast(frame, origin, out);
            add(tallies, panel, origin, out);
        }
        keep(model.name(), panel, tallies);
    }

    /** Empty tallies, one for each channel, for who makes the forecasts elsewhere. */
    ErrorTally[] tallies(Panel panel) {
        ErrorTally[] tallies = new ErrorTally[panel.channelCount()];
        Arrays.setAll(tallies, channel -> new ErrorTally(horizons));
        return tallies;
    }

    static void add(ErrorTally[] tallies, Panel panel, int origin, PointForecast out) {
        for (int channel = 0; channel < tallies.length; channel++) {
            tallies[channel].add(panel, channel, origin, out);
        }
    }

    /** Makes rows of a model's tallies. */
    void keep(String model, Panel panel, ErrorTally[] tallies) {
        for (int i = 0; i < tallies.length; i++) {
            String channel = panel.channels().get(i);
            for (Protocol.Band band : protocol.bands()) {
                rows.add(new Row(model, channel, band.name(), tallies[i].errors(band.from(), band.to())));
            }
            for (int h = 0; h < horizons; h++) {
                rows.add(new Row(model, channel, AT_STEP + (h + 1), tallies[i].errors(h, h + 1)));
            }
        }
    }

    int horizons() {
        return horizons;
    }

    public List<Row> rows() {
        return rows;
    }

    /** The lines for people: bands only. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-14s %-8s %-14s %9s %9s %8s %10s",
                "model", "channel", "horizons", "MAE", "RMSE", "MAPE %", "scored"));
        for (Row row : rows) {
            if (!row.band().startsWith(AT_STEP)) {
                lines.add(String.format(Locale.ROOT, "%-14s %-8s %-14s %9.4f %9.4f %8.2f %10d",
                        row.model(), row.channel(), row.band(), row.errors().mae(), row.errors().rmse(),
                        row.errors().mapePercent(), row.errors().scored()));
            }
        }
        return lines;
    }

    /** All of it for machines. */
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("model", row.model());
            object.put("channel", row.channel());
            object.put("horizons", row.band());
            object.put("mae", row.errors().mae());
            object.put("rmse", row.errors().rmse());
            object.put("mapePercent", row.errors().mapePercent());
            object.put("scored", row.errors().scored());
            objects.add(object);
        }
        return objects;
    }
}
