package city.mio.bench.dispatchjob;

import city.mio.cli.engine.Commits;
import city.mio.events.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What riders and buses have said that the job has not read yet, by the offsets that its checkpoints commit. */
final class Backlog implements AutoCloseable {

    private final Admin admin;
    private final String group;

    Backlog(String bootstrap, String group) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.group = group;
    }

    /** Whether a committed checkpoint has all that is on the topics now. */
    boolean isRead() throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Commits.partitionsOf(admin, List.of(Topics.TRIP_REQUEST.name(), Topics.BUS_STATUS.name()))
                .forEach(each -> asked.put(each, OffsetSpec.latest()));
        var ends = admin.listOffsets(asked).all().get(20, TimeUnit.SECONDS);
        var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(20, TimeUnit.SECONDS);
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue().offset() == 0
                        || (read.get(end.getKey()) != null
                                && read.get(end.getKey()).offset() >= end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
