package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.forecast.Protocol;
import city.mio.cli.forecast.SlotHistory;
import city.mio.models.forecast.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose a history in slots. */
final class SlotOptions {

    @Option(names = "--data", required = true, paramLabel = "DIR|FILE",
            description = "The history: a folder of mio history or mio record, or with --protocol a public data set.")
    private Path data;

    @Option(names = "--protocol", paramLabel = "NAME",
            description = "The history is a public data set: ${COMPLETION-CANDIDATES}.")
    private Protocol protocol;

    @Option(names = "--start", paramLabel = "DATETIME",
            description = "With --protocol: local time of the first step. Default: that of the published copy.")
    private LocalDateTime start;

    @Option(names = "--series", paramLabel = "NAME", split = ",", defaultValue = "detector_speed,detector_flow",
            description = "Of a mio history: series of the same targets, learnt together. Default: ${DEFAULT-VALUE}.")
    private List<String> series;

    @Mixin
    private CityOptions cityOptions;

    Path data() {
        return data;
    }

    SlotHistory read() throws IOException {
        if (protocol != null) {
            return SlotHistory.of(protocol.read(data, start));
        }
        City city = cityOptions.read();
        return SlotHistory.read(data, series, city.network(), city.places());
    }

    /** Slots to learn from; without a protocol, all but those of so many days. */
    int learnt(Panel panel, int heldOutDays) {
        if (protocol != null) {
            return protocol.split(panel.steps()).trainTo();
        }
        int perDay = panel.timeline().stepsPerDay();
        int learnt = panel.steps() - heldOutDays * perDay;
        if (heldOutDays < 1 || learnt < perDay) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--held-out: is outside 1 to "
                    + (panel.steps() / perDay - 1) + " days of this history: " + heldOutDays);
        }
        return learnt;
    }

    String protocolName() {
        return protocol == null ? "history" : protocol.name().toLowerCase(Locale.ROOT);
    }
}
