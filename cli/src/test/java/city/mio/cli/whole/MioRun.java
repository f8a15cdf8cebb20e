package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.command.MioCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command that was run to its end in this JVM, and what it said.
 *
 * @param exitCode of the command
 * @param out lines on standard output
 * @param err lines on standard error
 */
record MioRun(int exitCode, List<String> out, List<String> err) {

    static MioRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new MioRun(code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The JSON object that is the last line on standard output. */
    JsonNode summary() throws Exception {
        assertThat(exitCode).as(this::everything).isZero();
        return new ObjectMapper().readTree(out.get(out.size() - 1));
    }

    String everything() {
        return String.join("\n", out) + "\n--- standard error\n" + String.join("\n", err);
    }
}
