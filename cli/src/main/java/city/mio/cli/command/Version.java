package city.mio.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** What this build is made of. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "mio " + ownVersion(),
            "Flink " + EnvironmentInformation.getVersion() + ", Kafka " + AppInfoParser.getVersion() + ", Java "
                    + System.getProperty("java.version")
        };
    }

    private static String ownVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IOException("version.properties is missing in this build");
            }
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}
