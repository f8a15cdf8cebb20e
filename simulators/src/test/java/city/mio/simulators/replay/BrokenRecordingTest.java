package city.mio.simulators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import city.mio.simulators.devices.RecordingOutput;
import city.mio.simulators.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that end too early, hold bytes that are no text, or mean harm. */
class BrokenRecordingTest {

    private static final String HEADER = "vehicleId,time,lon,lat\n";

    @TempDir
    Path folder;

    private final RecordingOutput output = new RecordingOutput();

    private Replayer.Result replay(Path... files) throws Exception {
        return new Replayer(output, new Ledger(), InstantSource.fixed(Instant.EPOCH.plusSeconds(1)))
                .replay(List.of(files), Double.POSITIVE_INFINITY, Recording.DEFAULT_TRACK_START);
    }

    private Path write(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] zipped(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String manyRows() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            text.append("a,").append(1_795_125_600L + i).append(",135.").append(random.nextInt(1_000_000));
            text.append(",34.").append(random.nextInt(1_000_000)).append('\n');
        }
        return text.toString();
    }

    @Test
    void whatComesBeforeABreakIsSentAndThenTheBreakIsNamed() throws Exception {
        String text = manyRows();
        byte[] whole = zipped(text);
        Path cut = write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        Path other = write("other.csv", (HEADER + "b,1795125601,135,34\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> replay(cut, other))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith("cut.csv.gz: breaks off after line ");
        assertThat(output.probes).hasSizeBetween(1_000, 4_900).anyMatch(p -> p.vehicleId().equals("b"));
        // Rows sent and the one that is cut are the beginning of the file, with nothing left out.
        int sent = output.probes.size() - 1;
        String[] lines = text.split("\n");
        for (int i = 0; i < sent; i++) {
            String[] fields = lines[i + 1].split(",");
            var fix = output.probes.stream().filter(p -> p.vehicleId().equals("a")).skip(i).findFirst().orElseThrow();
            assertThat(fix.lon()).isEqualTo(Double.parseDouble(fields[2]));
            if (i > 200) {
                break;
            }
        }
        assertThat(output.refused).hasSizeLessThan(2);
        output.refused.forEach(letter -> {
            assertThat(letter.detail()).isEqualTo("cut.csv.gz, line " + (sent + 2) + ": the file breaks off in this line");
            assertThat(lines[sent + 1]).startsWith(new String(letter.raw(), StandardCharsets.UTF_8));
        });
    }

    @Test
    void aGpxMayEndAnywhere() throws Exception {
        byte[] whole = """
                <?xml version="1.0"?><gpx><trk><trkseg>
                <trkpt lat="34.70" lon="135.50"><time>2026-11-18T07:00:00Z</time></trkpt>
                <trkpt lat="34.71" lon="135.50"><time>2026-11-18T07:00:05Z</time></trkpt>
                </trkseg></trk></gpx>""".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            Path file = write("cut.gpx", Arrays.copyOf(whole, length));
            List<Row> rows = new ArrayList<>();
            Throwable fault = catchThrowable(() -> Recording.read(file, 0, rows::add));
            assertThat(fault).as("cut at " + length).isInstanceOf(RecordingException.class);
            assertThat(fault).hasMessageStartingWith("cut.gpx");
            String kept = new String(whole, 0, length, StandardCharsets.UTF_8);
            assertThat(rows).hasSize((kept.length() - kept.replace("</trkpt>", "").length()) / "</trkpt>".length());
        }
    }

    @Test
    void entitiesInAGpxAreNotFollowed() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE gpx [<!ENTITY a0 \"aaaaaaaaaa\">");
        for (int i = 1; i < 12; i++) {
            bomb.append("<!ENTITY a").append(i).append(" \"").append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        bomb.append("]><gpx><trk><trkpt lat=\"34\" lon=\"135\"><time>&a11;</time></trkpt></trk></gpx>");
        Path doctype = write("bomb.gpx", bomb.toString().getBytes(StandardCharsets.UTF_8));
        Path reference = write(
                "entity.gpx",
                "<gpx><trk><trkpt lat=\"34\" lon=\"135\"><time>&x;</time></trkpt></trk></gpx>"
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> replay(doctype)).isInstanceOf(RecordingException.class).hasMessageContaining("DTD");
        assertThat(output.probes).isEmpty();
        Throwable fault = catchThrowable(() -> replay(reference));
        assertThat(output.probes).isEmpty();
        assertThat(fault != null || output.refused.size() == 1).isTrue();
    }

    @Test
    void theBytesOfABadRowAreKeptAsTheyStand() throws Exception {
        byte[] latin = (HEADER + "taxi-X,1795125600,135,34\r\na,never,135,34\r\n").getBytes(StandardCharsets.UTF_8);
        latin[HEADER.length() + 5] = (byte) 0xe9;
        Replayer.Result result = replay(write("latin.csv", latin));
        assertThat(result.faults().get(0)).isEqualTo("latin.csv, line 2: not UTF-8");
        assertThat(result.faults().get(1)).startsWith("latin.csv, line 3: time is neither");
        assertThat(output.refused.get(0).raw())
                .isEqualTo(Arrays.copyOfRange(latin, HEADER.length(), HEADER.length() + 25));
        assertThat(output.refused.get(1).raw()).isEqualTo("a,never,135,34\r".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws Exception {
        byte[] bytes = (HEADER + "a".repeat(200_000) + "\na,1795125600,135,34\n").getBytes(StandardCharsets.UTF_8);
        Replayer.Result result = replay(write("long.csv", bytes));
        assertThat(result.positions()).isEqualTo(1);
        assertThat(result.faults()).containsExactly("long.csv, line 2: line of 200000 bytes, longer than 65536");
        assertThat(output.refused.get(0).raw()).hasSize(Lines.LONGEST);
    }

    @Test
    void swappedCoordinatesAreNamed() throws Exception {
        Path csv = write("a.csv", (HEADER + "a,1795125600,34.7,135.5\n").getBytes(StandardCharsets.UTF_8));
        Path track = write("b.track", "34.7 135.5 1\n34.7 200 2\n".getBytes(StandardCharsets.UTF_8));
        Path gpx = write(
                "c.gpx",
                "<gpx><trk><trkpt lat=\"135.5\" lon=\"34.7\"><time>2026-11-18T07:00:00Z</time></trkpt></trk></gpx>"
                        .getBytes(StandardCharsets.UTF_8));
        List<String> faults = replay(csv, track, gpx).faults();
        assertThat(faults).hasSize(4);
        assertThat(faults.stream().filter(fault -> fault.endsWith("(lon and lat seem to be swapped)")))
                .hasSize(3)
                .allMatch(fault -> fault.contains(": lat is outside"));
    }
}
