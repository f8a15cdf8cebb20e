package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {

    private static final String HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n";

    @TempDir
    Path directory;

    private void assertRefused(String xml, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.osm"), xml);
        assertRefused(file, message);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() throws IOException {
        assertRefused(HEAD + "<!DOCTYPE osm [<!ENTITY a \"aaaa\">]><osm><node id='1' lon='1' lat='1'/></osm>", "refused");
        assertRefused(
                HEAD + "<!DOCTYPE osm [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><osm>&x;</osm>", "refused");
        StringBuilder laughs = new StringBuilder(HEAD + "<!DOCTYPE osm [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        assertRefused(laughs + "]><osm><tag k='a' v='&l9;'/></osm>", "refused");
        assertRefused(HEAD + "<!DOCTYPE osm SYSTEM \"http://192.0.2.1/osm.dtd\"><osm/>", "refused");
        assertRefused(HEAD + "<osm>&undeclared;</osm>", "bad.osm: line");
    }

    @Test
    void whatIsNoOpenStreetMapIsNamed() throws IOException {
        assertRefused("", "no whole XML");
        assertRefused("id,name\n1,2\n", "no whole XML");
        assertRefused("<html><body/></html>", "begins with <html>");
        assertRefused("<osmChange version='0.6'/>", "a change file");
        assertRefused(HEAD + "<osm>" + "<a>".repeat(1000), "deep");
        assertRefused(HEAD + "<osm><node id='one' lon='1' lat='1'/></osm>", "line 2: id is no whole number: one");
        assertRefused(HEAD + "<osm><node id='1' lon='east' lat='1'/><way id='1'><nd ref='1'/><nd ref='1'/>"
                + "<tag k='highway' v='primary'/></way></osm>", "lon is no number: east");
        assertRefused(HEAD + "<osm><way id='1'><nd ref=''/></way></osm>", "ref is no whole number");
        assertRefused(HEAD + "<osm><way id='1'><tag k='highway'/></way></osm>", "a tag without k or v");
    }

    @Test
    void cutFilesAreRefusedWhereverTheyAreCut() throws IOException {
        byte[] whole = new OsmFixture(directory)
                .nodes(1, 2)
                .way(10, OsmFixture.refs(1, 2), "highway=primary")
                .xml()
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 7) {
            Path file = Files.write(directory.resolve("cut.osm"), Arrays.copyOf(whole, length));
            assertRefused(file, "cut.osm");
        }
        Path packed = directory.resolve("whole.osm.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(whole);
        }
        assertThat(NetworkImporter.importFile(packed, ImportOptions.defaults()).network().linkCount()).isEqualTo(2);
        byte[] bytes = Files.readAllBytes(packed);
        for (int length = 0; length < bytes.length; length += 5) {
            Path file = Files.write(directory.resolve("cut.osm.gz"), Arrays.copyOf(bytes, length));
            assertRefused(file, "cut.osm.gz");
        }
    }

    @Test
    void bombsAreRefused() throws IOException {
        Path bomb = directory.resolve("bomb.osm.gz");
        byte[] blanks = "<!-- nothing -->\n".repeat(4096).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write((HEAD + "<osm>").getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < 100L << 20; written += blanks.length) {
                out.write(blanks);
            }
            out.write("</osm>".getBytes(StandardCharsets.UTF_8));
        }
        assertRefused(bomb, "times its");
        assertThatThrownBy(() -> NetworkImporter.importFile(
                        bomb, ImportOptions.defaults().withMostBytes(1 << 20)))
                .hasMessageContaining("unpacks to more than 1048576 bytes");
        assertThatThrownBy(() -> NetworkImporter.importFile(
                        bomb, ImportOptions.defaults().withMostRatio(100_000)))
                .as("the ratio can be set")
                .hasMessageContaining("holds no road");
        assertRefused(HEAD + "<osm><node id='1' name='" + "x".repeat(3 << 20) + "'/></osm>", "without markup");
        StringBuilder tags = new StringBuilder(HEAD + "<osm><way id='1'>");
        for (int i = 0; i < 6_000; i++) {
            tags.append("<tag k='k").append(i).append("' v='v'/>");
        }
        assertRefused(tags + "</way></osm>", "more than 5000 tags");
    }

    @Test
    void aWayOfAMillionNodesIsDroppedAndCounted() throws IOException {
        OsmFixture fixture = new OsmFixture(directory)
                .nodes(1, 2)
                .way(10, OsmFixture.refs(1, 2), "highway=primary")
                .way(11, new long[1_000_000], "highway=primary");
        ImportResult result = fixture.read(KeepParts.BY_KIND);
        assertThat(result.report().countAll(Fate.DROPPED, "ways: more than 50000 nodes")).isEqualTo(1);
        assertThat(result.network().linkCount()).isEqualTo(2);
    }

    @Test
    void swappedPlacesAreNamed() throws IOException {
        String xml = new OsmFixture(directory)
                .nodes(1, 2)
                .way(10, OsmFixture.refs(1, 2), "highway=primary")
                .xml()
                .replaceAll("lon=\"([0-9.]+)\" lat=\"([0-9.]+)\"", "lon=\"$2\" lat=\"$1\"");
        assertRefused(xml, "nodes that are no place on Earth: their lon and lat look swapped");
    }

    /** Where a million links meet: each of them is looked at a bounded number of times. */
    @Test
    void manyLinksAtOneNodeTakeNoHours() throws IOException {
        StringBuilder nodes = new StringBuilder();
        StringBuilder arcs = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            nodes.append("135.").append(100_000 + i).append(" 34.5\n");
            arcs.append(0).append(' ').append(i + 1).append('\n').append(i + 1).append(" 0\n");
        }
        nodes.append("135.4 34.6\n");
        arcs.append("0 1\n1 0\n".repeat(100_000));
        Files.writeString(directory.resolve("star.nodes"), nodes);
        Path file = Files.writeString(directory.resolve("star.arcs"), arcs);
        RoadNetwork network = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> NetworkImporter.importFile(file, ImportOptions.defaults()).network());
        assertThat(network.linkCount()).isEqualTo(600_000);
        assertThat(network.oppositeLink(0)).isPositive();
    }

    @Test
    void wayAfterWayOverOneRestrictionTakesNoHours() throws IOException {
        // Long ways that meet nowhere, and every second relation over them.
        OsmFixture fixture = new OsmFixture(directory);
        long[] far = new long[1_900];
        long[] near = new long[1_900];
        for (int i = 0; i < far.length; i++) {
            far[i] = 10_000 + i;
            near[i] = 20_000 + i;
            fixture.way(100 + i, OsmFixture.refs(far[i], near[i]), "highway=service");
        }
        fixture.nodes(far).nodes(near).way(10, far, "highway=primary").way(11, near, "highway=primary");
        for (int i = 0; i < 500; i++) {
            fixture.restriction(1_000 + i, 10, "way 11", 10, i % 2 == 0 ? "restriction=no_u_turn" : "restriction=only_u_turn");
        }
        ImportResult result = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> fixture.read(KeepParts.BY_KIND));
        assertThat(result.report().countAll(Fate.DROPPED, "turn restrictions")).isEqualTo(500);
    }

    @Test
    void tooManyElementsAreRefused() throws IOException {
        Path file = Files.writeString(
                directory.resolve("many.osm"),
                new OsmFixture(directory)
                        .nodes(1, 2, 3, 4, 5, 6, 7, 8)
                        .way(10, OsmFixture.refs(1, 2), "highway=primary")
                        .xml());
        assertThatThrownBy(() -> NetworkImporter.importFile(
                        file, ImportOptions.defaults().withMostElements(2)))
                .hasMessageContaining("more than 2 elements");
    }

    @Test
    void textFromFilesCannotWriteOnTheTerminal() throws IOException {
        assertThat(ImportReport.shown("a\u001b[31mb\nc")).isEqualTo("a?[31mb?c");
        assertThat(ImportReport.shown("x".repeat(1000))).hasSizeLessThan(100);
        ImportReport report = new OsmFixture(directory)
                .nodes(1, 2)
                .way(10, OsmFixture.refs(1, 2), "highway=primary", "maxspeed=\u0085fast")
                .read(KeepParts.ALL)
                .report();
        assertThat(String.join("", report.lines())).doesNotContainPattern("\\p{Cntrl}").contains("maxspeed=");
    }
}
