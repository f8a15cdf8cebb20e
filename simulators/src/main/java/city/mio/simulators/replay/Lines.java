package city.mio.simulators.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A file line by line, as bytes and as text. A file that breaks off gives all lines up to there, the last as it stands;
 * {@link #checkWhole} tells then. Not thread-safe.
 */
final class Lines {

    /** Bytes kept of a line: no row is that long, and a file without line breaks must not fill the memory. */
    static final int LONGEST = 64 * 1024;

    /**
     * One line.
     *
     * @param number from 1
     * @param raw its bytes without the line break, at most {@link #LONGEST}
     * @param text its characters
     * @param fault why it cannot be a row; null if it may be one
     */
    record Line(int number, byte[] raw, String text, String fault) {}

    private final String file;
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private int number;
    private IOException cut;

    Lines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** The next line; null at the end of what can be read. */
    Line next() {
        if (cut != null) {
            return null;
        }
        bytes.reset();
        long length = 0;
        int read = -1;
        try {
            while ((read = in.read()) >= 0 && read != '\n') {
                length++;
                if (bytes.size() < LONGEST) {
                    bytes.write(read);
                }
            }
        } catch (IOException e) {
            cut = e;
        }
        if (read < 0 && length == 0) {
            return null;
        }
        number++;
        byte[] raw = bytes.toByteArray();
        String text = decode(raw);
        String fault = null;
        if (cut != null) {
            fault = "the file breaks off in this line";
        } else if (length > LONGEST) {
            fault = "line of " + length + " bytes, longer than " + LONGEST;
        } else if (text == null) {
            fault = "not UTF-8";
        }
        return new Line(number, raw, text == null ? "" : text, fault);
    }

    private static String decode(byte[] raw) {
        int length = raw.length > 0 && raw[raw.length - 1] == '\r' ? raw.length - 1 : raw.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** @throws RecordingException if the file broke off */
    void checkWhole() {
        if (cut != null) {
            throw new RecordingException(file + ": breaks off after line " + number + ": " + cut.getMessage(), cut);
        }
    }
}
