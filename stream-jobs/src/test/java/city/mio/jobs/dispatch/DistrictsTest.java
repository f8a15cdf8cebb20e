package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.ask;
import static city.mio.jobs.dispatch.DispatchTown.at;
import static city.mio.jobs.dispatch.DispatchTown.said;
import static city.mio.jobs.dispatch.DispatchTown.stop;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What it matters where a stop lies: a town of two districts with an island that no bridge reaches, a street that leads out
 * and not back, and another operator's stops.
 */
class DistrictsTest extends DispatchHarness {

    private static final String ISLAND = "ISLAND";
    private static final String OTHER_SHORE = "SHORE";
    private static final String WAY_OUT = "OUT";

    private static final long ISLAND_WEST = 901;
    private static final long ISLAND_EAST = 902;
    private static final long OUTSIDE = 903;

    @BeforeEach
    void islands() throws Exception {
        harness.close();
        settings = settings(folder);
        start(null);
    }

    /** Red has the districts and the island, blue the town as it is and one stop of its own. */
    private static DispatchJobSettings settings(Path folder) throws Exception {
        DispatchJobSettings plain = DispatchTown.settings(folder);
        RoadNetworkBuilder streets = DispatchTown.streets()
                .addNode(ISLAND_WEST, DispatchTown.lon(1), DispatchTown.lat(7), false, "", "")
                .addNode(ISLAND_EAST, DispatchTown.lon(2), DispatchTown.lat(7), false, "", "")
                .addNode(OUTSIDE, DispatchTown.lon(5), DispatchTown.lat(4), false, "", "");
        DispatchTown.both(streets, ISLAND_WEST, ISLAND_EAST);
        DispatchTown.oneWay(streets, DispatchTown.node(4, 4), OUTSIDE);
        Path file = folder.resolve("island.mio");
        RoadNetworkFile.write(streets.build(), file);
        ServiceSettings red = plain.services().get(0);
        List<ServiceSettings.Stop> stops = new ArrayList<>();
        for (ServiceSettings.Stop each : red.stops()) {
            String district = each.id().endsWith("4") ? "east" : "west";
            stops.add(new ServiceSettings.Stop(
                    each.id(), each.name(), each.lon(), each.lat(), each.linkId(), each.share(), each.side(), district));
        }
        stops.add(pole(ISLAND, 2, 7, ISLAND_WEST, ISLAND_EAST, "west"));
        stops.add(pole(OTHER_SHORE, 1, 7, ISLAND_EAST, ISLAND_WEST, "west"));
        stops.add(pole(WAY_OUT, 5, 4, DispatchTown.node(4, 4), OUTSIDE, "east"));
        ServiceSettings.FareTable fares = new ServiceSettings.FareTable(
                "JPY",
                300,
                150,
                100,
                new ServiceSettings.DayPass(900, 450, 300),
                List.of(new ServiceSettings.Surcharge(List.of("east", "west"), 80)));
        ServiceSettings blue = plain.services().get(1);
        List<ServiceSettings.Stop> blueStops = new ArrayList<>(blue.stops());
        blueStops.add(pole("BLUE", 3, 3, DispatchTown.node(3, 2), DispatchTown.node(3, 3), "all"));
        DispatchJobSettings settings = DispatchJobSettings.of(
                file.toString(),
                List.of(
                        changed(
                                red,
                                List.of(
                                        new ServiceSettings.Named("west", new LocalName("西", "West")),
                                        new ServiceSettings.Named("east", new LocalName("東", "East"))),
                                stops,
                                fares),
                        changed(blue, blue.districts(), blueStops, blue.fares())));
        return settings.withTimes(plain.earliestTime(), plain.latestTime());
    }

    private static ServiceSettings.Stop pole(String id, int column, int row, long from, long to, String district) {
        return new ServiceSettings.Stop(
                id,
                new LocalName(id, id),
                DispatchTown.lon(column),
                DispatchTown.lat(row),
                DispatchTown.link(from, to),
                0.9,
                RoadSide.LEFT,
                district);
    }

    private static ServiceSettings changed(
            ServiceSettings s,
            List<ServiceSettings.Named> districts,
            List<ServiceSettings.Stop> stops,
            ServiceSettings.FareTable fares) {
        return new ServiceSettings(
                s.operator(), s.zone(), s.timeZone(), s.maxParty(), s.hours(), s.closedDates(), districts, stops, s.depots(),
                s.vehicles(), s.shifts(), s.boarding(), fares, s.promises(), s.dispatch(), null);
    }

    @Test
    void faresAreByRiderTypeAndByTheDistrictsBetweenWhichOneRides() throws Exception {
        RiderParty all = new RiderParty(1, 1, 1, 1);
        hear(ask("within", 0, stop(0, 0), stop(4, 2)).party(all));
        assertThat(last("within").fare()).isEqualTo(300 + 150 + 100 + 100);
        hear(ask("across", 1, stop(0, 0), stop(4, 4)).party(all));
        assertThat(last("across").fare()).isEqualTo(300 + 150 + 100 + 100 + 4 * 80);
        assertThat(last("across").currency()).isEqualTo("JPY");
        hear(ask("back", 2, stop(4, 4), stop(0, 0)).party(new RiderParty(2, 0, 0, 0)).wishTime(at(3600)));
        assertThat(last("back").fare()).as("either way").isEqualTo(2 * (300 + 80));
        hear(ask("east", 3, stop(0, 4), stop(4, 4)).party(new RiderParty(0, 2, 0, 0)).wishTime(at(7200)));
        assertThat(last("east").fare()).isEqualTo(2 * 150);
        hear(ask("pass", 4, stop(0, 0), stop(4, 4)).dayPass(true).wishTime(at(9000)));
        assertThat(last("pass").fare()).as("the pass is for all districts").isZero();
        hear(ask("other", 5, stop(0, 0), stop(4, 4)).operatorId("blue"));
        assertThat(last("other").fare()).as("the other operator has one district").isEqualTo(300);
        assertThat(offers).allSatisfy(offer -> assertThat(offer.status()).isEqualTo(TripStatus.OFFERED));
    }

    @Test
    void theFareFollowsAChangeAndHoldsOverARestart() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        assertThat(last("r1").fare()).isEqualTo(380);
        accept("r1", 1);
        restart();
        assertThat(last("r1").fare()).isEqualTo(380);
        hear(ask("r1", 2, stop(0, 0), stop(4, 2)).kind(TripRequestKind.CHANGE).messageId("nearer"));
        assertThat(last("r1").fare()).isEqualTo(300);
        hear(ask("r1", 3, stop(0, 0), stop(4, 2)).kind(TripRequestKind.CHANGE).messageId("pass").dayPass(true));
        assertThat(last("r1").fare()).isZero();
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
    }

    @Test
    void whoAsksFromAPlacePaysFromTheDistrictOfTheStop() throws Exception {
        TripPlace home = TripPlace.of(DispatchTown.lon(3.9), DispatchTown.lat(0.1));
        hear(ask("r1", 0, "", stop(4, 2)).from(home));
        assertThat(last("r1").fromStopId()).isEqualTo(stop(0, 4));
        assertThat(last("r1").fare()).isEqualTo(380);
    }

    @Test
    void whereNoRoadLeadsIsSaid() throws Exception {
        hear(ask("there", 0, stop(0, 0), ISLAND));
        assertThat(last("there").refusal()).isEqualTo(TripRefusal.NO_WAY);
        assertThat(last("there").detail()).contains(stop(0, 0)).contains(ISLAND);
        assertThat(last("there").status()).isEqualTo(TripStatus.REFUSED);
        hear(ask("back", 1, ISLAND, stop(0, 0)));
        assertThat(last("back").refusal()).isEqualTo(TripRefusal.NO_WAY);
        hear(ask("by", 2, ISLAND, stop(0, 0)).wish(TimeWish.ARRIVE_BY).wishTime(at(7200)));
        assertThat(last("by").refusal()).isEqualTo(TripRefusal.NO_WAY);
        hear(ask("in", 3, WAY_OUT, stop(0, 0)));
        assertThat(last("in").refusal()).as("one way out").isEqualTo(TripRefusal.NO_WAY);
        restart();
        hear(ask("later", 4, stop(0, 0), ISLAND).wishTime(at(5 * 86_400)));
        assertThat(last("later").refusal()).isEqualTo(TripRefusal.NO_WAY);
        assertThat(offers).hasSize(5);
        assertThat(plans).as("no bus was sent").allSatisfy(plan -> assertThat(plan.stops())
                .noneMatch(halt -> !halt.boarding().isEmpty() || !halt.alighting().isEmpty()));
        hear(ask("r1", 5, stop(0, 0), stop(4, 4)));
        assertThat(last("r1").status()).as("the service goes on").isEqualTo(TripStatus.OFFERED);
        assertThat(letters).isEmpty();
    }

    @Test
    void noBusIsSentWhereItCouldNotComeBackFrom() throws Exception {
        // There is a road between the stops of the island, but none for a bus to come by, nor back from the one-way street.
        hear(ask("island", 0, ISLAND, OTHER_SHORE));
        hear(ask("out", 1, stop(0, 0), WAY_OUT));
        for (String id : List.of("island", "out")) {
            assertThat(last(id).status()).as(id).isEqualTo(TripStatus.REFUSED);
            assertThat(last(id).refusal()).as(id).isIn(TripRefusal.NO_WAY, TripRefusal.NO_VEHICLE_IN_TIME);
            assertThat(last(id).alternatives()).as(id).noneMatch(a -> a.fromStopId().equals(ISLAND) || a.toStopId().equals(WAY_OUT));
        }
        hear(ask("r1", 2, stop(0, 0), stop(4, 4)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.OFFERED);
    }

    @Test
    void aChangeToWhereNoRoadLeadsLeavesTheBookingAsItWas() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        TripOffer before = last("r1");
        hear(ask("r1", 2, stop(0, 0), ISLAND).kind(TripRequestKind.CHANGE).messageId("island"));
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.NO_WAY);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").toStopId()).isEqualTo(stop(4, 4));
        assertThat(last("r1").fare()).isEqualTo(before.fare());
        assertThat(plan(before.vehicleId()).stops()).anyMatch(halt -> halt.boarding().contains("r1"));
    }

    @Test
    void whoAsksFromAPlaceOnTheIslandIsToldThatNoRoadLeadsThere() throws Exception {
        hear(ask("r1", 0, "", stop(0, 0)).from(TripPlace.of(DispatchTown.lon(2), DispatchTown.lat(7))));
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.NO_WAY);
    }

    @Test
    void anotherOperatorsStopLiesOutsideTheZone() throws Exception {
        hear(ask("to", 0, stop(0, 0), "BLUE"));
        assertThat(last("to").refusal()).isEqualTo(TripRefusal.OUTSIDE_ZONE);
        assertThat(last("to").detail()).contains("BLUE").contains("town of blue");
        hear(ask("from", 1, "BLUE", stop(0, 0)));
        assertThat(last("from").refusal()).isEqualTo(TripRefusal.OUTSIDE_ZONE);
        hear(ask("from", 1, "BLUE", stop(0, 0)));
        assertThat(offers).as("said once").hasSize(2);
        hear(ask("own", 2, stop(0, 0), "BLUE").operatorId("blue"));
        assertThat(last("own").status()).isEqualTo(TripStatus.OFFERED);
        hear(ask("nobodys", 3, stop(0, 0), "GREEN"));
        assertThat(last("nobodys").refusal()).isEqualTo(TripRefusal.UNKNOWN_STOP);
        hear(ask("r1", 4, stop(0, 0), stop(4, 4)));
        accept("r1", 5);
        hear(ask("r1", 6, stop(0, 0), "BLUE").kind(TripRequestKind.CHANGE).messageId("blue"));
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.OUTSIDE_ZONE);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        hear(said(TripRequestKind.CANCEL, "r1", 7));
        assertThat(last("r1").status()).isEqualTo(TripStatus.CANCELLED);
        assertThat(letters).isEmpty();
    }

    /** The whole job, from the topic of requests to the topic of offers. */
    @Test
    void faresAndReasonsComeOutOfTheWholeJob() throws Exception {
        List<TripRequest> requests = List.of(
                ask("across", 0, stop(0, 0), stop(4, 4)).party(new RiderParty(1, 1, 0, 0)).build(),
                ask("within", 1, stop(0, 0), stop(4, 2)).party(new RiderParty(1, 0, 1, 0)).wishTime(at(3600)).build(),
                ask("pass", 2, stop(0, 0), stop(4, 4)).dayPass(true).wishTime(at(7200)).build(),
                ask("island", 3, stop(0, 0), ISLAND).build(),
                ask("zone", 4, stop(0, 0), "BLUE").build(),
                ask("blue", 5, stop(0, 0), "BLUE").operatorId("blue").build());
        ListSink<TripOffer> told = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        DispatchJob.build(
                env,
                new DispatchSources(
                        ListSource.of(Topics.TRIP_REQUEST, requests, 5),
                        ListSource.of(Topics.BUS_STATUS, List.of(DispatchTown.idle("V1", 0).build()), 5),
                        ListSource.of(Topics.LINK_STATE, List.of(DispatchTown.state(1002, 0, 40)), 5),
                        ListSource.ofRaw(Topics.FORECAST, List.of(new byte[] {1}), 5),
                        ListSource.ofRaw(Topics.ROAD_EVENT, List.of(new byte[] {1}), 5)),
                new DispatchSinks(told, new ListSink<DispatchPlan>(), new ListSink<Alert>(), new ListSink<DeadLetter>()),
                settings);
        env.execute();
        Map<String, TripOffer> answers = told.written().stream()
                .filter(offer -> !offer.inReplyTo().isEmpty())
                .collect(Collectors.toMap(TripOffer::requestId, Function.identity()));
        assertThat(answers).hasSize(6);
        assertThat(answers.get("across").fare()).isEqualTo(300 + 150 + 2 * 80);
        assertThat(answers.get("within").fare()).isEqualTo(300 + 100);
        assertThat(answers.get("pass").fare()).isZero();
        assertThat(answers.get("pass").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(answers.get("island").refusal()).isEqualTo(TripRefusal.NO_WAY);
        assertThat(answers.get("zone").refusal()).isEqualTo(TripRefusal.OUTSIDE_ZONE);
        assertThat(answers.get("blue").fare()).isEqualTo(300);
    }
}
