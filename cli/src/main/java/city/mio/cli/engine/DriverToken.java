package city.mio.cli.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The token that drivers' devices show, from where secrets are kept: never on a command line, where others see it. */
public final class DriverToken {

    /** Names the token itself. */
    public static final String VARIABLE = "MIO_DRIVER_TOKEN";

    /** Names a file that has nothing but the token. */
    public static final String FILE_VARIABLE = "MIO_DRIVER_TOKEN_FILE";

    private DriverToken() {}

    /**
     * The token, if one is told.
     *
     * @throws IllegalArgumentException naming the variable if its file cannot be read or is empty
     */
    public static Optional<String> find(Map<String, String> environment) {
        String token = environment.getOrDefault(VARIABLE, "").strip();
        if (!token.isEmpty()) {
            return Optional.of(token);
        }
        String file = environment.getOrDefault(FILE_VARIABLE, "").strip();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            String read = Files.readString(Path.of(file)).strip();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(FILE_VARIABLE + ": the file is empty: " + file);
            }
            return Optional.of(read);
        } catch (IOException e) {
            throw new IllegalArgumentException(FILE_VARIABLE + ": cannot be read: " + file, e);
        }
    }
}
