package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.engine.OnDemandDoors;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.wire.Topics;
import city.mio.feeds.FeedsServer;
import city.mio.feeds.FeedsSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What riders say goes over the topics and comes back over them; between them stands a dispatcher who says yes to all. */
class TripsOverKafkaTest {

    private final City osaka = CityFolder.read(Path.of("..", "config", "osaka"));
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void aTripIsAskedForOfferedAcceptedAndFoundAgain(@TempDir Path data) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            Future<?> dispatcher = thread.submit(() -> dispatch(kafka.bootstrap()));
            FeedsSettings settings = new FeedsSettings(
                            kafka.bootstrap(), "127.0.0.1", 0, osaka.places(), osaka.network(), osaka.linkOrder())
                    .withOnDemand(OnDemandDoors.of(osaka.onDemand()));
            try (FeedsServer server = new FeedsServer(settings)) {
                server.start();
                URI trips = URI.create("http://127.0.0.1:" + server.port() + "/api/trips");
                HttpResponse<String> asked = send(post(trips, "{\"requestId\":\"r1\",\"from\":\"K01\",\"to\":\"K12\"}"));
                // On a busy machine the answer may take longer than the door waits.
                assertThat(asked.statusCode()).as(asked.body()).isIn(201, 202);
                URI trip = URI.create(trips + "/r1");
                awaitStatus(trip, "OFFERED");
                HttpResponse<String> accepted = send(post(URI.create(trip + "/accept"), "{}"));
                assertThat(accepted.statusCode()).as(accepted.body()).isIn(200, 202);
                awaitStatus(trip, "BOOKED");
            }
            try (FeedsServer restarted = new FeedsServer(settings)) {
                restarted.start();
                awaitStatus(URI.create("http://127.0.0.1:" + restarted.port() + "/api/trips/r1"), "BOOKED");
            }
            done.set(true);
            dispatcher.get(60, TimeUnit.SECONDS);
        } finally {
            done.set(true);
            thread.shutdown();
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest post(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void awaitStatus(URI trip, String status) {
        Awaitility.await(status)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> send(HttpRequest.newBuilder(trip).build()).body().contains("\"status\":\"" + status + "\""));
    }

    /** Offers every trip and books what is accepted, until the test is done. */
    private void dispatch(String bootstrap) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRIP_REQUEST.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!done.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    TripOffer offer = answer(Topics.TRIP_REQUEST.codec().decode(record.value()));
                    producer.send(new ProducerRecord<>(
                                    Topics.TRIP_OFFER.name(),
                                    Topics.TRIP_OFFER.key(offer),
                                    Topics.TRIP_OFFER.codec().encode(offer)))
                            .get(60, TimeUnit.SECONDS);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the dispatcher of the test failed", e);
        }
    }

    private static TripOffer answer(TripRequest request) {
        long time = request.time();
        return TripOffer.builder()
                .operatorId(request.operatorId())
                .zoneId(request.zoneId())
                .requestId(request.requestId())
                .inReplyTo(request.messageId())
                .time(time)
                .news(TripNews.ANSWER)
                .status(request.kind() == TripRequestKind.ASK ? TripStatus.OFFERED : TripStatus.BOOKED)
                .refusal(TripRefusal.NONE)
                .party(request.party())
                .offerId("o1")
                .vehicleId("K-01")
                .fromStopId("K01")
                .toStopId("K12")
                .pickupTime(time + 300_000)
                .earliestPickupTime(time + 300_000)
                .latestPickupTime(time + 600_000)
                .dropOffTime(time + 900_000)
                .latestDropOffTime(time + 1_500_000)
                .fare(300)
                .currency("JPY")
                .expiresAt(time + 120_000)
                .build();
    }
}
