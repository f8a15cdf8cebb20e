package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.said;
import static city.mio.jobs.dispatch.DispatchTown.state;
import city.mio.events.Alert;
import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The function in Flink's harness: tells it what riders, buses and roads say, and takes what comes out. */
abstract class DispatchHarness {

    @TempDir
    Path folder;

    DispatchJobSettings settings;
    KeyedBroadcastOperatorTestHarness<String, ServiceInput, RoadWord, TripOffer> harness;
    long wall = 1_000_000;
    long offset;
    final List<TripOffer> offers = new ArrayList<>();
    final List<DispatchPlan> plans = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();

    @BeforeEach
    void town() throws Exception {
        settings = DispatchTown.settings(folder);
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    void start(OperatorSubtaskState restored) throws Exception {
        harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DispatchFunction(settings, false), List.of(DispatchFunction.LINKS, DispatchFunction.FORECASTS, DispatchFunction.CLOSURES)),
                ServiceInput::serviceKey,
                Types.STRING,
                1,
                1,
                0);
        harness.setup(SerializerType.ofEvents(Topics.TRIP_OFFER).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    void restart() throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        start(snapshot);
    }

    void hear(Object event) throws Exception {
        wall += 10_000;
        harness.setProcessingTime(wall);
        if (event instanceof TripRequest request) {
            Inbound<TripRequest> inbound =
                    Inbound.of(Topics.TRIP_REQUEST, 0, offset++, wall, Topics.TRIP_REQUEST.codec().encode(request));
            harness.processElement(new ServiceInput(inbound, null), request.time());
        } else if (event instanceof BusStatus status) {
            Inbound<BusStatus> inbound =
                    Inbound.of(Topics.BUS_STATUS, 0, offset++, wall, Topics.BUS_STATUS.codec().encode(status));
            harness.processElement(new ServiceInput(null, inbound), status.time());
        } else if (event instanceof LinkState state) {
            harness.processBroadcastElement(RoadWord.of(state), state.minute());
        } else if (event instanceof Forecast forecast) {
            harness.processBroadcastElement(RoadWord.of(forecast), forecast.time());
        } else {
            RoadEvent road = (RoadEvent) event;
            harness.processBroadcastElement(RoadWord.of(road), road.start());
        }
        take();
    }

    void hear(TripRequest.Builder request) throws Exception {
        hear(request.build());
    }

    void hear(BusStatus.Builder status) throws Exception {
        hear(status.build());
    }

    void take() {
        offers.addAll(harness.extractOutputValues());
        harness.getOutput().clear();
        take(DispatchFunction.PLANS, plans);
        take(DispatchFunction.ALERTS, alerts);
        take(DispatchIntake.LETTERS, letters);
    }

    <T> void take(OutputTag<T> tag, List<T> list) {
        Queue<StreamRecord<T>> side = harness.getSideOutput(tag);
        if (side != null) {
            side.forEach(record -> list.add(record.getValue()));
            side.clear();
        }
    }

    TripOffer last(String requestId) {
        List<TripOffer> own = offers.stream().filter(o -> o.requestId().equals(requestId)).toList();
        return own.get(own.size() - 1);
    }

    DispatchPlan plan(String vehicleId) {
        List<DispatchPlan> own = plans.stream().filter(p -> p.vehicleId().equals(vehicleId)).toList();
        return own.get(own.size() - 1);
    }

    void accept(String requestId, double seconds) throws Exception {
        hear(said(TripRequestKind.ACCEPT, requestId, seconds).offerId(last(requestId).offerId()));
    }
}
