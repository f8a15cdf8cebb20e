package city.mio.feeds.inbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces plate numbers by a keyed hash: HMAC-SHA256 (RFC 2104) over the plate in its plain form, as 64 hex digits.
 * Whoever has the topics but not the key can neither read a plate nor try plates out. Immutable and thread-safe.
 */
public final class PlateHasher {

    /** The environment variable that holds the key. */
    public static final String KEY_VARIABLE = "MIO_PLATE_KEY";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY_LENGTH = 16;

    private final SecretKeySpec key;

    /**
     * A hasher with this key.
     *
     * @throws IllegalArgumentException if the key is shorter than 16 bytes
     */
    public PlateHasher(byte[] key) {
        if (key == null || key.length < LEAST_KEY_LENGTH) {
            throw new IllegalArgumentException("plate key is shorter than " + LEAST_KEY_LENGTH + " bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * A hasher with the key in the environment; empty if it holds none.
     *
     * @throws IllegalArgumentException if the key there is too short
     */
    public static Optional<PlateHasher> findInEnvironment(Map<String, String> environment) {
        String text = environment.get(KEY_VARIABLE);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(ofText(text));
    }

    /**
     * A hasher with the key that stands in a text file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the key there is too short
     */
    public static PlateHasher fromFile(Path file) throws IOException {
        return ofText(Files.readString(file));
    }

    /**
     * A hasher with the key that stands in a text file; if there is no such file, it is made with a random key, for
     * its owner's eyes only.
     *
     * @throws IOException if the file can be neither read nor made
     */
    public static PlateHasher loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            try {
                Files.createFile(file, ownerOnly(file));
                Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                // Somebody else made it in between: theirs is the key then.
                return fromFile(file);
            }
        }
        return fromFile(file);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)};
    }

    private static PlateHasher ofText(String text) {
        return new PlateHasher(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The hash of a plate, 64 lower-case hex digits.
     *
     * @throws IllegalArgumentException if nothing is left of the plate in its plain form; the message does not
     *     show the plate
     */
    public String hash(String plate) {
        String plain = normalise(plate);
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("plate has neither letter nor digit");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /**
     * The plain form of a plate: Unicode NFKC (full-width and half-width become one), katakana as hiragana, Latin
     * letters upper case, and nothing but letters and digits, so that {@code "なにわ ５００ あ ・・12"},
     * {@code "なにわ500あ12"} and {@code "ﾅﾆﾜ500ｱ-12"} are one plate.
     */
    public static String normalise(String plate) {
        String wide = Normalizer.normalize(plate, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(wide.length());
        wide.codePoints()
                .map(c -> c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c)
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    @Override
    public String toString() {
        return "PlateHasher";
    }
}
