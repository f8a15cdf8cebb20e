package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.DriverBreak;
import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Shift;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The binary form of a {@link DispatchState}: places and vehicles by id; of schedules what plans show. */
final class StateCodec {

    private static final int VERSION = 5;

    /** Without where riders are expected. */
    private static final int VERSION_WITHOUT_EXPECTED = 4;

    /** Without when a plan was told again to a device that had an older one. */
    private static final int VERSION_WITHOUT_TOLD_AGAIN = 3;

    /** Without points in place of stops, and promises given anew on board. */
    private static final int VERSION_OF_STOPS = 2;

    /** Without what the going price and the reserve have learnt. */
    private static final int VERSION_WITHOUT_LEARNT = 1;

    private static final int BREAK = -1;

    private StateCodec() {}

    static DispatchState copy(DispatchState state) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(state, new DataOutputStream(bytes));
            return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), state.service);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static void write(DispatchState state, DataOutput out) throws IOException {
        OnDemandService service = state.service;
        out.writeByte(VERSION);
        out.writeLong(state.decisions);
        writeLearnt(state, out);
        out.writeBoolean(state.expected != null);
        if (state.expected != null) {
            writeExpected(state, out);
        }
        out.writeInt(state.versions.size());
        for (Map.Entry<String, Long> each : state.versions.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeLong(each.getValue());
        }
        out.writeInt(state.closedUntil.size());
        for (Map.Entry<Integer, Long> each : state.closedUntil.entrySet()) {
            out.writeUTF(service.getPlaceId(each.getKey()));
            out.writeLong(each.getValue());
        }
        out.writeInt(state.riders.size());
        for (Rider rider : state.riders.values()) {
            writeRider(rider, service, out);
        }
        out.writeInt(state.duties.size());
        for (Duty duty : state.duties) {
            writeDuty(duty, service, out);
        }
    }

    static DispatchState read(DataInput in, OnDemandService service) throws IOException {
        int version = in.readByte();
        if (version < VERSION_WITHOUT_LEARNT || version > VERSION) {
            throw new IOException("dispatch state: unknown version " + version);
        }
        DispatchState state = new DispatchState(service, false);
        state.decisions = in.readLong();
        if (version > VERSION_WITHOUT_LEARNT) {
            readLearnt(in, state);
        }
        if (version > VERSION_WITHOUT_EXPECTED && in.readBoolean()) {
            readExpected(in, state);
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.versions.put(in.readUTF(), in.readLong());
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.closedUntil.put(place(in, service), in.readLong());
        }
        for (int n = in.readInt(); n > 0; n--) {
            Rider rider = readRider(in, service, version);
            state.riders.put(rider.request.requestId(), rider);
        }
        for (int n = in.readInt(); n > 0; n--) {
            readDuty(in, state, version);
        }
        return state;
    }

    private static void writeLearnt(DispatchState state, DataOutput out) throws IOException {
        out.writeDouble(state.askedWeight);
        out.writeDouble(state.askedDirectMillis);
        out.writeInt(state.askedCount);
        out.writeLong(state.askedSinceMillis);
        out.writeLong(state.askedLastMillis);
        out.writeLong(state.legs);
        for (int i = 0; i < Math.min(state.legs, state.legErrors.length); i++) {
            out.writeFloat(state.legErrors[i]);
        }
    }

    private static void readLearnt(DataInput in, DispatchState state) throws IOException {
        state.askedWeight = in.readDouble();
        state.askedDirectMillis = in.readDouble();
        state.askedCount = in.readInt();
        state.askedSinceMillis = in.readLong();
        state.askedLastMillis = in.readLong();
        state.legs = in.readLong();
        for (int i = 0; i < Math.min(state.legs, state.legErrors.length); i++) {
            state.legErrors[i] = in.readFloat();
        }
    }

    private static void writeExpected(DispatchState state, DataOutput out) throws IOException {
        DispatchState.Expected expected = state.expected;
        out.writeLong(expected.atMillis());
        out.writeInt(expected.places().length);
        for (int i = 0; i < expected.places().length; i++) {
            out.writeUTF(state.service.getPlaceId(expected.places()[i]));
            out.writeDouble(expected.perSecond()[i]);
        }
    }

    /** Stops that are no longer there are left out: the next time it is told, riders are expected elsewhere. */
    private static void readExpected(DataInput in, DispatchState state) throws IOException {
        long at = in.readLong();
        int n = in.readInt();
        int[] places = new int[n];
        double[] perSecond = new double[n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            OptionalInt place = state.service.findPlace(in.readUTF());
            perSecond[kept] = in.readDouble();
            if (place.isPresent()) {
                places[kept++] = place.getAsInt();
            }
        }
        state.expected =
                new DispatchState.Expected(at, Arrays.copyOf(places, kept), Arrays.copyOf(perSecond, kept));
    }

    private static int place(DataInput in, OnDemandService service) throws IOException {
        String id = in.readUTF();
        return service.findPlace(id).orElseThrow(() -> new IOException("dispatch state: there is no place " + id + " any more"));
    }

    private static void writeRider(Rider rider, OnDemandService service, DataOutput out) throws IOException {
        writeRequest(rider.request, out);
        out.writeByte(rider.status.ordinal());
        out.writeBoolean(rider.pickup != null);
        if (rider.pickup != null) {
            writeVisit(rider.pickup, service, out);
            writeVisit(rider.dropOff, service, out);
        }
        out.writeLong(rider.maxRideMillis);
        out.writeInt(rider.duty);
        out.writeLong(rider.pickedUpMillis);
        out.writeLong(rider.servedMillis);
        out.writeLong(rider.askedMillis);
        out.writeUTF(rider.offerId);
        out.writeLong(rider.offerExpiresMillis);
        out.writeInt(rider.fare);
        out.writeLong(rider.toldPickupMillis);
        out.writeLong(rider.toldDropOffMillis);
        out.writeUTF(rider.toldVehicleId);
        out.writeLong(rider.renewedDropOffMillis);
        out.writeByte(rider.refusal == null ? -1 : rider.refusal.ordinal());
        out.writeUTF(rider.refusalText);
        out.writeInt(rider.alternatives.size());
        for (Alternative each : rider.alternatives) {
            out.writeUTF(each.fromStopId());
            out.writeUTF(each.toStopId());
            out.writeByte(each.wish().ordinal());
            out.writeLong(each.timeMillis());
            out.writeLong(each.pickupMillis());
            out.writeLong(each.dropOffMillis());
            writeWalks(each.walks(), out);
        }
        writeWalks(rider.walks, out);
        out.writeLong(rider.closedMillis);
    }

    private static Rider readRider(DataInput in, OnDemandService service, int version) throws IOException {
        Rider rider = new Rider(readRequest(in, version));
        rider.status = TripStatus.values()[in.readByte()];
        if (in.readBoolean()) {
            rider.pickup = readVisit(in, service, rider, true);
            rider.dropOff = readVisit(in, service, rider, false);
        }
        rider.maxRideMillis = in.readLong();
        rider.duty = in.readInt();
        rider.pickedUpMillis = in.readLong();
        rider.servedMillis = in.readLong();
        rider.askedMillis = in.readLong();
        rider.offerId = in.readUTF();
        rider.offerExpiresMillis = in.readLong();
        rider.fare = in.readInt();
        rider.toldPickupMillis = in.readLong();
        rider.toldDropOffMillis = in.readLong();
        rider.toldVehicleId = in.readUTF();
        rider.renewedDropOffMillis = version > VERSION_OF_STOPS ? in.readLong() : Long.MIN_VALUE;
        int refusal = in.readByte();
        rider.refusal = refusal < 0 ? null : RefusalReason.values()[refusal];
        rider.refusalText = in.readUTF();
        List<Alternative> alternatives = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            alternatives.add(new Alternative(
                    in.readUTF(),
                    in.readUTF(),
                    TimeWish.values()[in.readByte()],
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    readWalks(in)));
        }
        rider.alternatives = List.copyOf(alternatives);
        rider.walks = readWalks(in);
        rider.closedMillis = in.readLong();
        return rider;
    }

    private static void writeWalks(List<WalkingLeg> walks, DataOutput out) throws IOException {
        out.writeInt(walks.size());
        for (WalkingLeg walk : walks) {
            out.writeUTF(walk.fromStopId());
            out.writeUTF(walk.toStopId());
            out.writeDouble(walk.metres());
            out.writeInt(walk.seconds());
        }
    }

    private static List<WalkingLeg> readWalks(DataInput in) throws IOException {
        List<WalkingLeg> walks = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            walks.add(new WalkingLeg(in.readUTF(), in.readUTF(), in.readDouble(), in.readInt()));
        }
        return List.copyOf(walks);
    }

    private static void writeRequest(TripRequest request, DataOutput out) throws IOException {
        out.writeUTF(request.requestId());
        out.writeUTF(request.riderId());
        out.writeUTF(request.channel());
        out.writeUTF(request.fromStopId());
        out.writeUTF(request.toStopId());
        out.writeByte(request.wish().ordinal());
        out.writeLong(request.timeMillis());
        out.writeInt(request.party().adults());
        out.writeInt(request.party().children());
        out.writeInt(request.party().disabled());
        out.writeInt(request.party().wheelchairs());
        out.writeBoolean(request.dayPass());
        writePoint(request.fromPoint(), out);
        writePoint(request.toPoint(), out);
    }

    private static void writePoint(TripPoint point, DataOutput out) throws IOException {
        out.writeBoolean(point != null);
        if (point != null) {
            out.writeDouble(point.lon());
            out.writeDouble(point.lat());
        }
    }

    private static TripPoint readPoint(DataInput in, int version) throws IOException {
        return version > VERSION_OF_STOPS && in.readBoolean() ? new TripPoint(in.readDouble(), in.readDouble()) : null;
    }

    private static TripRequest readRequest(DataInput in, int version) throws IOException {
        return TripRequest.builder(in.readUTF())
                .rider(in.readUTF(), in.readUTF())
                .stops(in.readUTF(), in.readUTF())
                .time(TimeWish.values()[in.readByte()], in.readLong())
                .party(new Party(in.readInt(), in.readInt(), in.readInt(), in.readInt()))
                .dayPass(in.readBoolean())
                .from(readPoint(in, version))
                .to(readPoint(in, version))
                .build();
    }

    private static void writeVisit(Visit visit, OnDemandService service, DataOutput out) throws IOException {
        out.writeUTF(service.getPlaceId(visit.place));
        out.writeInt(Math.abs(visit.seats));
        out.writeInt(Math.abs(visit.wheels));
        out.writeLong(visit.boardingMillis);
        out.writeLong(visit.earliest);
        out.writeLong(visit.latest);
    }

    private static Visit readVisit(DataInput in, OnDemandService service, Rider rider, boolean pickup) throws IOException {
        int place = place(in, service);
        int seats = in.readInt();
        int wheels = in.readInt();
        long boarding = in.readLong();
        Visit visit = pickup
                ? Visit.pickup(rider, place, seats, wheels, boarding)
                : Visit.dropOff(rider, place, seats, wheels, boarding);
        visit.earliest = in.readLong();
        visit.latest = in.readLong();
        return visit;
    }

    private static void writeDuty(Duty d, OnDemandService service, DataOutput out) throws IOException {
        out.writeUTF(d.vehicleId);
        out.writeLong(d.fromMillis);
        out.writeLong(d.toMillis);
        out.writeBoolean(d.atPlace >= 0);
        if (d.at instanceof Whereabouts.OnLink on) {
            out.writeInt(on.link());
            out.writeDouble(on.share());
            out.writeDouble(on.lon());
            out.writeDouble(on.lat());
        } else {
            out.writeUTF(service.getPlaceId(d.atPlace));
        }
        out.writeLong(d.readyMillis);
        out.writeUTF(d.servingPlace < 0 ? "" : service.getPlaceId(d.servingPlace));
        out.writeUTF(d.waitPlace < 0 ? "" : service.getPlaceId(d.waitPlace));
        out.writeBoolean(d.broken);
        out.writeInt(d.seatsOnBoard);
        out.writeInt(d.wheelsOnBoard);
        out.writeLong(d.version);
        out.writeLong(d.acknowledged);
        out.writeLong(d.toldAgainMillis);
        out.writeLong(d.positionMillis);
        out.writeDouble(d.positionLon);
        out.writeDouble(d.positionLat);
        out.writeLong(d.strayMillis);
        out.writeDouble(d.strayLon);
        out.writeDouble(d.strayLat);
        out.writeUTF(d.legPlace < 0 ? "" : service.getPlaceId(d.legPlace));
        out.writeLong(d.legStartMillis);
        out.writeInt(d.legExpectedMillis);
        out.writeInt(d.count);
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            out.writeLong(d.start[k]);
            out.writeLong(d.depart[k]);
            if (visit.isBreak()) {
                out.writeByte(BREAK);
                out.writeLong(visit.earliest);
                out.writeLong(visit.latest);
                out.writeInt(visit.breakTime.seconds());
            } else {
                out.writeByte(visit.pickup ? 1 : 0);
                out.writeUTF(visit.rider.request.requestId());
            }
        }
    }

    private static void readDuty(DataInput in, DispatchState state, int version) throws IOException {
        OnDemandService service = state.service;
        String vehicleId = in.readUTF();
        FleetVehicle vehicle = service.listVehicles().stream()
                .filter(each -> each.vehicleId().equals(vehicleId))
                .findFirst()
                .orElseThrow(() -> new IOException("dispatch state: there is no vehicle " + vehicleId + " any more"));
        Duty d = state.addShift(new Shift(vehicle.vehicleId(), in.readLong(), in.readLong(), List.of()));
        boolean atPlace = in.readBoolean();
        d.moveTo(atPlace
                ? new Whereabouts.AtPlace(place(in, service))
                : new Whereabouts.OnLink(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
        d.readyMillis = in.readLong();
        d.servingPlace = placeOrNone(in, service);
        d.waitPlace = placeOrNone(in, service);
        d.broken = in.readBoolean();
        d.seatsOnBoard = in.readInt();
        d.wheelsOnBoard = in.readInt();
        d.version = in.readLong();
        d.acknowledged = in.readLong();
        if (version > VERSION_WITHOUT_TOLD_AGAIN) {
            d.toldAgainMillis = in.readLong();
        }
        d.positionMillis = in.readLong();
        d.positionLon = in.readDouble();
        d.positionLat = in.readDouble();
        d.strayMillis = in.readLong();
        d.strayLon = in.readDouble();
        d.strayLat = in.readDouble();
        if (version > VERSION_WITHOUT_LEARNT) {
            d.legPlace = placeOrNone(in, service);
            d.legStartMillis = in.readLong();
            d.legExpectedMillis = in.readInt();
        }
        for (int n = in.readInt(); n > 0; n--) {
            long start = in.readLong();
            long depart = in.readLong();
            int kind = in.readByte();
            if (kind == BREAK) {
                long earliest = in.readLong();
                long latest = in.readLong();
                int depot = service.findPlace(vehicle.depotId()).orElseThrow();
                d.insert(d.count, Visit.breakAt(depot, new DriverBreak(earliest, latest, in.readInt())));
            } else {
                Rider rider = state.riders.get(in.readUTF());
                d.insert(d.count, kind == 1 ? rider.pickup : rider.dropOff);
            }
            d.start[d.count - 1] = start;
            d.depart[d.count - 1] = depart;
        }
    }

    private static int placeOrNone(DataInput in, OnDemandService service) throws IOException {
        String id = in.readUTF();
        return id.isEmpty() ? -1 : service.findPlace(id).orElseThrow(() -> new IOException("dispatch state: no place " + id));
    }
}
