package city.mio.cli.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether what was committed can be seen. Kafka answers a commit when it is decided, and writes the markers that let
 * readers pass a little later: who looks for the end in between sees the end of the transaction before.
 */
public final class Commits {

    private Commits() {}

    /** Whether readers of committed records see all that stands on the partitions; false too if Kafka does not answer. */
    public static boolean areVisible(Admin admin, Iterable<TopicPartition> partitions) throws InterruptedException {
        try {
            return ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED)
                    .equals(ends(admin, partitions, IsolationLevel.READ_COMMITTED));
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Iterable<TopicPartition> partitions, IsolationLevel level)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answered =
                admin.listOffsets(asked, new ListOffsetsOptions(level)).all().get(20, TimeUnit.SECONDS);
        return answered.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** All partitions of the topics. */
    public static List<TopicPartition> partitionsOf(Admin admin, Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeTopics(topics).allTopicNames().get(20, TimeUnit.SECONDS).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }
}
