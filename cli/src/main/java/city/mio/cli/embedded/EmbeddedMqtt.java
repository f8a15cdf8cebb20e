package city.mio.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT broker in this JVM: Apache Artemis with its MQTT protocol only. Sessions and QoS 1 messages lie in the
 * data folder and outlive a restart. It listens on the loopback interface and asks for no password: whoever needs
 * either brings a broker of their own ({@code --mqtt}). Thread-safe.
 */
public final class EmbeddedMqtt implements Component {

    private final EmbeddedActiveMQ broker;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMqtt(EmbeddedActiveMQ broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts a broker, on new or on existing data.
     *
     * @param dataDir where its journal lies; created if missing
     * @param port on the loopback interface, 0 for a free one
     * @throws StartFailure if the port is taken or the folder cannot be written
     */
    public static EmbeddedMqtt start(Path dataDir, int port) {
        int claimed = Ports.claim("MQTT", port, "--mqtt-port");
        try {
            Files.createDirectories(dataDir);
            EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(settings(dataDir, claimed));
            broker.start();
            if (!broker.getActiveMQServer().isActive()) {
                broker.getActiveMQServer().waitForActivation(30, java.util.concurrent.TimeUnit.SECONDS);
            }
            return new EmbeddedMqtt(broker, claimed);
        } catch (IOException e) {
            throw new StartFailure("MQTT: cannot write to " + dataDir + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new StartFailure("MQTT: cannot start on port " + claimed + ": " + e.getMessage(), e);
        }
    }

    private static ConfigurationImpl settings(Path dataDir, int port) throws Exception {
        ConfigurationImpl settings = new ConfigurationImpl();
        settings.setName("mio");
        settings.setPersistenceEnabled(true);
        settings.setJournalType(JournalType.NIO);
        // Acknowledged means on the disk. Without the sync the journal acknowledges what still lies in its buffer,
        // and a process that is killed on a busy machine loses that.
        settings.setJournalDatasync(true);
        settings.setJournalSyncNonTransactional(true);
        settings.setJournalSyncTransactional(true);
        settings.setJournalFileSize(4 << 20);
        settings.setJournalMinFiles(2);
        settings.setJournalPoolFiles(4);
        settings.setJournalDirectory(dataDir.resolve("journal").toString());
        settings.setBindingsDirectory(dataDir.resolve("bindings").toString());
        settings.setPagingDirectory(dataDir.resolve("paging").toString());
        settings.setLargeMessagesDirectory(dataDir.resolve("large").toString());
        settings.setSecurityEnabled(false);
        settings.setJMXManagementEnabled(false);
        settings.setCriticalAnalyzer(false);
        settings.setMaxDiskUsage(98);
        WildcardConfiguration mqtt = new WildcardConfiguration();
        mqtt.setDelimiter('/');
        mqtt.setSingleWord('+');
        mqtt.setAnyWords('#');
        settings.setWildCardConfiguration(mqtt);
        AddressSettings all = new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(64L << 20)
                .setPageSizeBytes(4 << 20)
                .setMaxDeliveryAttempts(-1)
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true);
        settings.addAddressSetting("#", all);
        settings.addAcceptorConfiguration(
                "mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT&tcpNoDelay=true&useEpoll=true");
        return settings;
    }

    /** Where clients connect, {@code tcp://host:port}. */
    public String uri() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public String describe() {
        return "MQTT broker (Artemis " + broker.getActiveMQServer().getVersion().getFullVersion() + ", embedded) on "
                + uri();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                broker.stop();
            } catch (Exception e) {
                throw new IllegalStateException("MQTT: did not stop cleanly: " + e.getMessage(), e);
            }
        }
    }
}
