package city.mio.models.haul;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Takes a state through its binary form. */
final class Bytes {

    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private Bytes() {}

    static byte[] of(Writer writer) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writer.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T through(Writer writer, Reader<T> reader) {
        try {
            ByteArrayInputStream bytes = new ByteArrayInputStream(of(writer));
            T state = reader.read(new DataInputStream(bytes));
            if (bytes.available() != 0) {
                throw new IllegalStateException(bytes.available() + " bytes left over");
            }
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
