package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Shift;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * All that {@link LiveDispatcher} remembers of one service: duties with their plans, requests with what they were
 * promised, closed stops. Mutable, owned by whoever hands it to the dispatcher, confined to one thread; the dispatcher
 * itself keeps nothing, so that a state written, read and gone on with decides as if it had never been away.
 */
public final class DispatchState {

    final OnDemandService service;
    final List<Duty> duties = new ArrayList<>();
    final LinkedHashMap<String, Rider> riders = new LinkedHashMap<>();
    final TreeMap<Integer, Long> closedUntil = new TreeMap<>();

    /** Counts decisions: with the seed it makes the random numbers of each. */
    long decisions;

    /** The plan versions of vehicles go on from shift to shift. */
    final TreeMap<String, Long> versions = new TreeMap<>();

    /** Requests asked lately, fading, and since when and until when they are counted; for {@link GoingPrice}. */
    double askedWeight;

    /** Their direct drives, fading likewise. */
    double askedDirectMillis;

    int askedCount;
    long askedSinceMillis = Long.MIN_VALUE;
    long askedLastMillis = Long.MIN_VALUE;

    /** Where riders are expected as it was told last, null if it never was or does not count; for {@link EmptyRun}. */
    Expected expected;

    /** Driven over expected times of the last legs, a ring; for {@link Reserve}. */
    final float[] legErrors = new float[Reserve.LEGS];

    /** Legs ever learnt from. */
    long legs;

    /** Whether duties have whole schedules: of these only what plans show is written. */
    boolean scheduled;

    /**
     * Riders expected.
     *
     * @param atMillis when that was told
     * @param places where any are expected
     * @param perSecond how many at each of them
     */
    record Expected(long atMillis, int[] places, double[] perSecond) {

        static Expected of(long atMillis, ExpectedDemand demand) {
            float[] requests = demand.requests();
            int[] places = IntStream.range(0, requests.length).filter(i -> requests[i] > 0).toArray();
            return new Expected(
                    atMillis,
                    places,
                    Arrays.stream(places).mapToDouble(i -> (double) requests[i] / demand.horizonSeconds()).toArray());
        }
    }

    /** A state in which nothing has happened; shifts of the service are planned. */
    public DispatchState(OnDemandService service) {
        this.service = service;
        service.listShifts().forEach(this::addShift);
    }

    /** For reading. */
    DispatchState(OnDemandService service, boolean withShifts) {
        this.service = service;
        if (withShifts) {
            service.listShifts().forEach(this::addShift);
        }
    }

    Duty addShift(Shift shift) {
        FleetVehicle vehicle = vehicle(shift.vehicleId());
        Duty duty = new Duty(duties.size(), vehicle, service.findPlace(vehicle.depotId()).orElseThrow(), shift);
        duties.add(duty);
        return duty;
    }

    /** Keeps some duties only. */
    void renumber(Predicate<Duty> kept) {
        duties.removeIf(kept.negate());
        for (int i = 0; i < duties.size(); i++) {
            int before = duties.get(i).index;
            if (before != i) {
                duties.get(i).index = i;
                for (Rider rider : riders.values()) {
                    if (rider.duty == before) {
                        rider.duty = i;
                    }
                }
            }
        }
    }

    private FleetVehicle vehicle(String vehicleId) {
        for (FleetVehicle vehicle : service.listVehicles()) {
            if (vehicle.vehicleId().equals(vehicleId)) {
                return vehicle;
            }
        }
        throw new IllegalArgumentException("shift: vehicleId " + vehicleId + " is unknown");
    }

    /** The duty that a vehicle is on at a time, or the last one that it has not finished. */
    Duty dutyOf(String vehicleId, long now) {
        Duty found = null;
        for (Duty duty : duties) {
            if (duty.vehicleId.equals(vehicleId)) {
                boolean on = duty.fromMillis <= now && (now < duty.toMillis || duty.hasRiders());
                if (on || (found == null && now < duty.toMillis)) {
                    found = duty;
                    if (on) {
                        return duty;
                    }
                }
            }
        }
        return found;
    }

    /** Where a request stands; empty if it was never made or is forgotten. */
    public Optional<TripStatus> findStatus(String requestId) {
        return Optional.ofNullable(riders.get(requestId)).map(rider -> rider.status);
    }

    /** The offer of an open request as it was told last. */
    public Optional<Offer> findOffer(String requestId) {
        return Optional.ofNullable(riders.get(requestId))
                .filter(rider -> rider.status.isOpen())
                .map(this::toOffer);
    }

    /** The offer that a request had last, open or not; empty if it never had one or is forgotten. */
    public Optional<Offer> findLastOffer(String requestId) {
        return Optional.ofNullable(riders.get(requestId))
                .filter(rider -> rider.pickup != null && !rider.offerId.isEmpty())
                .map(this::toOffer);
    }

    Offer toOffer(Rider rider) {
        return new Offer(
                rider,
                service.getPlaceId(rider.pickup.place),
                service.getPlaceId(rider.dropOff.place),
                service.fares().currency());
    }

    /** Requests that a vehicle still has to do something for, in the order in which they were made. */
    public List<String> listOpenRequests() {
        return riders.values().stream()
                .filter(rider -> rider.status.isOpen())
                .map(rider -> rider.request.requestId())
                .toList();
    }

    /** The plan of each vehicle that has a shift, in the order of the shifts. */
    public List<VehiclePlan> listPlans() {
        return duties.stream().map(duty -> PlanTeller.plan(service, duty)).toList();
    }

    /** The plan of a vehicle at a time. */
    public Optional<VehiclePlan> findPlan(String vehicleId, long nowMillis) {
        return Optional.ofNullable(dutyOf(vehicleId, nowMillis)).map(duty -> PlanTeller.plan(service, duty));
    }

    /** Requests by what became of them, of those still remembered. */
    public Map<TripStatus, Integer> countByStatus() {
        Map<TripStatus, Integer> counts = new TreeMap<>();
        riders.values().forEach(rider -> counts.merge(rider.status, 1, Integer::sum));
        return counts;
    }

    /** An independent copy. */
    public DispatchState copy() {
        return StateCodec.copy(this);
    }

    /** Writes the state in its binary form. */
    public void write(DataOutput out) throws IOException {
        StateCodec.write(this, out);
    }

    /**
     * Reads a state.
     *
     * @param service as it is now: places and vehicles are found again by their ids
     * @throws IOException if the bytes end early, are of a version that this one does not know, or name what is not there
     */
    public static DispatchState read(DataInput in, OnDemandService service) throws IOException {
        return StateCodec.read(in, service);
    }
}
