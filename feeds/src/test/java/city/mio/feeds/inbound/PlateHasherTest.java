package city.mio.feeds.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateHasherTest {

    private final PlateHasher hasher = new PlateHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    @Test
    void isHmacSha256() {
        // RFC 4231, test case 1: key 20 times 0x0b, data "Hi There"; here with the data in its plain form.
        byte[] key = new byte[20];
        java.util.Arrays.fill(key, (byte) 0x0b);
        assertThat(new PlateHasher(key).hash("Hi There")).isEqualTo(new PlateHasher(key).hash("HITHERE")).hasSize(64);
        // openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b… over "HITHERE"
        assertThat(new PlateHasher(key).hash("Hi There")).isEqualTo(EXPECTED);
    }

    private static final String EXPECTED = "0d7b9a1e02cb675f296fe5748bbc8a1003bcfe92bdede0b0200f4a04dd770607";

    @Test
    void writingMakesNoDifference() {
        String hash = hasher.hash("なにわ500あ1234");
        assertThat(hasher.hash("なにわ ５００ あ １２－３４")).isEqualTo(hash);
        assertThat(hasher.hash("　なにわ　500　あ　12-34 ")).isEqualTo(hash);
        assertThat(hasher.hash("ﾅﾆﾜ500ｱ1234")).isEqualTo(hash);
        assertThat(hasher.hash("なにわ 500 あ ・・12")).isEqualTo(hasher.hash("なにわ500あ12"));
        assertThat(hasher.hash("なにわ500い1234")).isNotEqualTo(hash);
        assertThat(hasher.hash("なにわ500あ1235")).isNotEqualTo(hash);
        assertThat(PlateHasher.normalise("がぎぐ 300 ﾊﾟ 1")).isEqualTo("がぎぐ300ぱ1");
    }

    @Test
    void anotherKeyAnotherHash() {
        PlateHasher other = new PlateHasher("0123456789abcdeF".getBytes(StandardCharsets.UTF_8));
        assertThat(other.hash("なにわ500あ1234")).isNotEqualTo(hasher.hash("なにわ500あ1234"));
    }

    @Test
    void refusesShortKeysAndEmptyPlates() {
        assertThatThrownBy(() -> new PlateHasher(new byte[15])).hasMessageContaining("shorter than 16");
        assertThatThrownBy(() -> hasher.hash(" ・- ")).hasMessageContaining("neither letter nor digit");
        assertThat(PlateHasher.findInEnvironment(Map.of())).isEmpty();
        assertThatThrownBy(() -> PlateHasher.findInEnvironment(Map.of("MIO_PLATE_KEY", "short")))
                .hasMessageContaining("shorter");
    }

    @Test
    void makesAKeyOnceAndKeepsItToTheOwner(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys/plate.key");
        String first = PlateHasher.loadOrCreate(file).hash("なにわ500あ1234");

        assertThat(PlateHasher.loadOrCreate(file).hash("なにわ500あ1234")).isEqualTo(first);
        assertThat(PlateHasher.fromFile(file).hash("なにわ500あ1234")).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(PlateHasher.findInEnvironment(Map.of("MIO_PLATE_KEY", Files.readString(file))))
                .get()
                .extracting(h -> h.hash("なにわ500あ1234"))
                .isEqualTo(first);
    }
}
