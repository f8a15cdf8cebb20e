package city.mio.jobs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.RoadNetwork;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.LiveDispatcher;
import city.mio.models.dispatch.live.TableDriveTimes;
import city.mio.models.dispatch.service.OnDemandService;
import java.nio.file.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot has taken stays as it was, whatever becomes of the service meanwhile. */
class HeldServiceTest {

    @TempDir
    Path folder;

    private final HeldService.Serializer serializer = new HeldService.Serializer();
    private OnDemandService service;
    private ServiceMemory memory;

    @BeforeEach
    void aService() throws Exception {
        RoadNetwork network = DispatchTown.network();
        service = DispatchTown.settings(folder).services().get(0).on(network);
        memory = new ServiceMemory(new LiveDispatcher(
                        service,
                        new TableDriveTimes(service.places(), 1000, new char[service.places() * service.places()]),
                        DispatchSettings.defaults())
                .newState(),
                service);
        memory.now = 1000;
    }

    private ServiceMemory read(HeldService held) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(held, out);
        HeldService restored = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        return ServiceMemory.read(restored.write(), service);
    }

    @Test
    void whatASnapshotHasDoesNotChangeAnyMore() throws Exception {
        HeldService before = new HeldService(memory);
        HeldService alive = serializer.copy(before);
        memory.now = 2000;
        assertThat(read(before).now).isEqualTo(1000);
        assertThat(read(alive).now).isEqualTo(2000);
        HeldService later = serializer.copy(alive);
        memory.now = 3000;
        assertThat(read(before).now).isEqualTo(1000);
        assertThat(read(alive).now).isEqualTo(2000);
        assertThat(read(later).now).isEqualTo(3000);
    }

    @Test
    void whatWasRestoredAndNotUsedIsWrittenAsItWas() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(new HeldService(memory), out);
        HeldService restored = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(serializer.copy(restored).write()).isEqualTo(memory.write());
        assertThat(restored.write()).isEqualTo(memory.write());
    }
}
