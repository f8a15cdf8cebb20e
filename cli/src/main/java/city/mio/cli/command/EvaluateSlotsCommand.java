package city.mio.cli.command;

import city.mio.cli.forecast.Protocol;
import city.mio.cli.forecast.SlotTable;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotCalendar;
import city.mio.models.forecast.slots.SlotConditions;
import city.mio.models.forecast.slots.SlotForecast;
import city.mio.models.forecast.slots.SlotModel;
import city.mio.models.forecast.slots.SlotPanels;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio evaluate slots}. */
@Command(
        name = "slots",
        mixinStandardHelpOptions = true,
        description = {
            "Learns what slots of half an hour bring from the learning part of a public data set, forecasts the next two"
                    + " weeks at each midnight of the rest, and prints mean absolute errors, beside those of the same"
                    + " slot a week ago and of the plain mean of the kind of day, and how the 80 %% intervals held."
        })
final class EvaluateSlotsCommand implements Callable<Integer> {

    private static final long SLOT_MILLIS = 1_800_000;

    @Option(names = "--data", required = true, paramLabel = "DIR|FILE", description = "The data set.")
    private Path data;

    @Option(names = "--protocol", required = true, paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
    private Protocol protocol;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Panel fine = protocol.read(data, null);
        SlotPanels.Merge[] merges = fine.channels().stream()
                .map(channel -> channel.equals("speed") ? SlotPanels.Merge.MEAN : SlotPanels.Merge.SUM)
                .toArray(SlotPanels.Merge[]::new);
        Panel panel = SlotPanels.merge(fine, SLOT_MILLIS, merges);
        int perDay = panel.timeline().stepsPerDay();
        SlotCalendar calendar = SlotCalendar.of(panel.timeline().dayTypes());
        int learnt = protocol.split(panel.steps()).trainTo();
        SlotModel model;
        try {
            model = SlotModel.learn(panel, calendar, SlotConditions.NONE, 0, learnt);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, data + ": " + e.getMessage(), e);
        }
        SlotTable table = new SlotTable(panel, learnt);
        SlotForecast out =
                new SlotForecast(panel.channelCount(), panel.targetCount(), SlotModel.DAYS_AHEAD * perDay);
        int forecasts = 0;
        for (int newest = learnt - 1; newest < panel.steps() - 1; newest++) {
            if (panel.binOfDay(newest + 1) == 0) {
                model.forecast(panel, calendar, SlotConditions.NONE, newest, out);
                table.score(newest, out);
                forecasts++;
            }
        }
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("protocol", protocol.name().toLowerCase(Locale.ROOT));
            object.put("targets", panel.targetCount());
            object.put("slots", panel.steps());
            object.put("learntSlots", learnt);
            object.put("forecasts", forecasts);
            object.put("errors", table.objects());
            stdout.println(new ObjectMapper().writeValueAsString(object));
        } else {
            table.lines().forEach(stdout::println);
        }
        return 0;
    }
}
