package city.mio.simulators.devices;

/**
 * Where devices find Kafka and MQTT. Immutable.
 *
 * @param kafkaBootstrap {@code host:port}, comma separated
 * @param mqttUri {@code tcp://host:port}; empty if no sensor sends
 * @param clientId of this sender, at both
 * @param mqttUser empty for none
 * @param mqttPassword empty for none
 */
public record OutputSettings(
        String kafkaBootstrap, String mqttUri, String clientId, String mqttUser, String mqttPassword) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public OutputSettings {
        if (kafkaBootstrap == null || kafkaBootstrap.isBlank()) {
            throw new IllegalArgumentException("kafkaBootstrap is missing");
        }
        if (clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException("clientId is missing");
        }
        if (mqttUri == null || mqttUser == null || mqttPassword == null) {
            throw new IllegalArgumentException("mqttUri, mqttUser and mqttPassword must be empty rather than missing");
        }
    }

    /** Without a user. */
    public OutputSettings(String kafkaBootstrap, String mqttUri, String clientId) {
        this(kafkaBootstrap, mqttUri, clientId, "", "");
    }

    @Override
    public String toString() {
        return "OutputSettings[kafka " + kafkaBootstrap + ", mqtt " + mqttUri + ", client " + clientId + "]";
    }
}
