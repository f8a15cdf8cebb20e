package city.mio.cli.forecast;

import city.mio.models.forecast.ErrorTally;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.Frame;
import city.mio.models.forecast.PointForecast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Errors of several implementations on the same forecasts, side by side. */
public final class ErrorTable {

    /** One line. */
    public record Row(String model, String channel, String band, ErrorTally.Errors errors) {}

    private final List<Row> rows = new ArrayList<>();
    private final Protocol protocol;
    private final int horizons;

    public ErrorTable(Protocol protocol, int horizons) {
        this.protocol = protocol;
        this.horizons = horizons;
    }

    /** Scores a model on all channels. */
    public void score(Forecaster model, Frame frame, int[] origins) {
        var panel = frame.panel();
        int[] channels = IntStream.range(0, panel.channelCount()).toArray();
        PointForecast out = new PointForecast(panel.channelCount(), panel.targetCount(), horizons);
        ErrorTally[] tallies = new ErrorTally[channels.length];
        for (int i = 0; i < channels.length; i++) {
            tallies[i] = new ErrorTally(horizons);
        }
        for (int origin : origins) {
            model.forecast(frame, origin, out);
            for (int i = 0; i < channels.length; i++) {
                tallies[i].add(panel, channels[i], origin, out);
            }
        }
        for (int i = 0; i < channels.length; i++) {
            String channel = panel.channels().get(channels[i]);
            for (Protocol.Band band : protocol.bands()) {
                rows.add(new Row(model.name(), channel, band.name(), tallies[i].errors(band.from(), band.to())));
            }
            for (int h = 0; h < horizons; h++) {
                rows.add(new Row(model.name(), channel, "at step " + (h + 1), tallies[i].errors(h, h + 1)));
            }
        }
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
            if (!row.band().startsWith("at step")) {
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
