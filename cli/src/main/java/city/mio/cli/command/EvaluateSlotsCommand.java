package city.mio.cli.command;

import city.mio.cli.forecast.SlotHistory;
import city.mio.cli.forecast.SlotScore;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio evaluate slots}. */
@Command(
        name = "slots",
        mixinStandardHelpOptions = true,
        description = {
            "Learns what slots of half an hour bring from the first part of a history, forecasts the next two"
                    + " weeks at each midnight of the rest, and prints mean absolute errors, beside those of the same"
                    + " slot a week ago and of the plain mean of the kind of day, and how the 80 %% intervals held.",
            "Of a public data set (--protocol) the first part is its learning part; of a folder of mio history or mio"
                    + " record all but the last --held-out days."
        })
final class EvaluateSlotsCommand implements Callable<Integer> {

    @Mixin
    private SlotOptions slotOptions;

    @Option(names = "--held-out", paramLabel = "DAYS", defaultValue = "14",
            description = "Without --protocol: days at the end that are forecast. Default: ${DEFAULT-VALUE}.")
    private int heldOut;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SlotHistory history = slotOptions.read();
        Panel panel = history.panel();
        int learnt = slotOptions.learnt(panel, heldOut);
        SlotModel model;
        try {
            model = SlotModel.learn(panel, history.calendar(), history.conditions(), 0, learnt);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, slotOptions.data() + ": " + e.getMessage(), e);
        }
        SlotScore score = SlotScore.of(model, history, learnt);
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("protocol", slotOptions.protocolName());
            object.put("targets", panel.targetCount());
            object.put("slots", panel.steps());
            object.put("learntSlots", learnt);
            object.put("conditions", history.known());
            object.put("forecasts", score.forecasts());
            object.put("errors", score.table().objects());
            stdout.println(new ObjectMapper().writeValueAsString(object));
        } else {
            score.table().lines().forEach(stdout::println);
        }
        return 0;
    }
}
