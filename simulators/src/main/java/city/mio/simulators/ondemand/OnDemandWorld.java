package city.mio.simulators.ondemand;

import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.routing.HierarchyTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.devices.Companion;
import city.mio.simulators.devices.DeviceOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Riders who ask and buses that fetch them, in a simulated city. What riders and buses say goes out by the output; what
 * the dispatcher says is handed in by {@link #hear}, from any thread, and takes effect with the next second. A rider boards
 * the bus that the app names, when it stands at the stop with the plan to fetch the rider. Draws come from the city's
 * seed; what the dispatcher answers, and when, is not in the hands of this class.
 */
public final class OnDemandWorld implements Companion, Bus.Doors {

    /** Drivers learn of the traffic so often. */
    private static final long NAVIGATION_MILLIS = 120_000;

    private static final double NO_SHOW_SHARE = 0.04;
    private static final double CANCEL_SHARE = 0.04;
    private static final double DECLINE_SHARE = 0.06;
    private static final double AHEAD_SHARE = 0.15;
    private static final double ARRIVE_BY_SHARE = 0.1;
    private static final double PLACE_SHARE = 0.15;
    private static final double WHEELCHAIR_SHARE = 0.04;
    private static final double TAKES_ALTERNATIVE_SHARE = 0.5;

    /** Nobody takes the bus for less. */
    private static final double LEAST_TRIP_METRES = 700;

    /** One in thirty hours of driving, far more than real buses: a demonstration is short. */
    private static final double BREAKDOWNS_PER_BUS_HOUR = 1.0 / 30;

    private static final long BREAKDOWN_MILLIS = 20 * 60_000;

    private record Heard(TripOffer offer, long nanos) {}

    private final CitySimulation city;
    private final List<SimulatedService> services;
    private final DeviceOutput output;
    private final HierarchyTravelTimes navigation;
    private final SplittableRandom random;
    private final SplittableRandom ids;
    private final Map<String, Bus> buses = new LinkedHashMap<>();
    private final Map<String, Rider> riders = new LinkedHashMap<>();
    private final Queue<Heard> offers = new ConcurrentLinkedQueue<>();
    private final Queue<DispatchPlan> plans = new ConcurrentLinkedQueue<>();

    /** What riders want to ask since somebody looked at the figures between two seconds. */
    private final List<TripRequest> unsaid = new ArrayList<>();

    private boolean stands = true;
    private long navigatedAt = Long.MIN_VALUE;
    private long now;
    private int breakdowns;

    /** Says and does nothing before {@link #join}. */
    public OnDemandWorld(CitySimulation city, List<SimulatedService> services, DeviceOutput output) {
        this.city = city;
        this.services = List.copyOf(services);
        this.output = output;
        navigation = new HierarchyTravelTimes(
                RouteGraph.of(city.network(), TurnCosts.city(true)),
                LinkOrder.make(city.network()),
                EnumSet.of(VehicleClass.CAR));
        random = new SplittableRandom(city.settings().seed() ^ 0x6275736573L);
        ids = new SplittableRandom(city.settings().seed() ^ 0x696473L);
    }

    /** What the dispatcher says about a request. Thread-safe. */
    public void hear(TripOffer offer) {
        offers.add(new Heard(offer, System.nanoTime()));
    }

    /** What the dispatcher says to a bus. Thread-safe. */
    public void hear(DispatchPlan plan) {
        plans.add(plan);
    }

    @Override
    public synchronized void join() {
        now = city.time();
        navigate();
        for (SimulatedService service : services) {
            for (SimulatedService.FleetBus description : service.buses()) {
                Bus bus = new Bus(service, description, city, navigation.newQuery(), output);
                buses.put(service.key() + "/" + description.vehicleId(), bus);
                bus.report(now);
            }
        }
    }

    @Override
    public synchronized void afterStep() {
        now = city.time();
        stands = false;
        unsaid.forEach(request -> say(request.toBuilder().time(now).build()));
        unsaid.clear();
        if (now - navigatedAt >= NAVIGATION_MILLIS) {
            navigate();
        }
        listen();
        for (SimulatedService service : services) {
            if (random.nextDouble() < service.requestsPerHour() / 3600) {
                ask(service);
            }
        }
        for (Rider rider : List.copyOf(riders.values())) {
            act(rider);
        }
        for (Bus bus : buses.values()) {
            if (!bus.isBroken() && random.nextDouble() < BREAKDOWNS_PER_BUS_HOUR / 3600) {
                breakdowns++;
                letOff(bus);
                bus.breakDown(now, now + BREAKDOWN_MILLIS);
            }
            bus.step(now, this);
        }
        stands = true;
    }

    private void navigate() {
        navigatedAt = now;
        int[] millis = new int[city.network().linkCount()];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = LinkTimes.ofSeconds(city.linkSeconds(link));
        }
        navigation.publish(LinkTimes.of(city.network(), millis));
    }

    private void listen() {
        for (DispatchPlan plan = plans.poll(); plan != null; plan = plans.poll()) {
            Bus bus = buses.get(plan.serviceKey() + "/" + plan.vehicleId());
            if (bus != null) {
                bus.take(plan, now);
            }
        }
        for (Heard heard = offers.poll(); heard != null; heard = offers.poll()) {
            Rider rider = riders.get(heard.offer().requestId());
            if (rider != null && heard.offer().serviceKey().equals(rider.request.serviceKey())) {
                take(rider, heard);
            }
        }
    }

    private void take(Rider rider, Heard heard) {
        TripOffer offer = heard.offer();
        rider.told = offer;
        rider.alerted |= offer.news() == TripNews.REOFFERED || offer.news() == TripNews.FAILED;
        if (offer.status() == TripStatus.BOOKED) {
            if (rider.firstBooked == null) {
                rider.firstBooked = offer;
                if (!rider.absent && random.nextDouble() < CANCEL_SHARE) {
                    rider.cancelsAt = now + 30_000 + random.nextInt(300_000);
                }
            }
            // Fetched by another bus after a breakdown: the rider waits at a stop again.
            rider.onBus = "";
        }
        if (rider.answer == null) {
            rider.answer = offer;
            rider.answerNanos = heard.nanos() - rider.askedNanos;
            decide(rider, offer);
        }
        if (offer.status() == TripStatus.EXPIRED && rider.takes && !rider.askedAnew) {
            rider.askedAnew = true;
            askAnew(rider.request);
        }
    }

    /** The answer came so late that the offer was over: who wanted it asks once more. */
    private void askAnew(TripRequest before) {
        String id = before.requestId() + "-anew";
        boolean first = !before.requestId().endsWith("-anew");
        if (first) {
            say(before.toBuilder()
                    .requestId(id)
                    .messageId(id)
                    .time(now)
                    .wishTime(before.wishTime() <= now ? 0 : before.wishTime())
                    .wish(before.wishTime() <= now ? TimeWish.LEAVE_AFTER : before.wish())
                    .build());
        }
    }

    private void decide(Rider rider, TripOffer offer) {
        if (offer.status() == TripStatus.OFFERED && random.nextDouble() >= DECLINE_SHARE) {
            rider.takes = true;
            rider.acceptsAt = now + 3_000 + random.nextInt(12_000);
        } else if (offer.status() == TripStatus.REFUSED
                && !offer.alternatives().isEmpty()
                && random.nextDouble() < TAKES_ALTERNATIVE_SHARE) {
            TripAlternative other = offer.alternatives().get(0);
            say(rider.request.toBuilder()
                    .requestId(rider.request.requestId() + "-alternative")
                    .messageId(rider.request.requestId() + "-alternative")
                    .time(now)
                    .wish(other.wish())
                    .wishTime(other.wishTime())
                    .from(TripPlace.ofStop(other.fromStopId()))
                    .to(TripPlace.ofStop(other.toStopId()))
                    .build());
        }
    }

    private void act(Rider rider) {
        if (rider.acceptsAt >= 0 && now >= rider.acceptsAt) {
            rider.acceptsAt = -1;
            output.tripRequest(word(rider, TripRequestKind.ACCEPT).offerId(rider.answer.offerId()).build());
        }
        boolean waits = rider.told != null && rider.told.status() == TripStatus.BOOKED && rider.onBus.isEmpty();
        if (rider.cancelsAt >= 0 && now >= rider.cancelsAt) {
            rider.cancelsAt = -1;
            if (waits) {
                output.tripRequest(word(rider, TripRequestKind.CANCEL).build());
            }
        }
    }

    private TripRequest.Builder word(Rider rider, TripRequestKind kind) {
        return TripRequest.builder()
                .operatorId(rider.request.operatorId())
                .zoneId(rider.request.zoneId())
                .requestId(rider.request.requestId())
                .messageId(rider.request.requestId() + "-" + kind)
                .kind(kind)
                .time(now)
                .channel(rider.request.channel());
    }

    private void ask(SimulatedService service) {
        List<SimulatedService.Place> stops = service.stops();
        SimulatedService.Place from = stops.get(random.nextInt(stops.size()));
        SimulatedService.Place to = from;
        for (int tries = 0; tries < 20 && metres(from, to) < LEAST_TRIP_METRES; tries++) {
            to = stops.get(random.nextInt(stops.size()));
        }
        if (from == to) {
            return;
        }
        double draw = random.nextDouble();
        boolean arriveBy = draw < ARRIVE_BY_SHARE;
        boolean ahead = !arriveBy && draw < ARRIVE_BY_SHARE + AHEAD_SHARE;
        long wishTime = arriveBy
                ? now + (40 + random.nextInt(30)) * 60_000L
                : ahead ? now + (15 + random.nextInt(45)) * 60_000L : 0;
        // Who knows the id may cancel the trip: it is no number that one could count to.
        String id = service.zoneId() + "-" + Long.toHexString(ids.nextLong());
        say(TripRequest.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .requestId(id)
                .messageId(id)
                .time(now)
                .channel(List.of("app", "phone", "agent").get(random.nextInt(3)))
                .riderId("rider-" + id)
                .wish(arriveBy ? TimeWish.ARRIVE_BY : TimeWish.LEAVE_AFTER)
                .wishTime(wishTime)
                .from(place(from))
                .to(TripPlace.ofStop(to.placeId()))
                .party(party(service))
                .build());
    }

    /** The stop, or sometimes somewhere near it. */
    private TripPlace place(SimulatedService.Place stop) {
        return random.nextDouble() < PLACE_SHARE
                ? TripPlace.of(stop.lon() + nearby(), stop.lat() + nearby())
                : TripPlace.ofStop(stop.placeId());
    }

    /** Degrees, some tens of metres. */
    private double nearby() {
        return 0.0008 * (random.nextDouble() - 0.5);
    }

    private RiderParty party(SimulatedService service) {
        double draw = random.nextDouble();
        if (draw < WHEELCHAIR_SHARE) {
            return new RiderParty(0, 0, 0, 1);
        }
        int adults = draw < 0.75 ? 1 : draw < 0.95 ? 2 : 3;
        int children = random.nextDouble() < 0.1 ? 1 : 0;
        int disabled = random.nextDouble() < 0.05 ? 1 : 0;
        int most = Math.max(1, service.maxParty() - children - disabled);
        return new RiderParty(Math.min(adults, most), children, disabled, 0);
    }

    private void say(TripRequest request) {
        if (stands) {
            unsaid.add(request);
            return;
        }
        riders.put(request.requestId(), new Rider(request, random.nextDouble() < NO_SHOW_SHARE, System.nanoTime()));
        output.tripRequest(request);
    }

    private static double metres(SimulatedService.Place from, SimulatedService.Place to) {
        return LocalProjection.distanceMetres(from.lon(), from.lat(), to.lon(), to.lat());
    }

    /** Nobody rides on with a bus that has broken down. */
    private void letOff(Bus bus) {
        for (Rider rider : riders.values()) {
            boolean ours = rider.request.serviceKey().equals(bus.service.key());
            if (ours && rider.onBus.equals(bus.vehicleId()) && rider.servedAt < 0) {
                rider.onBus = "";
            }
        }
    }

    @Override
    public boolean areAllTold(Bus bus, PlanStop halt) {
        return halt.alighting().stream()
                        .allMatch(id -> !isOn(bus, id) || riders.get(id).told.status() == TripStatus.SERVED)
                && halt.boarding().stream().allMatch(id -> {
                    Rider rider = riders.get(id);
                    return rider == null || rider.told == null || rider.told.status() != TripStatus.BOOKED
                            || !rider.told.vehicleId().equals(bus.vehicleId());
                });
    }

    @Override
    public void serve(Bus bus, PlanStop halt, long haltedAt) {
        // All are told, or the driver has waited long enough: then the list on the driver's device counts.
        boolean byList = !areAllTold(bus, halt);
        for (Rider rider : riders.values()) {
            if (rider.told == null || !rider.request.serviceKey().equals(bus.service.key())) {
                continue;
            }
            String id = rider.request.requestId();
            boolean on = rider.onBus.equals(bus.vehicleId()) && rider.servedAt < 0;
            boolean listedOff = byList && halt.alighting().contains(id);
            boolean listedOn = byList && halt.boarding().contains(id) && rider.told.status() == TripStatus.BOOKED;
            if (on && (rider.told.status() == TripStatus.SERVED || listedOff)) {
                rider.servedAt = haltedAt;
                rider.onBus = "";
            } else if (!on
                    && (rider.told.status() == TripStatus.ON_BOARD || listedOn)
                    && rider.told.vehicleId().equals(bus.vehicleId())
                    && rider.onBus.isEmpty()
                    && rider.servedAt < 0
                    && !rider.noShowTold) {
                board(bus, rider, haltedAt);
            }
        }
    }

    private void board(Bus bus, Rider rider, long haltedAt) {
        if (rider.absent) {
            rider.noShowTold = true;
            bus.tellNoShow(rider.request.requestId(), now);
        } else {
            rider.onBus = bus.vehicleId();
            if (rider.pickedUpAt < 0) {
                rider.pickedUpAt = Math.max(haltedAt, rider.told.earliestPickupTime());
            }
        }
    }

    @Override
    public boolean isDone(Bus bus, PlanStop halt) {
        return halt.boarding().stream().allMatch(id -> {
                    Rider rider = riders.get(id);
                    return rider != null && (isOn(bus, id) || rider.noShowTold || rider.servedAt >= 0);
                })
                && halt.alighting().stream().allMatch(id -> {
                    Rider rider = riders.get(id);
                    return rider != null && (rider.servedAt >= 0 || rider.noShowTold);
                });
    }

    private boolean isOn(Bus bus, String requestId) {
        Rider rider = riders.get(requestId);
        return rider != null && rider.onBus.equals(bus.vehicleId()) && rider.servedAt < 0;
    }

    /** What riders got until now. Thread-safe. */
    public synchronized OnDemandFigures figures() {
        // What was said after the last second counts as an answer, but nobody acts on it any more.
        listen();
        List<Double> waits = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        int[] count = new int[9];
        int broken = 0;
        int brokenUntold = 0;
        for (Rider rider : riders.values()) {
            if (rider.answer != null) {
                answers.add(rider.answerNanos / 1e6);
                count[0]++;
                count[1] += rider.answer.status() == TripStatus.REFUSED ? 0 : 1;
                count[2] += rider.answer.status() == TripStatus.REFUSED ? 1 : 0;
                count[6] += rider.told.status() == TripStatus.CANCELLED ? 1 : 0;
                count[7] += rider.told.status() == TripStatus.FAILED ? 1 : 0;
            }
            count[3] += rider.isBooked() ? 1 : 0;
            count[4] += rider.servedAt >= 0 ? 1 : 0;
            count[5] += rider.noShowTold ? 1 : 0;
            if (rider.pickedUpAt >= 0) {
                long wanted = rider.request.wishTime() == 0 ? rider.request.time() : rider.request.wishTime();
                if (rider.request.wish() == TimeWish.LEAVE_AFTER) {
                    waits.add((rider.pickedUpAt - wanted) / 1000.0);
                }
            }
            boolean isBroken = rider.isBroken(now);
            broken += isBroken ? 1 : 0;
            brokenUntold += isBroken && !rider.alerted ? 1 : 0;
        }
        Collections.sort(waits);
        Collections.sort(answers);
        return new OnDemandFigures(
                riders.size(),
                count[0],
                count[1],
                count[2],
                count[3],
                count[4],
                count[5],
                count[6],
                count[7],
                broken,
                brokenUntold,
                waits.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                Math.max(0, OnDemandFigures.quantile(waits, 0.95)),
                Math.round(OnDemandFigures.quantile(answers, 0.5)),
                Math.round(OnDemandFigures.quantile(answers, 0.99)),
                breakdowns,
                buses.values().stream().mapToDouble(Bus::metres).sum() / 1000);
    }
}
