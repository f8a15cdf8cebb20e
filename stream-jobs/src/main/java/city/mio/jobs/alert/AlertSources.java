package city.mio.jobs.alert;

import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the alert job reads, with event times and watermarks set: {@link AlertTimes} has the strategies.
 *
 * @param linkStates event time is the minute's end
 * @param readings event time is the interval's end
 * @param roadEvents no event time of their own
 * @param declarations no event time of their own
 * @param passages event time is the passage's
 */
public record AlertSources(
        DataStream<LinkState> linkStates,
        DataStream<DetectorReading> readings,
        DataStream<RoadEvent> roadEvents,
        DataStream<HaulDeclaration> declarations,
        DataStream<HaulPassage> passages) {}
