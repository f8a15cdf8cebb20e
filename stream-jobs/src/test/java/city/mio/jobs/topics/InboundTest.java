package city.mio.jobs.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class InboundTest {

    private static final HaulPassage PASSAGE =
            new HaulPassage("C-01", 3, 1_795_230_000_000L, "ab", HaulVehicleClass.HEAVY, 0.9f);

    private static <T> T throughAndBack(TypeSerializer<T> serializer, T value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    @Test
    void travelsAsItsBytes() throws Exception {
        byte[] raw = Topics.HAUL_PASSAGE.codec().encode(PASSAGE);
        Inbound<HaulPassage> inbound = Inbound.of(Topics.HAUL_PASSAGE, 2, 77, 5, raw);
        Inbound<HaulPassage> back = throughAndBack(new InboundSerializer<>(Topics.HAUL_PASSAGE), inbound);
        assertThat(back).isEqualTo(inbound);
        assertThat(back.event()).isEqualTo(PASSAGE);
        assertThat(back.partition()).isEqualTo(2);
        assertThat(back.offset()).isEqualTo(77);
    }

    @Test
    void whatCannotBeReadIsKeptToBeRefused() throws Exception {
        Inbound<HaulPassage> inbound =
                Inbound.of(Topics.HAUL_PASSAGE, 1, 9, 5, new byte[] {(byte) 0xff, (byte) 0xff});
        Inbound<HaulPassage> back = throughAndBack(new InboundSerializer<>(Topics.HAUL_PASSAGE), inbound);
        assertThat(back.isReadable()).isFalse();
        assertThatThrownBy(back::event).isInstanceOf(IllegalStateException.class);
        assertThat(back.refuseUnreadable().reason()).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(back.refuseUnreadable().raw()).containsExactly(0xff, 0xff);
        assertThat(back.refuseUnreadable().offset()).isEqualTo(9);
    }

    @Test
    void aMissingValueIsRefusedToo() {
        Inbound<HaulPassage> inbound = Inbound.of(Topics.HAUL_PASSAGE, 1, 9, 5, null);
        assertThat(inbound.isReadable()).isFalse();
    }

    @Test
    void serializersAreRestoredFromTheirSnapshots() throws Exception {
        EventSerializer<HaulPassage> serializer = new EventSerializer<>(Topics.HAUL_PASSAGE);
        TypeSerializerSnapshot<HaulPassage> snapshot = serializer.snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        snapshot.writeSnapshot(out);
        EventSerializer.Snapshot<HaulPassage> read = new EventSerializer.Snapshot<>();
        read.readSnapshot(
                read.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                getClass().getClassLoader());
        assertThat(throughAndBack(read.restoreSerializer(), PASSAGE)).isEqualTo(PASSAGE);
        assertThat(snapshot.resolveSchemaCompatibility(read).isCompatibleAsIs()).isTrue();
        assertThat(new EventSerializer<>(Topics.LINK_STATE)
                        .snapshotConfiguration()
                        .getClass())
                .isEqualTo(snapshot.getClass());
    }
}
