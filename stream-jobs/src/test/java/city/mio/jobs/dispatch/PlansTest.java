package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.ask;
import static city.mio.jobs.dispatch.DispatchTown.at;
import static city.mio.jobs.dispatch.DispatchTown.bus;
import static city.mio.jobs.dispatch.DispatchTown.idle;
import static city.mio.jobs.dispatch.DispatchTown.said;
import static city.mio.jobs.dispatch.DispatchTown.stop;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertType;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.RefusalReason;
import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.geo.places.LocalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the service's settings say of halts, rides, shifts, breaks and idle buses holds in what the job says; and faults. */
class PlansTest extends DispatchHarness {

    private static final double HOUR = 3600;

    private PlanStop boardingHalt(String requestId) {
        return plan(last(requestId).vehicleId()).stops().stream()
                .filter(halt -> halt.boarding().contains(requestId))
                .findFirst()
                .orElseThrow();
    }

    private long halt(String requestId) {
        PlanStop halt = boardingHalt(requestId);
        return (halt.departTime() - halt.arriveTime()) / 1000;
    }

    /** The same services, those of "red" with other promises. */
    private void promise(ServiceSettings.PromiseTable promises) throws Exception {
        ServiceSettings red = settings.services().get(0);
        restartWith(List.of(changed(red, red.zone(), red.closedDates(), promises), settings.services().get(1)));
    }

    private void restartWith(List<ServiceSettings> services) throws Exception {
        harness.close();
        settings = DispatchJobSettings.of(settings.networkFile(), services)
                .withTimes(settings.earliestTime(), settings.latestTime());
        start(null);
    }

    private static ServiceSettings changed(
            ServiceSettings s, ServiceSettings.Named zone, List<String> closed, ServiceSettings.PromiseTable promises) {
        return new ServiceSettings(
                s.operator(), zone, s.timeZone(), s.maxParty(), s.hours(), closed, s.districts(), s.stops(), s.depots(),
                s.vehicles(), s.shifts(), s.boarding(), s.fares(), promises, s.dispatch(), null);
    }

    /** What "red" says to who wants to go far after many have asked for short rides, one every five seconds. */
    private TripOffer farInARush(ServiceSettings.DispatchRules rules) throws Exception {
        ServiceSettings s = settings.services().get(0);
        ServiceSettings red = new ServiceSettings(
                s.operator(), s.zone(), s.timeZone(), s.maxParty(), s.hours(), s.closedDates(), s.districts(), s.stops(),
                s.depots(), s.vehicles(), s.shifts(), s.boarding(), s.fares(), s.promises(), rules, null);
        restartWith(List.of(red, settings.services().get(1)));
        for (int i = 0; i < 60; i++) {
            hear(ask("near" + i, 5 * i, stop(2, 2), stop(2, 4)));
            if (last("near" + i).status() == TripStatus.OFFERED && i > 0) {
                hear(said(TripRequestKind.CANCEL, "near" + i, 5 * i + 1));
            }
        }
        hear(ask("far", 300, stop(0, 0), stop(4, 4)));
        return last("far");
    }

    @Test
    void refusesCostlyTripsOnlyWhereTheServiceWantsThat() throws Exception {
        assertThat(farInARush(null).status()).isEqualTo(TripStatus.OFFERED);
        assertThat(farInARush(new ServiceSettings.DispatchRules(0.9, false)).status()).isEqualTo(TripStatus.OFFERED);
        assertThat(farInARush(new ServiceSettings.DispatchRules(0.9, true)).detail()).startsWith("vehicles are scarce");
    }

    @Test
    void aHaltTakesAsLongAsThoseWhoBoard() throws Exception {
        hear(ask("adult", 0, stop(0, 0), stop(4, 4)).wishTime(at(600)));
        assertThat(halt("adult")).isEqualTo(20 + 5);
        hear(ask("family", 1, stop(0, 0), stop(4, 4)).party(new RiderParty(1, 1, 1, 0)).wishTime(at(2 * HOUR)));
        assertThat(halt("family")).isEqualTo(20 + 5 + 5 + 10);
        hear(ask("chair", 2, stop(0, 0), stop(4, 4)).party(new RiderParty(0, 0, 0, 1)).wishTime(at(7 * HOUR)));
        assertThat(halt("chair")).isEqualTo(20 + 60);
    }

    @Test
    void aDetourIsBoundedByItsFactorAndByItsMinutesWhicheverIsLess() throws Exception {
        hear(ask("factor", 0, stop(0, 0), stop(4, 4)).wishTime(at(600)));
        TripOffer wide = last("factor");
        long direct = wide.dropOffTime() - wide.pickupTime();
        assertThat(direct).isBetween(300_000L, 420_000L);
        assertThat(wide.latestDropOffTime() - wide.latestPickupTime()).as("twice the direct ride").isEqualTo(2 * direct);
        assertThat(wide.latestPickupTime()).as("wait").isLessThanOrEqualTo(at(600 + 15 * 60));
        promise(new ServiceSettings.PromiseTable(5, 2.0, 2, 500, 1.2, 3, 2, 120, 14));
        hear(ask("minutes", 10, stop(0, 0), stop(4, 4)).wishTime(at(600)));
        TripOffer tight = last("minutes");
        assertThat(tight.latestDropOffTime() - tight.latestPickupTime()).as("two minutes more").isEqualTo(direct + 120_000);
        assertThat(tight.latestPickupTime()).isLessThanOrEqualTo(at(600 + 5 * 60));
        hear(ask("short", 11, stop(0, 2), stop(0, 4)).wishTime(at(600)));
        TripOffer brief = last("short");
        long ride = brief.dropOffTime() - brief.pickupTime();
        assertThat(ride).isLessThan(120_000);
        assertThat(brief.latestDropOffTime() - brief.latestPickupTime()).as("the factor is less here").isEqualTo(2 * ride);
    }

    /** Noon to two, half an hour, by the settings; the shift ends at midnight. */
    @Test
    void driversRestWithNobodyOnBoardAndAreHomeWhenTheShiftEnds() throws Exception {
        double eleven = 2 * HOUR;
        hear(idle("V1", eleven));
        hear(idle("V2", eleven));
        for (int i = 0; i < 40; i++) {
            String from = stop(2 * (i % 3), 2 * (i / 3 % 3));
            String to = stop(2 * ((i + 1) % 3), 2 * ((i / 3 + 1) % 3));
            hear(ask("r" + i, eleven + 60 + i, from, to).wishTime(at(eleven + 2400 + 300 * i)));
        }
        for (String vehicle : List.of("V1", "V2")) {
            List<PlanStop> stops = new ArrayList<>();
            int load = 0;
            for (PlanStop halt : plan(vehicle).stops()) {
                if (halt.kind() == PlanStopKind.BREAK && halt.arriveTime() < at(6 * HOUR)) {
                    stops.add(halt);
                    assertThat(load).as("nobody waits on board for the driver to have eaten").isZero();
                }
                load += halt.boarding().size() - halt.alighting().size();
            }
            assertThat(stops).singleElement().satisfies(rest -> {
                assertThat(rest.placeId()).isEqualTo("depot");
                assertThat(rest.arriveTime()).isBetween(at(3 * HOUR), at(5 * HOUR));
                assertThat(rest.departTime() - rest.arriveTime()).isEqualTo(30 * 60_000L);
            });
        }
        assertThat(offers).filteredOn(offer -> offer.status() == TripStatus.OFFERED).hasSizeGreaterThan(30);
        double midnight = 15 * HOUR;
        hear(ask("last", eleven + 200, stop(0, 0), stop(4, 4)).wishTime(at(midnight - 1800)));
        assertThat(last("last").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(last("last").latestDropOffTime()).isLessThanOrEqualTo(at(midnight));
        hear(ask("late", eleven + 201, stop(0, 0), stop(4, 4)).wishTime(at(midnight - 120)));
        assertThat(last("late").refusal()).isEqualTo(TripRefusal.NO_VEHICLE_IN_TIME);
    }

    @Test
    void whoIsAtTheDepotInTheMorningIsNotOnTheBreakOfNoon() throws Exception {
        hear(bus("V1", BusStatusKind.STOP_REACHED, 0).stopId("depot"));
        hear(bus("V2", BusStatusKind.BREAKDOWN, 1));
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RefusalReason.NOT_AS_PLANNED);
            assertThat(letter.detail()).contains("break begins at 2026-11-18T03:00:00Z");
        });
        hear(ask("r1", 2, stop(0, 0), stop(4, 4)));
        assertThat(last("r1").vehicleId()).isEqualTo("V1");
    }

    @Test
    void idleBusesGoWhereRidersHaveAskedForThem() throws Exception {
        hear(idle("V1", 0));
        hear(idle("V2", 0));
        for (int i = 0; i < 12; i++) {
            hear(ask("r" + i, 10 + i, stop(4, 0), stop(0, 4)));
            if (last("r" + i).hasOffer()) {
                hear(said(TripRequestKind.CANCEL, "r" + i, 10.5 + i));
            }
        }
        plans.clear();
        for (int minute = 1; minute <= 3; minute++) {
            hear(idle("V1", 60 * minute));
            hear(idle("V2", 60 * minute + 1));
        }
        assertThat(plans).isNotEmpty();
        PlanStop wait = plans.get(plans.size() - 1).stops().get(0);
        assertThat(wait.kind()).isEqualTo(PlanStopKind.WAIT);
        assertThat(wait.placeId()).isEqualTo(stop(4, 0));
        assertThat(plans.get(plans.size() - 1).stops().get(1).kind()).as("and rests at noon").isEqualTo(PlanStopKind.BREAK);
        restart();
        String sent = plans.get(plans.size() - 1).vehicleId();
        hear(bus(sent, BusStatusKind.POSITION, 500).lon(DispatchTown.lon(0)).lat(DispatchTown.lat(4)).stopId(stop(4, 0)));
        hear(ask("warm", 501, stop(4, 0), stop(0, 4)));
        assertThat(last("warm").vehicleId()).isEqualTo(sent);
        assertThat(last("warm").pickupTime()).isLessThan(at(560));
    }

    @Test
    void aBreakdownBringsAnotherBusToWhoWaitsAndToWhoRides() throws Exception {
        hear(ask("waits", 0, stop(0, 0), stop(4, 4)));
        accept("waits", 1);
        String first = last("waits").vehicleId();
        String second = first.equals("V1") ? "V2" : "V1";
        hear(bus(first, BusStatusKind.BREAKDOWN, 2));
        assertThat(last("waits").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("waits").vehicleId()).isEqualTo(second);
        assertThat(last("waits").news()).isIn(TripNews.RETIMED, TripNews.REOFFERED);
        assertThat(plan(first).stops()).noneMatch(halt -> halt.boarding().contains("waits"));
        double there = (last("waits").pickupTime() - DispatchTown.START) / 1000.0;
        hear(bus(second, BusStatusKind.STOP_REACHED, there).stopId(stop(0, 0)));
        hear(bus(second, BusStatusKind.STOP_LEFT, there + 30).stopId(stop(0, 0)));
        hear(bus(first, BusStatusKind.REPAIRED, there + 31));
        hear(bus(second, BusStatusKind.POSITION, there + 60).lon(DispatchTown.lon(0.5)).lat(DispatchTown.lat(0)));
        assertThat(last("waits").status()).isEqualTo(TripStatus.ON_BOARD);
        hear(bus(second, BusStatusKind.BREAKDOWN, there + 70));
        assertThat(last("waits").status()).as("fetched again").isEqualTo(TripStatus.BOOKED);
        assertThat(last("waits").vehicleId()).isEqualTo(first);
        assertThat(last("waits").news()).isEqualTo(TripNews.REOFFERED);
        assertThat(alerts).extracting(Alert::type).contains(AlertType.PROMISE_AT_RISK);
        // A broken bus goes on telling where it stands, and gets no riders for that.
        hear(bus(second, BusStatusKind.POSITION, there + 90).lon(DispatchTown.lon(0.5)).lat(DispatchTown.lat(0)));
        hear(ask("next", there + 91, stop(0, 0), stop(0, 4)));
        assertThat(last("next").hasOffer() ? last("next").vehicleId() : first).isEqualTo(first);
        assertThat(plan(second).stops()).extracting(PlanStop::kind).containsOnly(PlanStopKind.BREAK);
    }

    @Test
    void aBusThatJumpsAcrossTheCityIsAskedAgain() throws Exception {
        hear(idle("V1", 0));
        hear(bus("V1", BusStatusKind.POSITION, 2).lon(DispatchTown.lon(0)).lat(DispatchTown.lat(0)).stopId(stop(0, 0)));
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RefusalReason.NOT_AS_PLANNED);
            assertThat(letter.detail()).contains("jumped");
        });
        hear(bus("V2", BusStatusKind.BREAKDOWN, 3));
        hear(ask("r1", 4, stop(2, 4), stop(4, 4)));
        assertThat(last("r1").pickupTime()).as("it is still at the depot").isLessThan(at(120));
    }

    @Test
    void whatIsServedIsNotMovedHoweverOthersAsk() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        String vehicle = last("r1").vehicleId();
        double there = (last("r1").pickupTime() - DispatchTown.START) / 1000.0;
        hear(bus(vehicle, BusStatusKind.STOP_REACHED, there).stopId(stop(0, 0)));
        int told = plans.size();
        for (int i = 0; i < 8; i++) {
            hear(ask("o" + i, there + 1 + i, stop(0, 0), stop(2 * (i % 3), 4)));
            hear(idle(vehicle.equals("V1") ? "V2" : "V1", there + 1.5 + i * 5));
        }
        assertThat(plans.subList(told, plans.size())).isNotEmpty().allSatisfy(plan -> assertThat(plan.stops())
                .noneMatch(halt -> halt.boarding().contains("r1")));
        assertThat(plan(vehicle).stops()).anyMatch(halt -> halt.alighting().contains("r1"));
        assertThat(plan(vehicle).stops().get(0).arriveTime()).as("it stands until who boards has").isGreaterThanOrEqualTo(at(there + 25));
        assertThat(last("r1").status()).isEqualTo(TripStatus.ON_BOARD);
    }

    @Test
    void whoHasNotTakenTheOfferDoesNotRide() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        String vehicle = last("r1").vehicleId();
        double there = Math.min(100, (last("r1").pickupTime() - DispatchTown.START) / 1000.0);
        hear(bus(vehicle, BusStatusKind.STOP_REACHED, there).stopId(stop(0, 0)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.OFFERED);
        restart();
        hear(bus(vehicle, BusStatusKind.STOP_LEFT, there + 20).stopId(stop(0, 0)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.EXPIRED);
        assertThat(plan(vehicle).stops()).noneMatch(halt -> halt.alighting().contains("r1"));
        accept("r1", there + 21);
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.OFFER_EXPIRED);
        assertThat(letters).isEmpty();
    }

    @Test
    void nobodyRidesOnAClosedDay() throws Exception {
        ServiceSettings red = settings.services().get(0);
        restartWith(List.of(changed(red, red.zone(), List.of("2026-11-19"), red.promises()), settings.services().get(1)));
        hear(ask("closed", 0, stop(0, 0), stop(4, 4)).wishTime(at(24 * HOUR)));
        assertThat(last("closed").refusal()).isEqualTo(TripRefusal.CLOSED_HOURS);
        hear(ask("after", 1, stop(0, 0), stop(4, 4)).wishTime(at(48 * HOUR)));
        assertThat(last("after").status()).isEqualTo(TripStatus.OFFERED);
    }

    /** The same ids of vehicles and requests on both sides: nothing of one is seen by the other. */
    @Test
    void oneOperatorsZonesStandSideBySide() throws Exception {
        ServiceSettings red = settings.services().get(0);
        ServiceSettings.Named hills = new ServiceSettings.Named("hills", new LocalName("丘", "Hills"));
        restartWith(List.of(red, changed(red, hills, red.closedDates(), red.promises())));
        Map<String, String> status = new TreeMap<>();
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        hear(ask("r1", 0, stop(4, 4), stop(0, 0)).zoneId("hills"));
        assertThat(offers).hasSize(2).allSatisfy(offer -> assertThat(offer.status()).isEqualTo(TripStatus.OFFERED));
        hear(said(TripRequestKind.ACCEPT, "r1", 1).zoneId("hills").offerId(offers.get(1).offerId()));
        hear(bus("V1", BusStatusKind.BREAKDOWN, 2));
        hear(bus("V2", BusStatusKind.BREAKDOWN, 3));
        restart();
        hear(ask("r2", 4, stop(0, 0), stop(4, 4)));
        hear(ask("r2", 4, stop(0, 0), stop(4, 4)).zoneId("hills"));
        offers.forEach(offer -> status.put(offer.zoneId() + " " + offer.requestId(), offer.status().name()));
        assertThat(status)
                .containsEntry("hills r1", "BOOKED")
                .containsEntry("hills r2", "OFFERED")
                .containsEntry("town r1", "EXPIRED")
                .containsEntry("town r2", "REFUSED");
        assertThat(plans).extracting(DispatchPlan::zoneId).contains("town", "hills");
    }
}
