package city.mio.feeds.inbound;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a bridge reads and writes. Immutable.
 *
 * @param mqttUri {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId names the persistent session at the broker; the same bridge must come back under the same name
 * @param user at the broker; empty for none
 * @param password at the broker; empty for none
 * @param kafkaBootstrap {@code host:port}, several with commas
 * @param cityId as it stands in the MQTT topics
 * @param plateHasher for camera passages
 * @param maxInFlight messages that may wait for Kafka at once
 * @param keepAlive after which a silent connection counts as dead, once and a half
 * @param longestBackoff between two attempts to connect
 */
public record MqttBridgeSettings(
        String mqttUri,
        String clientId,
        Optional<String> user,
        Optional<String> password,
        String kafkaBootstrap,
        String cityId,
        PlateHasher plateHasher,
        int maxInFlight,
        Duration keepAlive,
        Duration longestBackoff) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public MqttBridgeSettings {
        requireUri(mqttUri);
        requireText("clientId", clientId);
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        requireText("kafkaBootstrap", kafkaBootstrap);
        requireText("cityId", cityId);
        if (cityId.matches(".*[/+#].*")) {
            throw new IllegalArgumentException("cityId cannot stand in an MQTT topic: " + cityId);
        }
        if (plateHasher == null) {
            throw new IllegalArgumentException("plateHasher is missing");
        }
        if (maxInFlight < 1 || maxInFlight > 60_000) {
            throw new IllegalArgumentException("maxInFlight is outside 1 to 60000: " + maxInFlight);
        }
        if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > 3600) {
            throw new IllegalArgumentException("keepAlive is outside 1 s to 1 h: " + keepAlive);
        }
        if (longestBackoff.toMillis() < 10 || longestBackoff.toMinutes() > 10) {
            throw new IllegalArgumentException("longestBackoff is outside 10 ms to 10 min: " + longestBackoff);
        }
    }

    private static void requireText(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    private static void requireUri(String mqttUri) {
        requireText("mqttUri", mqttUri);
        URI uri;
        try {
            uri = URI.create(mqttUri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mqttUri is not tcp://host:port: " + mqttUri, e);
        }
        boolean known = "tcp".equals(uri.getScheme()) || "ssl".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("mqttUri is not tcp://host:port or ssl://host:port: " + mqttUri);
        }
    }

    /** A builder with the usual limits: 1,000 in flight, 60 s keep-alive, at most 5 s between attempts. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields of {@link MqttBridgeSettings}; not thread-safe. */
    public static final class Builder {
        private String mqttUri;
        private String clientId = "mio-bridge";
        private Optional<String> user = Optional.empty();
        private Optional<String> password = Optional.empty();
        private String kafkaBootstrap;
        private String cityId;
        private PlateHasher plateHasher;
        private int maxInFlight = 1_000;
        private Duration keepAlive = Duration.ofSeconds(60);
        private Duration longestBackoff = Duration.ofSeconds(5);

        private Builder() {}

        public Builder mqttUri(String mqttUri) {
            this.mqttUri = mqttUri;
            return this;
        }

        public Builder clientId(String clientId) {
            this.clientId = clientId;
            return this;
        }

        /** Both may be null for none. */
        public Builder credentials(String user, String password) {
            this.user = Optional.ofNullable(user);
            this.password = Optional.ofNullable(password);
            return this;
        }

        public Builder kafkaBootstrap(String kafkaBootstrap) {
            this.kafkaBootstrap = kafkaBootstrap;
            return this;
        }

        public Builder cityId(String cityId) {
            this.cityId = cityId;
            return this;
        }

        public Builder plateHasher(PlateHasher plateHasher) {
            this.plateHasher = plateHasher;
            return this;
        }

        public Builder maxInFlight(int maxInFlight) {
            this.maxInFlight = maxInFlight;
            return this;
        }

        public Builder keepAlive(Duration keepAlive) {
            this.keepAlive = keepAlive;
            return this;
        }

        public Builder longestBackoff(Duration longestBackoff) {
            this.longestBackoff = longestBackoff;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public MqttBridgeSettings build() {
            return new MqttBridgeSettings(
                    mqttUri, clientId, user, password, kafkaBootstrap, cityId, plateHasher, maxInFlight, keepAlive, longestBackoff);
        }
    }

    @Override
    public String toString() {
        return "MqttBridgeSettings[" + mqttUri + " as " + clientId + " -> " + kafkaBootstrap + ", city " + cityId + "]";
    }
}
