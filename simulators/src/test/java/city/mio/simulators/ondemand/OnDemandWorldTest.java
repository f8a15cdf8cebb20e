package city.mio.simulators.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.PlacesByRule;
import city.mio.geo.routing.LinkPosition;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Grids;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.devices.RecordingOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnDemandWorldTest {

    private final RoadNetwork network = Grids.grid(8);
    private final RecordingOutput output = new RecordingOutput();
    private final CitySimulation city = new CitySimulation(
            network,
            PlacesByRule.place(network, 1),
            SimulationSettings.builder().seed(5).warmUpMinutes(2).tripsPerHour(500).build());
    private final OnDemandWorld world = new OnDemandWorld(city, List.of(service()), output);

    private SimulatedService service() {
        List<SimulatedService.Place> stops = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            stops.add(place("S" + i, i * network.linkCount() / 12));
        }
        List<SimulatedService.FleetBus> buses = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            buses.add(new SimulatedService.FleetBus("B" + i, "depot", 8, 1));
        }
        return new SimulatedService("op", "zone", stops, List.of(place("depot", 3)), buses, 8, 30);
    }

    private SimulatedService.Place place(String id, int link) {
        return new SimulatedService.Place(
                id,
                new LinkPosition(link, 0.6),
                network.nodeLon(network.toNode(link)),
                network.nodeLat(network.toNode(link)));
    }

    /** A dispatcher that gives each rider the next bus, one after the other, and takes everybody. */
    private class Taxis {

        private final Map<String, TripRequest> asked = new LinkedHashMap<>();
        private final Map<String, String> busOf = new HashMap<>();
        private final Map<String, List<String>> queues = new HashMap<>();
        private final Map<String, Boolean> onBoard = new HashMap<>();
        private final Map<String, Long> versions = new HashMap<>();
        private final Map<TripOffer, Long> held = new LinkedHashMap<>();
        private final long holdMillis;
        private int heardRequests;
        private int heardStatuses;

        Taxis() {
            this(0);
        }

        /** @param holdMillis how much later riders hear that they are on board or there */
        Taxis(long holdMillis) {
            this.holdMillis = holdMillis;
        }

        void listen() {
            held.entrySet().removeIf(each -> {
                boolean due = each.getValue() <= city.time();
                if (due) {
                    world.hear(each.getKey());
                }
                return due;
            });
            while (heardRequests < output.tripRequests.size()) {
                take(output.tripRequests.get(heardRequests++));
            }
            while (heardStatuses < output.busStatuses.size()) {
                take(output.busStatuses.get(heardStatuses++));
            }
        }

        private void take(TripRequest said) {
            String id = said.requestId();
            if (said.kind() == TripRequestKind.ASK) {
                asked.put(id, said);
                busOf.put(id, "B" + (1 + asked.size() % 6));
                say(id, TripStatus.OFFERED);
            } else if (said.kind() == TripRequestKind.ACCEPT) {
                assertThat(said.offerId()).isEqualTo("offer-" + id);
                accepted(id);
            } else {
                queues.get(busOf.get(id)).remove(id);
                say(id, TripStatus.CANCELLED);
                plan(busOf.get(id));
            }
        }

        void accepted(String id) {
            say(id, TripStatus.BOOKED);
            queues.computeIfAbsent(busOf.get(id), bus -> new ArrayList<>()).add(id);
            plan(busOf.get(id));
        }

        private void take(BusStatus said) {
            List<String> queue = queues.getOrDefault(said.vehicleId(), List.of());
            if (queue.isEmpty()) {
                return;
            }
            String id = queue.get(0);
            if (said.kind() == BusStatusKind.STOP_REACHED) {
                boolean off = onBoard.put(id, true) != null;
                if (off) {
                    queue.remove(0);
                }
                say(id, off ? TripStatus.SERVED : TripStatus.ON_BOARD);
            } else if (said.kind() == BusStatusKind.NO_SHOW) {
                assertThat(said.requestId()).isEqualTo(id);
                queue.remove(0);
                say(id, TripStatus.NO_SHOW);
                plan(said.vehicleId());
            } else if (said.kind() == BusStatusKind.STOP_LEFT) {
                plan(said.vehicleId());
            } else if (said.kind() == BusStatusKind.BREAKDOWN) {
                onBoard.remove(id);
                say(id, TripStatus.BOOKED);
            } else if (said.kind() == BusStatusKind.REPAIRED) {
                plan(said.vehicleId());
            }
        }

        private void plan(String bus) {
            List<PlanStop> stops = new ArrayList<>();
            List<String> queue = queues.getOrDefault(bus, List.of());
            if (!queue.isEmpty()) {
                String id = queue.get(0);
                TripRequest request = asked.get(id);
                if (!onBoard.containsKey(id)) {
                    stops.add(stop(stopNear(request), List.of(id), List.of()));
                }
                stops.add(stop(request.to().stopId(), List.of(), List.of(id)));
            }
            world.hear(DispatchPlan.builder()
                    .operatorId("op")
                    .zoneId("zone")
                    .vehicleId(bus)
                    .version(versions.merge(bus, 1L, Long::sum))
                    .time(city.time())
                    .stops(stops)
                    .build());
        }

        private String stopNear(TripRequest request) {
            return request.from().stopId().isEmpty() ? "S1" : request.from().stopId();
        }

        private PlanStop stop(String placeId, List<String> boarding, List<String> alighting) {
            return new PlanStop(
                    placeId, 135.5, 34.7, PlanStopKind.RIDERS, city.time(), city.time() + 30_000, boarding, alighting, 1, 0);
        }

        void say(String id, TripStatus status) {
            TripRequest request = asked.get(id);
            boolean late = status == TripStatus.ON_BOARD || status == TripStatus.SERVED;
            TripOffer offer = TripOffer.builder()
                    .operatorId("op")
                    .zoneId("zone")
                    .requestId(id)
                    .time(city.time())
                    .news(TripNews.STATUS)
                    .status(status)
                    .offerId("offer-" + id)
                    .vehicleId(busOf.get(id))
                    .fromStopId(stopNear(request))
                    .toStopId(request.to().stopId())
                    .pickupTime(city.time())
                    .earliestPickupTime(request.time())
                    .latestPickupTime(request.time() + 7_200_000)
                    .dropOffTime(city.time())
                    .latestDropOffTime(request.time() + 9_000_000)
                    .currency("JPY")
                    .build();
            if (late && holdMillis > 0) {
                held.put(offer, city.time() + holdMillis);
            } else {
                world.hear(offer);
            }
        }
    }

    @Test
    void ridersWhoseAppIsSlowBoardByTheDriversList() {
        // Longer than a driver waits with open doors.
        Taxis taxis = new Taxis(240_000);
        city.warmUp();
        world.join();
        for (int second = 0; second < 2 * 3600; second++) {
            city.step();
            world.afterStep();
            taxis.listen();
        }
        OnDemandFigures figures = world.figures();
        assertThat(figures.served()).isGreaterThan(figures.booked() / 4);
        assertThat(figures.brokenWithoutAlert()).isZero();
    }

    @Test
    void ridersAreFetchedAndBroughtByBusesThatDriveInTheCity() {
        Taxis taxis = new Taxis();
        city.warmUp();
        world.join();
        assertThat(output.busStatuses).hasSize(6).allMatch(status -> status.stopId().equals("depot"));
        for (int second = 0; second < 3 * 3600; second++) {
            city.step();
            world.afterStep();
            taxis.listen();
        }
        OnDemandFigures figures = world.figures();
        assertThat(figures.requests()).isBetween(60, 130);
        assertThat(figures.answered()).isEqualTo(figures.requests());
        assertThat(figures.booked()).isGreaterThan(figures.requests() * 3 / 4);
        assertThat(figures.noShows()).isPositive();
        assertThat(figures.cancelled()).isPositive();
        assertThat(figures.served()).isGreaterThan(figures.booked() / 2);
        assertThat(figures.served() + figures.noShows() + figures.cancelled()).isLessThanOrEqualTo(figures.booked());
        assertThat(figures.busKm()).isGreaterThan(figures.served() * 0.5);
        // What buses tell: in order, each stop left after it was reached, nowhere faster than the street.
        Map<String, BusStatus> before = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        for (BusStatus status : output.busStatuses) {
            BusStatus last = before.put(status.vehicleId(), status);
            if (last != null) {
                assertThat(status.sequence()).isEqualTo(last.sequence() + 1);
                assertThat(status.time()).isGreaterThanOrEqualTo(last.time());
            }
            int change = status.kind() == BusStatusKind.STOP_REACHED ? 1 : status.kind() == BusStatusKind.STOP_LEFT ? -1 : 0;
            int stands = status.kind() == BusStatusKind.BREAKDOWN ? 0 : open.merge(status.vehicleId(), change, Integer::sum);
            open.put(status.vehicleId(), stands);
            assertThat(stands).isBetween(0, 1);
            assertThat(status.speedMps()).isLessThan(30);
        }
    }

    @Test
    void whoseOfferIsOverBeforeItIsTakenAsksOnceMore() {
        // An answer so late that every acceptance comes too late.
        Taxis taxis = new Taxis() {
            @Override
            void accepted(String id) {
                say(id, TripStatus.EXPIRED);
            }
        };
        city.warmUp();
        world.join();
        for (int second = 0; second < 1800; second++) {
            city.step();
            world.afterStep();
            taxis.listen();
        }
        taxis.listen();
        int before = output.tripRequests.size();
        world.figures();
        assertThat(output.tripRequests).as("nobody asks while time stands still").hasSize(before);
        city.step();
        world.afterStep();
        List<String> asked = output.tripRequests.stream()
                .filter(said -> said.kind() == TripRequestKind.ASK)
                .map(TripRequest::requestId)
                .toList();
        long accepted = output.tripRequests.stream()
                .filter(said -> said.kind() == TripRequestKind.ACCEPT && !said.requestId().endsWith("-anew"))
                .count();
        List<String> anew = asked.stream().filter(id -> id.endsWith("-anew")).toList();
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(anew).isNotEmpty().noneMatch(id -> id.endsWith("-anew-anew"));
        // Who has accepted in the last second hears of it in the next.
        assertThat((long) anew.size()).isBetween(accepted - 3, accepted);
    }

    @Test
    void aBusWaitsWhereItIsSentTakesItsBreakWhenItIsTimeAndTellsWhereItIsAllTheWhile() {
        city.warmUp();
        world.join();
        long now = city.time();
        long rest = now + 3_600_000;
        world.hear(DispatchPlan.builder()
                .operatorId("op")
                .zoneId("zone")
                .vehicleId("B1")
                .version(1)
                .time(now)
                .stops(List.of(
                        new PlanStop("S6", 135.5, 34.7, PlanStopKind.WAIT, now, rest - 900_000, List.of(), List.of(), 0, 0),
                        new PlanStop("depot", 135.5, 34.7, PlanStopKind.BREAK, rest, rest + 1_800_000, List.of(), List.of(), 0, 0)))
                .build());
        // B2 has its break later and nothing to do before: it need not set out at once.
        world.hear(DispatchPlan.builder()
                .operatorId("op")
                .zoneId("zone")
                .vehicleId("B2")
                .version(1)
                .time(now)
                .stops(List.of(new PlanStop(
                        "depot", 135.5, 34.7, PlanStopKind.BREAK, rest, rest + 1_800_000, List.of(), List.of(), 0, 0)))
                .build());
        for (int second = 0; second < 2 * 3600; second++) {
            city.step();
            world.afterStep();
        }
        for (String bus : List.of("B1", "B2")) {
            List<BusStatus> told = output.busStatuses.stream().filter(status -> status.vehicleId().equals(bus)).toList();
            assertThat(told).filteredOn(status -> status.kind() == BusStatusKind.STOP_REACHED).singleElement().satisfies(status -> {
                assertThat(status.stopId()).isEqualTo("depot");
                assertThat(status.time()).isBetween(rest, rest + 120_000);
            });
            assertThat(told).filteredOn(status -> status.kind() == BusStatusKind.STOP_LEFT).singleElement()
                    .satisfies(status -> assertThat(status.time()).isGreaterThanOrEqualTo(rest + 1_800_000));
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i).time() - told.get(i - 1).time()).as("silence of %s", bus).isLessThanOrEqualTo(60_000);
            }
        }
        assertThat(output.busStatuses)
                .anyMatch(status -> status.vehicleId().equals("B1") && status.stopId().equals("S6") && status.time() < rest - 900_000);
    }

    @Test
    void withoutADispatcherNobodyIsAnsweredAndNoBusMoves() {
        city.warmUp();
        world.join();
        for (int second = 0; second < 1200; second++) {
            city.step();
            world.afterStep();
        }
        OnDemandFigures figures = world.figures();
        assertThat(figures.requests()).isPositive();
        assertThat(figures.answered()).isZero();
        assertThat(figures.busKm()).isZero();
        assertThat(figures.toMap()).containsEntry("answerMsP50", null).containsEntry("served", 0);
    }
}
