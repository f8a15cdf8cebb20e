package city.mio.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.forecast.Panel;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixTest {

    @TempDir
    private Path folder;

    @Test
    void readsTextWithGaps() throws Exception {
        Matrix matrix = Matrix.read(text("a,b\n1,\n,2.5\n"));
        assertThat(matrix.targets()).containsExactly("a", "b");
        assertThat(matrix.values()).containsExactly(1f, Float.NaN, Float.NaN, 2.5f);
    }

    @Test
    void namesLineAndColumnOfWhatIsWrong() throws Exception {
        Path ragged = text("a,b\n1,2\n3\n");
        assertThatThrownBy(() -> Matrix.read(ragged)).isInstanceOf(IOException.class)
                .hasMessageContaining("line 3 has 1 values where 2");
        Path words = text("a,b\n1,fast\n");
        assertThatThrownBy(() -> Matrix.read(words)).hasMessageContaining("line 2, column 2: \"fast\"");
    }

    @Test
    void readsTheFirstFeatureOfAnArrayOfNumPyAndMasksZeros() throws Exception {
        Path file = npz("(3, 2, 3)", 18, 18);
        Matrix matrix = Matrix.read(file);
        assertThat(matrix.steps()).isEqualTo(3);
        assertThat(matrix.values()).containsExactly(0f, 3f, 6f, 9f, 12f, 15f);
        Panel panel = Protocol.PEMS0X.read(file, null);
        assertThat(panel.value(0, 0, 0)).isNaN();
        assertThat(panel.value(0, 0, 1)).isEqualTo(3f);
    }

    @Test
    void refusesAnArrayThatIsCutOffAndAFileThatIsNone() throws Exception {
        Path cut = npz("(3, 2, 3)", 18, 11);
        assertThatThrownBy(() -> Matrix.read(cut)).isInstanceOf(IOException.class).hasMessageContaining("cut off");
        Path none = Files.writeString(folder.resolve("none.npz"), "nothing of the kind");
        assertThatThrownBy(() -> Matrix.read(none)).isInstanceOf(IOException.class).hasMessageContaining("none.npz");
    }

    @Test
    void readsTheMatrixOfAnHdfFile() throws Exception {
        Path file = folder.resolve("metr.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            var group = hdf.putGroup("df");
            group.putDataset("axis1", new long[] {1, 2, 3});
            group.putDataset("block0_values", new double[][] {{60, 0}, {61, 50}, {62, 51}});
        }
        Panel panel = Protocol.METR.read(file, null);
        assertThat(panel.steps()).isEqualTo(3);
        assertThat(panel.value(0, 2, 1)).isEqualTo(51f);
        assertThat(panel.value(0, 0, 1)).isNaN();
    }

    @Test
    void aFolderWithoutTheDataSetIsNamed() {
        assertThatThrownBy(() -> Protocol.LOSLOOP.read(folder, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("losloop_speed.csv");
    }

    private Path text(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "matrix", ".csv"), content);
    }

    /** Counts up from 0; the first so many of the numbers are written. */
    private Path npz(String shape, int numbers, int written) throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
        header = header + " ".repeat(117 - header.length()) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(10 + 118 + numbers * 8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        buffer.put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < written; i++) {
            buffer.putDouble(i);
        }
        Path file = Files.createTempFile(folder, "pems", ".npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("data.npy"));
            zip.write(buffer.array(), 0, buffer.position());
            zip.closeEntry();
        }
        return file;
    }
}
