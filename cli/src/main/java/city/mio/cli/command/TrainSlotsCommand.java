package city.mio.cli.command;

import city.mio.cli.forecast.SlotHistory;
import city.mio.cli.forecast.SlotScore;
import city.mio.cli.progress.Progress;
import city.mio.jobs.forecast.ModelFolder;
import city.mio.jobs.forecast.SlotModelFolder;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio train slots}: learns the next two weeks. */
@Command(
        name = "slots",
        mixinStandardHelpOptions = true,
        description = {
            "Learns what each half hour of the next two weeks brings to every target of a history, and writes the model"
                    + " as a folder: from the kind of day, the season, rain, declared construction vehicles and the city's"
                    + " event calendar. It is measured on the last --held-out days first, then learnt anew from all.",
            "Of a public data set only the learning part is looked at. The same history gives the same model."
        })
final class TrainSlotsCommand implements Callable<Integer> {

    @Mixin
    private SlotOptions slotOptions;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Folder for the model.")
    private Path out;

    @Option(names = "--held-out", paramLabel = "DAYS", defaultValue = "7",
            description = "Days at the end by which the model is measured, 0 for none. Default: ${DEFAULT-VALUE}.")
    private int heldOut;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a file, not a folder (--out)");
        }
        if (heldOut < 0) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--held-out must not be negative: " + heldOut);
        }
        SlotHistory history = slotOptions.read();
        Panel panel = history.panel();
        int perDay = panel.timeline().stepsPerDay();
        int learnt = slotOptions.protocolName().equals("history") ? panel.steps() : slotOptions.learnt(panel, 1);
        SlotScore score = null;
        SlotModel model;
        try (Progress progress = Progress.start("training", "models", heldOut == 0 ? 1 : 2, spec.commandLine().getErr())) {
            if (heldOut > 0) {
                int before = learnt - heldOut * perDay;
                SlotModel first = SlotModel.learn(panel, history.calendar(), history.conditions(), 0, Math.max(0, before));
                score = SlotScore.of(first, history.until(learnt), before);
                progress.reached(1);
            }
            model = SlotModel.learn(panel, history.calendar(), history.conditions(), 0, learnt);
            progress.reached(heldOut == 0 ? 1 : 2);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, slotOptions.data() + ": " + e.getMessage(), e);
        }
        long start = panel.timeline().startMillis();
        SlotModelFolder.write(out, model, panel,
                new ModelFolder.Origin(spec.root().version()[0], ModelFolder.hash(panel), start,
                        start + learnt * panel.timeline().stepMillis(), 0),
                history.known(), score == null ? List.of() : score.table().objects());
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("written", out.toString());
            object.put("targets", panel.targetCount());
            object.put("channels", panel.channels());
            object.put("learntSlots", learnt);
            object.put("conditions", history.known());
            object.put("heldOutErrors", score == null ? List.of() : score.table().objects());
            stdout.println(new ObjectMapper().writeValueAsString(object));
        } else {
            stdout.println("written: " + out + ", " + panel.targetCount() + " targets, learnt from " + learnt / perDay
                    + " days, conditions " + history.known());
            if (score != null) {
                stdout.println("errors on the last " + heldOut + " days, learnt from those before:");
                score.table().lines().forEach(stdout::println);
            }
        }
        return 0;
    }
}
