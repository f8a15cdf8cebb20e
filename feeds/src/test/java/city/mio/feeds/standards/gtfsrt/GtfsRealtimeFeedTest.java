package city.mio.feeds.standards.gtfsrt;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.Sennan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.TripDescriptor;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GtfsRealtimeFeedTest {

    private final OnDemandService service = Sennan.service();
    private final LiveDispatch live =
            new LiveDispatch(new OnDemandOffering(List.of(service)), DispatchLimits.defaults());

    private static BusStatus.Builder status(String bus, long time) {
        return BusStatus.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId(bus)
                .kind(BusStatusKind.POSITION)
                .time(time)
                .lon(135.4844)
                .lat(34.6618)
                .speedMps(7.5f)
                .headingDegrees(45);
    }

    private static PlanStop stop(String id, PlanStopKind kind, int minute, List<String> boarding, List<String> alighting) {
        return PlanStop.builder()
                .placeId(id)
                .lon(135.48)
                .lat(34.66)
                .kind(kind)
                .arriveTime(SEVEN + minute * 60_000L)
                .departTime(SEVEN + minute * 60_000L + 30_000)
                .boarding(boarding)
                .alighting(alighting)
                .build();
    }

    @BeforeEach
    void drive() {
        live.apply(status("bus-1", SEVEN).build());
        live.apply(status("bus-2", SEVEN - 600_000).build());
        live.apply(DispatchPlan.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .version(7)
                .time(SEVEN)
                .seatsOnBoard(5)
                .wheelchairsOnBoard(1)
                .stops(List.of(
                        stop("S2", PlanStopKind.RIDERS, 3, List.of("a"), List.of()),
                        stop("S4", PlanStopKind.RIDERS, 9, List.of(), List.of("a")),
                        stop("depot", PlanStopKind.BREAK, 20, List.of(), List.of())))
                .build());
    }

    private GtfsRealtimeFeed feed() {
        return new GtfsRealtimeFeed(service, live.listBuses(), SEVEN);
    }

    @Test
    void positionsSayWhereTheBusesAreAndHowFull() throws Exception {
        FeedMessage message = FeedMessage.parseFrom(feed().vehiclePositions().toByteArray());
        assertThat(message.getHeader().getGtfsRealtimeVersion()).isEqualTo("2.0");
        assertThat(message.getHeader().getTimestamp()).isEqualTo(SEVEN / 1_000);
        assertThat(message.getEntityList()).as("the other one was silent for ten minutes").hasSize(1);
        VehiclePosition bus = message.getEntity(0).getVehicle();
        assertThat(bus.getVehicle().getId()).isEqualTo("bus-1");
        assertThat(bus.getPosition().getLongitude()).isEqualTo(135.4844f, within(1e-4f));
        assertThat(bus.getPosition().getBearing()).isEqualTo(45);
        assertThat(bus.getPosition().getSpeed()).isEqualTo(7.5f);
        assertThat(bus.getTimestamp()).isEqualTo(SEVEN / 1_000);
        assertThat(bus.getCurrentStatus()).isEqualTo(VehiclePosition.VehicleStopStatus.IN_TRANSIT_TO);
        assertThat(bus.getStopId()).isEqualTo("S2");
        assertThat(bus.getOccupancyStatus()).isEqualTo(VehiclePosition.OccupancyStatus.FEW_SEATS_AVAILABLE);
        assertThat(bus.getOccupancyPercentage()).isEqualTo(67);
        assertThat(bus.getTrip().getScheduleRelationship()).isEqualTo(TripDescriptor.ScheduleRelationship.ADDED);
        assertThat(bus.getTrip().getStartDate()).isEqualTo("20261118");
    }

    @Test
    void aBusAtAStopSaysSo() {
        live.apply(status("bus-1", SEVEN).kind(BusStatusKind.STOP_REACHED).stopId("S2").build());
        VehiclePosition bus = feed().vehiclePositions().getEntity(0).getVehicle();
        assertThat(bus.getCurrentStatus()).isEqualTo(VehiclePosition.VehicleStopStatus.STOPPED_AT);
        assertThat(bus.getStopId()).isEqualTo("S2");
    }

    @Test
    void updatesSayWhenTheyCome() throws Exception {
        FeedMessage message = FeedMessage.parseFrom(feed().tripUpdates().toByteArray());
        assertThat(message.getEntityList()).hasSize(1);
        var update = message.getEntity(0).getTripUpdate();
        assertThat(update.getStopTimeUpdateList()).as("depots are no stops of the dataset").hasSize(2);
        assertThat(update.getStopTimeUpdate(0).getStopId()).isEqualTo("S2");
        assertThat(update.getStopTimeUpdate(0).getArrival().getTime()).isEqualTo(SEVEN / 1_000 + 180);
        assertThat(update.getStopTimeUpdate(0).getDeparture().getTime()).isEqualTo(SEVEN / 1_000 + 210);
        assertThat(update.getStopTimeUpdate(1).getStopSequence()).isEqualTo(2);
        assertThat(update.getTrip().getTripId())
                .isEqualTo(feed().vehiclePositions().getEntity(0).getVehicle().getTrip().getTripId());
    }

    @Test
    void itCanBeReadByPeople() throws Exception {
        JsonNode json = new ObjectMapper().readTree(MessageJson.of(feed().vehiclePositions()));
        assertThat(json.path("header").path("incrementality").asText()).isEqualTo("FULL_DATASET");
        assertThat(json.path("entity").get(0).path("vehicle").path("stop_id").asText()).isEqualTo("S2");
        assertThat(json.path("entity").get(0).path("vehicle").path("occupancy_percentage").asInt()).isEqualTo(67);
    }
}
