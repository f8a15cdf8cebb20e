package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.Forecast;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.SlotForecast;
import city.mio.events.wire.Codec;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.models.haul.PlateState;
import city.mio.models.haul.control.DeclaredRun;
import city.mio.models.haul.control.NoShows;
import city.mio.models.haul.control.RunBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the office keeps between one minute and the next: what is declared and what was last said of it, orders,
 * books of plates, counts of slots, open alerts, and what was learned of other traffic. Mutable; of one task.
 */
final class OfficeState {

    /** What a declaration has come to: its newest firm or estimated word, and what was last told of it. */
    static final class Entry {
        HaulDeclaration declaration;
        HaulTrip trip;
        /** What geofences remember of its vehicle, in the form of {@link city.mio.geo.places.GeofenceStateCodec}; none before its first fix. */
        byte[] fences = new byte[0];
        /** When its vehicle will be at its gate, or was, UTC epoch milliseconds; 0 while nothing is known of that. */
        long gateAt;

        Entry(HaulDeclaration declaration, HaulTrip trip) {
            this.declaration = declaration;
            this.trip = trip;
        }

        Entry copy() {
            Entry other = new Entry(declaration, trip);
            other.fences = fences;
            other.gateAt = gateAt;
            return other;
        }
    }

    private static final int FORM = 5;

    /** By declaration id. */
    final TreeMap<String, Entry> entries = new TreeMap<>();
    /** By route and begin, as last told. */
    final TreeMap<String, HaulSlot> slots = new TreeMap<>();
    final List<HaulOrder> orders = new ArrayList<>();
    final TreeMap<String, RunBook> books = new TreeMap<>();
    /** By plate: what it is declared for and whether it was seen without. */
    final TreeMap<String, PlateState> plates = new TreeMap<>();
    /** By slot: vehicles seen by class, then undeclared ones among them. */
    final TreeMap<String, int[]> seen = new TreeMap<>();
    /** Plates that nobody declared, with the time at which they were last counted. */
    final TreeMap<String, Long> strangers = new TreeMap<>();
    /** Readings that were taken, by camera and identity, with their times. */
    final TreeMap<String, Long> readings = new TreeMap<>();
    /** Open alerts by what they are about. */
    final TreeMap<String, Alert> alerts = new TreeMap<>();
    /** Days, counted from 1970, that have been planned. */
    final TreeSet<Long> planned = new TreeSet<>();
    /** Days whose plan or slots something has changed. */
    final TreeSet<Long> changed = new TreeSet<>();
    final TreeMap<Long, Forecast> flows = new TreeMap<>();
    /** By quantity, link and day: what is expected of slots up to two weeks ahead. */
    final TreeMap<String, SlotForecast> ahead = new TreeMap<>();
    /** Of contractors, what share does not come: see {@link NoShowRule}. */
    final TreeMap<String, NoShows> noShows = new TreeMap<>();
    /** Of contractors on the day {@link #noShowDay}: runs that were due, and those nobody came for. */
    final TreeMap<String, int[]> runsToday = new TreeMap<>();
    long noShowDay;
    /** By link, what is usual: see {@link Background}. */
    final TreeMap<Long, double[]> usual = new TreeMap<>();
    long newestFlow;

    /** Whether nothing of any day is left; what is usual on links does not count. */
    boolean isIdle() {
        return entries.isEmpty() && orders.isEmpty() && books.isEmpty() && alerts.isEmpty();
    }

    boolean isEmpty() {
        return isIdle() && usual.isEmpty() && plates.isEmpty() && ahead.isEmpty() && noShows.isEmpty() && runsToday.isEmpty();
    }

    OfficeState copy() {
        OfficeState other = new OfficeState();
        entries.forEach((id, entry) -> other.entries.put(id, entry.copy()));
        other.slots.putAll(slots);
        other.orders.addAll(orders);
        other.books.putAll(books);
        plates.forEach((plate, known) -> other.plates.put(plate, known.copy()));
        seen.forEach((id, counts) -> other.seen.put(id, counts.clone()));
        other.strangers.putAll(strangers);
        other.readings.putAll(readings);
        other.alerts.putAll(alerts);
        other.planned.addAll(planned);
        other.changed.addAll(changed);
        other.flows.putAll(flows);
        usual.forEach((link, values) -> other.usual.put(link, values.clone()));
        other.ahead.putAll(ahead);
        other.noShows.putAll(noShows);
        runsToday.forEach((contractor, runs) -> other.runsToday.put(contractor, runs.clone()));
        other.noShowDay = noShowDay;
        other.newestFlow = newestFlow;
        return other;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(FORM);
        out.writeInt(entries.size());
        for (Entry entry : entries.values()) {
            encode(Topics.HAUL_DECLARATION.codec(), entry.declaration, out);
            encode(Topics.HAUL_TRIP.codec(), entry.trip, out);
            out.writeShort(entry.fences.length);
            out.write(entry.fences);
            out.writeLong(entry.gateAt);
        }
        out.writeInt(slots.size());
        for (HaulSlot slot : slots.values()) {
            encode(Topics.HAUL_SLOT.codec(), slot, out);
        }
        out.writeInt(orders.size());
        for (HaulOrder order : orders) {
            encode(Topics.HAUL_ORDER.codec(), order, out);
        }
        out.writeInt(books.size());
        for (Map.Entry<String, RunBook> book : books.entrySet()) {
            out.writeUTF(book.getKey());
            out.writeInt(book.getValue().open().size());
            for (DeclaredRun run : book.getValue().open()) {
                write(run, out);
            }
            out.writeBoolean(book.getValue().last().isPresent());
            if (book.getValue().last().isPresent()) {
                write(book.getValue().last().get(), out);
            }
            out.writeLong(book.getValue().lastSeen());
            out.writeLong(book.getValue().endsAt());
            out.writeBoolean(book.getValue().held().isPresent());
            if (book.getValue().held().isPresent()) {
                write(book.getValue().held().get(), out);
            }
        }
        out.writeInt(plates.size());
        for (Map.Entry<String, PlateState> plate : plates.entrySet()) {
            out.writeUTF(plate.getKey());
            plate.getValue().write(out);
        }
        out.writeInt(seen.size());
        for (Map.Entry<String, int[]> counts : seen.entrySet()) {
            out.writeUTF(counts.getKey());
            for (int count : counts.getValue()) {
                out.writeInt(count);
            }
        }
        writeTimes(strangers, out);
        writeTimes(readings, out);
        out.writeInt(alerts.size());
        for (Map.Entry<String, Alert> alert : alerts.entrySet()) {
            out.writeUTF(alert.getKey());
            encode(Topics.ALERT.codec(), alert.getValue(), out);
        }
        writeDays(planned, out);
        writeDays(changed, out);
        out.writeInt(flows.size());
        for (Map.Entry<Long, Forecast> flow : flows.entrySet()) {
            out.writeLong(flow.getKey());
            encode(Topics.FORECAST.codec(), flow.getValue(), out);
        }
        out.writeInt(usual.size());
        for (Map.Entry<Long, double[]> link : usual.entrySet()) {
            out.writeLong(link.getKey());
            out.writeInt(link.getValue().length);
            for (double value : link.getValue()) {
                out.writeDouble(value);
            }
        }
        out.writeLong(newestFlow);
        out.writeInt(ahead.size());
        for (Map.Entry<String, SlotForecast> forecast : ahead.entrySet()) {
            out.writeUTF(forecast.getKey());
            encode(Topics.FORECAST_SLOT.codec(), forecast.getValue(), out);
        }
        out.writeInt(noShows.size());
        for (Map.Entry<String, NoShows> share : noShows.entrySet()) {
            out.writeUTF(share.getKey());
            out.writeDouble(share.getValue().runs());
            out.writeDouble(share.getValue().missed());
        }
        out.writeInt(runsToday.size());
        for (Map.Entry<String, int[]> runs : runsToday.entrySet()) {
            out.writeUTF(runs.getKey());
            out.writeInt(runs.getValue()[0]);
            out.writeInt(runs.getValue()[1]);
        }
        out.writeLong(noShowDay);
    }

    static OfficeState read(DataInput in) throws IOException {
        int form = in.readByte();
        if (form != FORM) {
            throw new IOException("haul office: stored in form " + form + ", this version reads form " + FORM);
        }
        OfficeState state = new OfficeState();
        for (int n = in.readInt(); n > 0; n--) {
            Entry entry = new Entry(
                    decode(Topics.HAUL_DECLARATION.codec(), in), decode(Topics.HAUL_TRIP.codec(), in));
            entry.fences = new byte[in.readUnsignedShort()];
            in.readFully(entry.fences);
            entry.gateAt = in.readLong();
            state.entries.put(entry.declaration.declarationId(), entry);
        }
        for (int n = in.readInt(); n > 0; n--) {
            HaulSlot slot = decode(Topics.HAUL_SLOT.codec(), in);
            state.slots.put(slot.slotId(), slot);
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.orders.add(decode(Topics.HAUL_ORDER.codec(), in));
        }
        for (int n = in.readInt(); n > 0; n--) {
            String plate = in.readUTF();
            List<DeclaredRun> open = new ArrayList<>();
            for (int runs = in.readInt(); runs > 0; runs--) {
                open.add(readRun(in));
            }
            Optional<DeclaredRun> last = in.readBoolean() ? Optional.of(readRun(in)) : Optional.empty();
            long lastSeen = in.readLong();
            long endsAt = in.readLong();
            Optional<RunBook.Held> held = in.readBoolean() ? Optional.of(readHeld(in)) : Optional.empty();
            state.books.put(plate, new RunBook(open, last, lastSeen, endsAt, held));
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.plates.put(in.readUTF(), PlateState.read(in));
        }
        for (int n = in.readInt(); n > 0; n--) {
            String slot = in.readUTF();
            int[] counts = new int[HaulCity.COUNTS];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.readInt();
            }
            state.seen.put(slot, counts);
        }
        readTimes(state.strangers, in);
        readTimes(state.readings, in);
        for (int n = in.readInt(); n > 0; n--) {
            state.alerts.put(in.readUTF(), decode(Topics.ALERT.codec(), in));
        }
        readDays(state.planned, in);
        readDays(state.changed, in);
        for (int n = in.readInt(); n > 0; n--) {
            state.flows.put(in.readLong(), decode(Topics.FORECAST.codec(), in));
        }
        for (int n = in.readInt(); n > 0; n--) {
            long link = in.readLong();
            double[] values = new double[in.readInt()];
            Arrays.setAll(values, i -> 0);
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            state.usual.put(link, values);
        }
        state.newestFlow = in.readLong();
        for (int n = in.readInt(); n > 0; n--) {
            state.ahead.put(in.readUTF(), decode(Topics.FORECAST_SLOT.codec(), in));
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.noShows.put(in.readUTF(), new NoShows(in.readDouble(), in.readDouble()));
        }
        for (int n = in.readInt(); n > 0; n--) {
            state.runsToday.put(in.readUTF(), new int[] {in.readInt(), in.readInt()});
        }
        state.noShowDay = in.readLong();
        return state;
    }

    private static void write(DeclaredRun run, DataOutput out) throws IOException {
        out.writeUTF(run.declarationId());
        out.writeUTF(run.contractor());
        out.writeUTF(run.routeId());
        out.writeLong(run.slotStart());
        out.writeLong(run.slotEnd());
    }

    private static DeclaredRun readRun(DataInput in) throws IOException {
        return new DeclaredRun(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
    }

    private static void write(RunBook.Held held, DataOutput out) throws IOException {
        write(held.run(), out);
        out.writeLong(held.since());
        out.writeLong(held.until());
        out.writeUTF(held.cameraId());
        out.writeByte(held.routes().size());
        for (String route : new TreeSet<>(held.routes())) {
            out.writeUTF(route);
        }
        out.writeBoolean(held.sure());
    }

    private static RunBook.Held readHeld(DataInput in) throws IOException {
        DeclaredRun run = readRun(in);
        long since = in.readLong();
        long until = in.readLong();
        String camera = in.readUTF();
        Set<String> routes = new TreeSet<>();
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            routes.add(in.readUTF());
        }
        return new RunBook.Held(run, since, until, camera, routes, in.readBoolean());
    }

    private static void writeTimes(TreeMap<String, Long> times, DataOutput out) throws IOException {
        out.writeInt(times.size());
        for (Map.Entry<String, Long> time : times.entrySet()) {
            out.writeUTF(time.getKey());
            out.writeLong(time.getValue());
        }
    }

    private static void readTimes(TreeMap<String, Long> times, DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            times.put(in.readUTF(), in.readLong());
        }
    }

    private static void writeDays(TreeSet<Long> days, DataOutput out) throws IOException {
        out.writeInt(days.size());
        for (long day : days) {
            out.writeLong(day);
        }
    }

    private static void readDays(TreeSet<Long> days, DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            days.add(in.readLong());
        }
    }

    private static <T> void encode(Codec<T> codec, T event, DataOutput out) throws IOException {
        byte[] bytes = codec.encode(event);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static <T> T decode(Codec<T> codec, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return codec.decode(bytes);
        } catch (WireException e) {
            throw new IOException(e);
        }
    }
}
