package city.mio.simulators.city;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.city.TruckSchedule.Drive;
import city.mio.simulators.city.TruckSchedule.Driver;
import city.mio.simulators.city.TruckSchedule.Truck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Construction trucks: who declares what for which slot, and who really drives. Trucks are declared two hours ahead;
 * some are withdrawn, some come without a word, some in a later slot, and now and then a slot is overbooked. What others have
 * declared and the office has planned is driven too; a trip without a plate gets one when it is planned.
 */
final class HaulPlan {

    /** What is told at its time. */
    interface Teller {
        void declare(HaulDeclaration declaration, String plate);
    }

    private record Withdrawal(double at, int number, HaulDeclaration declaration, String plate) {}

    private record Wish(HaulSite site, HaulVehicleClass size) {}

    private record Declared(String siteId, String contractor, long day) {}

    private static final double AHEAD_SECONDS = 7200;
    /** Who can wait in a holding area leaves up to so much earlier, not to come late. */
    private static final double MOST_EARLY_SECONDS = 1500;

    private static final String[] AREAS = {"なにわ", "大阪", "和泉", "堺", "神戸"};
    private static final String[] KANA = {"あ", "か", "さ", "た", "な", "は", "ま", "や", "ら"};

    private final CityPlaces places;
    private final HaulTraffic traffic;
    private final SplittableRandom random;
    private final long driverSeed;
    private final HaulHabits habits;
    private final long origin;
    private final long start;
    private final long slotMillis;
    private final TruckSchedule schedule;
    private final PriorityQueue<Withdrawal> withdrawals =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.number - b.number);
    private final Map<Declared, Integer> declared = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    /** What others declared and planned, until both are known. */
    private final Map<String, HaulDeclaration> strangers = new HashMap<>();

    private final Map<String, HaulTrip> planned = new HashMap<>();
    private long nextSlot;
    private int count;

    HaulPlan(
            RoadNetwork network,
            CityPlaces places,
            HaulTraffic traffic,
            RouteTrees trees,
            long origin,
            long start,
            SplittableRandom random,
            HaulHabits habits) {
        this.places = places;
        this.traffic = traffic;
        this.origin = origin;
        this.start = start;
        this.random = random;
        this.driverSeed = origin ^ 0x647269766572L;
        this.habits = habits;
        this.slotMillis = places.haulSlotMinutes() * 60_000L;
        this.nextSlot = Math.floorDiv(origin, slotMillis) * slotMillis;
        this.schedule = new TruckSchedule(
                places, new TruckPaths(network, places, trees), habits, origin, new SplittableRandom(driverSeed));
    }

    void step(double now, Teller teller, List<Truck> out) {
        while (seconds(nextSlot) < now + AHEAD_SECONDS) {
            for (HaulRoute route : places.haulRoutes()) {
                planSlot(route, nextSlot, now, teller);
            }
            nextSlot += slotMillis;
            schedule.forget(now);
            declared.keySet().removeIf(key -> key.day < dayOf(nextSlot) - 1);
        }
        while (!withdrawals.isEmpty() && withdrawals.peek().at <= now) {
            Withdrawal withdrawal = withdrawals.poll();
            teller.declare(withdrawal.declaration, withdrawal.plate);
        }
        schedule.due(now, out);
    }

    private double seconds(long time) {
        return (time - origin) / 1000.0;
    }

    private void planSlot(HaulRoute route, long slot, double now, Teller teller) {
        if (places.haulSites().isEmpty() || places.depots().isEmpty()) {
            return;
        }
        long number = Math.floorDiv(slot, slotMillis);
        boolean rush = traffic.rushEverySlots() > 0
                && Math.floorMod(number + route.id().hashCode(), traffic.rushEverySlots()) == 0;
        double share = rush && traffic.capShare() > 0 ? Math.max(1.25, traffic.capShare()) : traffic.capShare();
        int declared = (int) Math.round(habits.capOf(route.id(), slot) * share);
        for (int i = 0; i < declared; i++) {
            plan(route, slot, now, true, teller);
        }
        for (int i = 0; i < declared; i++) {
            if (random.nextDouble() < traffic.undeclaredShare()) {
                plan(route, slot, now, false, teller);
            }
        }
    }

    private void plan(HaulRoute route, long slot, double now, boolean declare, Teller teller) {
        HaulSite site = places.haulSites().get(random.nextInt(places.haulSites().size()));
        int depot = random.nextInt(1 << 16);
        HaulVehicleClass size = HaulVehicleClass.values()[1 + random.nextInt(3)];
        int number = ++count;
        String plate = plate(number);
        boolean cancelled = declare && random.nextDouble() < traffic.cancelledShare();
        boolean offSlot = declare && random.nextDouble() < traffic.offSlotShare();
        int slotsLater = 1 + random.nextInt(2);
        double inSlot = inSlotSeconds(random);
        boolean probe = random.nextDouble() < traffic.probeShare();
        double cancelAhead = 1200 + random.nextDouble() * 1800;
        if (seconds(slot) + inSlot < seconds(start)) {
            // Gone by before anybody looked: told of, it would be a vehicle that never came.
            return;
        }

        String id = "decl-" + number;
        if (declare) {
            Optional<Wish> wish = findAllowed(new Wish(site, size), route, slot, number);
            if (wish.isEmpty()) {
                return;
            }
            site = wish.get().site;
            size = wish.get().size;
            own.add(id);
            String contractor = findContractor(site, slot, number).orElseThrow();
            declared.merge(new Declared(site.id(), contractor, dayOf(slot)), 1, Integer::sum);
            HaulDeclaration declaration = HaulDeclaration.builder()
                    .declarationId(id)
                    .contractor(contractor)
                    .siteId(site.id())
                    .routeId(route.id())
                    .slotStart(slot)
                    .slotEnd(slot + slotMillis)
                    .vehicleClass(size)
                    .status(DeclarationStatus.FIRM)
                    .vehicleId(probe ? "haul-" + number : "")
                    .terms(new HaulTerms(slot - 2 * slotMillis, slot + 5 * slotMillis, 4, 2 + number % 5, 12, 0))
                    .build();
            teller.declare(declaration, plate);
            if (cancelled) {
                withdrawals.add(new Withdrawal(
                        Math.max(now, seconds(slot) - cancelAhead),
                        number,
                        declaration.toBuilder().status(DeclarationStatus.CANCELLED).build(),
                        plate));
                return;
            }
        }
        SplittableRandom mood = new SplittableRandom(driverSeed + number);
        Driver driver = declare
                ? driver(mood, offSlot ? slotsLater : 0, inSlot)
                : new Driver(false, true, false, 0, inSlot, 0);
        schedule.put(
                new Drive(id, "haul-" + number, plate, size, site, depot, probe, declare, driver), route.id(), slot, now, false);
    }

    /** Contractors know the rules: where a wish is against them, another site, and then a smaller vehicle, is what they mean. */
    private Optional<Wish> findAllowed(Wish wish, HaulRoute route, long slot, int number) {
        List<Wish> wishes = new ArrayList<>(List.of(wish));
        for (HaulVehicleClass size : List.of(wish.size, HaulVehicleClass.MEDIUM)) {
            places.haulSites().forEach(site -> wishes.add(new Wish(site, size)));
        }
        return wishes.stream()
                .filter(w -> habits.mayDeclare(w.site.id(), route.id(), slot, w.size)
                        && findContractor(w.site, slot, number).isPresent())
                .findFirst();
    }

    /** Contractors in turn, those that have not declared as many as they may that day. */
    private Optional<String> findContractor(HaulSite site, long slot, int number) {
        List<String> contractors = habits.contractorsOf(site.id());
        for (int i = 0; i < contractors.size(); i++) {
            String contractor = contractors.get((number + i) % contractors.size());
            int sent = declared.getOrDefault(new Declared(site.id(), contractor, dayOf(slot)), 0);
            if (sent < habits.mostPerDay(site.id(), contractor)) {
                return Optional.of(contractor);
            }
        }
        return Optional.empty();
    }

    private long dayOf(long slot) {
        return Instant.ofEpochMilli(slot).atZone(places.timezone()).toLocalDate().toEpochDay();
    }

    private double inSlotSeconds(SplittableRandom draws) {
        return (0.1 + 0.75 * draws.nextDouble()) * slotMillis / 1000;
    }

    private Driver driver(SplittableRandom draws, int slotsLater, double inSlot) {
        boolean reads = draws.nextDouble() >= traffic.deafShare();
        boolean comes = draws.nextDouble() >= traffic.noShowShare();
        boolean strays = draws.nextDouble() < traffic.wrongRouteShare();
        return new Driver(reads, comes, strays, slotsLater, inSlot, MOST_EARLY_SECONDS * draws.nextDouble());
    }

    private static String plate(int number) {
        SplittableRandom draws = new SplittableRandom(number);
        return AREAS[draws.nextInt(AREAS.length)] + " " + (100 + draws.nextInt(100)) + " "
                + KANA[draws.nextInt(KANA.length)] + " "
                + String.format("%02d-%02d", draws.nextInt(100), number % 100) + "/" + number;
    }

    /** What the office says of a trip. */
    void hear(HaulTrip trip, double now, Teller teller) {
        if (own.contains(trip.tripId()) || schedule.knows(trip.tripId())) {
            schedule.hear(trip, now);
        } else if (trip.state() == HaulTripState.PLANNED) {
            planned.put(trip.tripId(), trip);
            adopt(trip.tripId(), now, teller);
        } else {
            planned.remove(trip.tripId());
        }
    }

    /** What somebody has declared. */
    void hear(HaulDeclaration declaration, double now, Teller teller) {
        String id = declaration.declarationId();
        if (own.contains(id) || schedule.knows(id)) {
            return;
        }
        if (declaration.status() == DeclarationStatus.FIRM && seconds(declaration.slotEnd()) > now) {
            strangers.put(id, declaration);
            adopt(id, now, teller);
        } else {
            strangers.remove(id);
        }
    }

    /** Somebody else's trip that the office has planned: its contractor sends a truck, and names its plate if none is named. */
    private void adopt(String id, double now, Teller teller) {
        HaulDeclaration declaration = strangers.get(id);
        HaulTrip trip = planned.get(id);
        HaulSite site = declaration == null || trip == null
                ? null
                : places.haulSites().stream()
                        .filter(known -> known.id().equals(declaration.siteId()))
                        .findFirst()
                        .orElse(null);
        if (site == null || places.depots().isEmpty()) {
            return;
        }
        strangers.remove(id);
        planned.remove(id);
        int number = ++count;
        SplittableRandom draws = new SplittableRandom(driverSeed ^ id.hashCode());
        boolean unnamed = declaration.plateHash().isEmpty();
        String plate = unnamed ? plate(number) : declaration.plateHash();
        if (unnamed && seconds(trip.slotStart()) > now && seconds(declaration.slotStart()) > now) {
            teller.declare(declaration.toBuilder().declaredAt(origin + Math.round(now * 1000)).build(), plate);
        }
        int depot = draws.nextInt(1 << 16);
        int later = draws.nextDouble() < traffic.offSlotShare() ? 1 : 0;
        boolean shares = !declaration.vehicleId().isEmpty();
        schedule.put(
                new Drive(
                        id,
                        shares ? declaration.vehicleId() : "haul-" + number,
                        plate,
                        declaration.vehicleClass(),
                        site,
                        depot,
                        shares,
                        true,
                        driver(draws, later, inSlotSeconds(draws))),
                trip.routeId(),
                trip.slotStart(),
                now,
                true);
    }
}
