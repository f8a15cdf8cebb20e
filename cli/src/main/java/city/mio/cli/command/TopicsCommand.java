package city.mio.cli.command;

import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio topics}: creates what a broker lacks. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Lists Mio's Kafka topics, and creates those that a broker does not have yet.")
final class TopicsCommand implements Callable<Integer> {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Broker on which to create the missing topics; without it they are only listed.")
    private String kafka;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<String> created = kafka == null ? List.of() : EmbeddedKafka.createTopics(kafka);
        List<String> all = Topics.listTopics().stream().map(Topic::name).toList();
        var out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("topics", all);
            result.put("created", new ArrayList<>(created));
            out.println(new ObjectMapper().writeValueAsString(result));
            return 0;
        }
        for (String name : all) {
            out.println(name + (created.contains(name) ? "   created" : kafka == null ? "" : "   was there"));
        }
        return 0;
    }
}
