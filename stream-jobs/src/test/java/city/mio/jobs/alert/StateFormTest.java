package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.mio.models.incident.CongestionState;
import city.mio.models.incident.LinkCongestion;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class StateFormTest {

    private static <T> T through(StateForm<T> form, T value) throws Exception {
        TypeSerializer<T> serializer = form.typeInfo().createSerializer(null);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    @Test
    void whatPassesBetweenOperatorsComesOutAsItWentIn() throws Exception {
        CongestionNews news = new CongestionNews(new LinkCongestion(7, true, EIGHT, EIGHT + 1), "ev-1", "WORKS");
        assertThat(through(StateForm.NEWS, news)).isEqualTo(news);
        DetectorSignal signal = DetectorSignal.of(reading("D-1", 3, 5));
        assertThat(through(StateForm.SIGNAL, signal)).isEqualTo(signal);
        DetectorSignal expected = DetectorSignal.expected("D-1", EIGHT);
        assertThat(through(StateForm.SIGNAL, expected)).isEqualTo(expected);
        MinuteTally tally = new MinuteTally(3, -5, 1);
        assertThat(through(StateForm.TALLY, tally)).isEqualTo(tally);
    }

    @Test
    void aSavepointNamesTheFormAndFindsItAgain() throws Exception {
        TypeSerializer<CongestionState> serializer = StateForm.CONGESTION.typeInfo().createSerializer(null);
        TypeSerializerSnapshot<CongestionState> snapshot = serializer.snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        TypeSerializerSnapshot<CongestionState> read = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(snapshot.resolveSchemaCompatibility(read).isCompatibleAsIs()).isTrue();
        assertThat(StateForm.USUAL.typeInfo().createSerializer(null).snapshotConfiguration().getClass())
                .isEqualTo(read.getClass());
    }

    @Test
    void travelsToTheTasks() throws Exception {
        StateForm<CongestionNews> copy = InstantiationUtil.clone(StateForm.NEWS);
        assertThat(copy).isSameAs(StateForm.NEWS);
    }

    @Test
    void anUnknownFormIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateForm.ofName("nonsense"))
                .withMessageContaining("nonsense");
    }
}
