package city.mio.cli.forecast;

import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotForecast;
import city.mio.models.forecast.slots.SlotModel;
import city.mio.models.forecast.slots.SlotWidths;

/**
 * How a slot model does on slots that it has not seen: at each midnight it forecasts two weeks, after each day its
 * intervals follow what came.
 *
 * @param forecasts how many were made
 */
public record SlotScore(SlotTable table, int forecasts) {

    /**
     * Scores a model.
     *
     * @param learnt slots that it was learnt from
     */
    public static SlotScore of(SlotModel model, SlotHistory history, int learnt) {
        Panel panel = history.panel();
        int perDay = panel.timeline().stepsPerDay();
        SlotTable table = new SlotTable(panel, learnt);
        SlotForecast out = new SlotForecast(panel.channelCount(), panel.targetCount(), SlotModel.DAYS_AHEAD * perDay);
        SlotWidths widths = new SlotWidths(panel.channelCount());
        int forecasts = 0;
        for (int newest = learnt - 1; newest < panel.steps() - 1; newest++) {
            if (panel.binOfDay(newest + 1) != 0) {
                continue;
            }
            int dayBefore = newest + 1 - perDay;
            if (dayBefore >= learnt) {
                widths.follow(model, panel, history.calendar(), history.conditions(), dayBefore);
            }
            model.forecast(panel, history.calendar(), history.conditions(), newest, widths, out);
            table.score(newest, out);
            forecasts++;
        }
        return new SlotScore(table, forecasts);
    }
}
