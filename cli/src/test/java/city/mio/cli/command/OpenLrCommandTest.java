package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a street of three links of about 460 m, ids 1, 3 and 5, each with its way back. */
class OpenLrCommandTest {

    @TempDir
    Path dir;

    private StringWriter out;
    private StringWriter err;

    private int run(String command, String... args) {
        out = new StringWriter();
        err = new StringWriter();
        String[] all = new String[args.length + 4];
        all[0] = "openlr";
        all[1] = command;
        all[2] = "--network";
        all[3] = dir.resolve("n.arcs").toString();
        System.arraycopy(args, 0, all, 4, args.length);
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @BeforeEach
    void writeStreet() throws Exception {
        Files.writeString(dir.resolve("n.nodes"), "135.500 34.7\n135.505 34.7\n135.510 34.7\n135.515 34.7\n");
        Files.writeString(dir.resolve("n.arcs"), "0 1\n1 0\n1 2\n2 1\n2 3\n3 2\n");
    }

    @Test
    void aLineGoesOutAndComesBack() throws Exception {
        assertThat(run("encode", "--links", "1,3,5")).as(err.toString()).isZero();
        String code = out.toString().trim();
        assertThat(run("decode", code)).as(err.toString()).isZero();
        assertThat(out.toString().trim()).isEqualTo("links 1,3,5; less 0 m at the start and 0 m at the end");
        assertThat(run("encode", "--links", "1,3,5", "--start-offset", "100", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("foundAgain").asBoolean()).isTrue();
        assertThat(run("decode", "--json", json.get("code").asText())).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toString());
        assertThat(line.get("links")).extracting(JsonNode::asText).containsExactly("1", "3", "5");
        assertThat(line.get("startOffsetMetres").asDouble()).isBetween(94.0, 106.0);
    }

    @Test
    void aPointGoesOutAndComesBack() throws Exception {
        assertThat(run("encode", "--links", "3", "--at", "0.5", "--side", "left")).as(err.toString()).isZero();
        assertThat(run("decode", "--json", out.toString().trim())).as(err.toString()).isZero();
        JsonNode point = new ObjectMapper().readTree(out.toString());
        assertThat(point.get("link").asText()).isEqualTo("3");
        assertThat(point.get("side").asText()).isEqualTo("LEFT");
        assertThat(point.get("lon").asDouble()).isBetween(135.5073, 135.5077);
    }

    @Test
    void whatIsAskedWronglyIsSaidInOneLine() {
        assertThat(run("encode", "--links", "1,5")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("mio: link 5 does not start where link 1 ends");
        assertThat(run("encode", "--links", "77")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("mio: the network has no link 77");
        assertThat(run("encode", "--links", "1,3", "--at", "0.5")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("mio: --at is for one link, --links has 2");
        assertThat(run("encode", "--links", "-7")).as("ids may be negative").isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("mio: the network has no link -7");
        assertThat(run("decode", "rubbish")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("mio: code rubbish: is no OpenLR code in base 64");
        assertThat(run("decode", "CwRbWyNG9RpsCQCb/jsbtAT/6/+jK1lE")).isEqualTo(1);
        assertThat(err.toString()).contains("is not to be found on this network").hasLineCount(1);
    }
}
