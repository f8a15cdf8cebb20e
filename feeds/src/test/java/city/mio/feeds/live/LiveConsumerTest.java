package city.mio.feeds.live;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.mio.events.AlertStatus;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LiveConsumerTest {

    private final RoadNetwork network = GridCity.network(3);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final AtomicInteger made = new AtomicInteger();
    private final List<Long> latencies = new CopyOnWriteArrayList<>();

    private static MockConsumer<byte[], byte[]> mock(List<Topic<?>> topics, long end) {
        MockConsumer<byte[], byte[]> mock = new MockConsumer<>("earliest");
        for (Topic<?> topic : topics) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            mock.updatePartitions(
                    topic.name(), List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
            mock.updateBeginningOffsets(Map.of(partition, 0L));
            mock.updateEndOffsets(Map.of(partition, end));
        }
        return mock;
    }

    private static <T> void send(MockConsumer<byte[], byte[]> mock, Topic<T> topic, long offset, T event) {
        mock.schedulePollTask(() -> mock.addRecord(
                new ConsumerRecord<>(topic.name(), 0, offset, topic.key(event), topic.codec().encode(event))));
    }

    @Test
    void hearsEveryTopicAndSurvivesBadRecordsAndFailures() {
        List<Topic<?>> topics = List.of(Topics.LINK_STATE, Topics.ALERT, Topics.FORECAST);
        MockConsumer<byte[], byte[]> first = mock(topics, 0);
        send(first, Topics.LINK_STATE, 0, GridCity.state(network, 0, 0, 10));
        first.schedulePollTask(
                () -> first.addRecord(new ConsumerRecord<>("link.state", 0, 1, new byte[0], new byte[] {9, 9, 9})));
        first.schedulePollTask(() -> first.setPollException(new KafkaException("gone")));
        MockConsumer<byte[], byte[]> second = mock(topics, 2);
        send(second, Topics.LINK_STATE, 2, GridCity.state(network, 0, 1, 7));
        send(second, Topics.FORECAST, 0, Told.speed(network, 0, -5, h -> 6));
        send(second, Topics.FORECAST, 1, Told.speed(network, 0, 0, h -> 7));
        send(second, Topics.ALERT, 0, GridCity.alert(network, "a", AlertStatus.OPENED, 1));
        List<Consumer<byte[], byte[]>> consumers = List.of(first, second);

        try (LiveConsumer consumer = new LiveConsumer(
                city,
                () -> {
                    int n = made.getAndIncrement();
                    if (n == 1) {
                        throw new KafkaException("not back yet");
                    }
                    return consumers.get(n == 0 ? 0 : 1);
                },
                latencies::add,
                InstantSource.system())) {
            consumer.start();
            await().until(() -> {
                city.publish();
                return !city.snapshot().alerts().isEmpty()
                        && city.forecasts()
                                .findNewest(0, ForecastQuantity.SPEED)
                                .filter(told -> told.time() == SEVEN)
                                .isPresent()
                        && city.snapshot().findState(0).isPresent()
                        && city.snapshot().findState(0).get().minute() == SEVEN + 60_000;
            });
            assertThat(consumer.undecodable()).isEqualTo(1);
            assertThat(city.forecasts().listDays(ForecastTarget.LINK, Long.toString(network.linkId(0)), SEVEN + 15 * 60_000))
                    .singleElement()
                    .satisfies(day -> assertThat(day.points().stream().flatMap(point -> point.told().stream()))
                            .as("what was said before it began is read again")
                            .extracting(HorizonForecast::p50)
                            .contains(6f, 7f));
            assertThat(consumer.isConnected()).isTrue();
        }
        assertThat(made).hasValue(3);
        assertThat(first.closed()).isTrue();
        assertThat(latencies).as("what is old says nothing of the latency").isEmpty();
    }
}
