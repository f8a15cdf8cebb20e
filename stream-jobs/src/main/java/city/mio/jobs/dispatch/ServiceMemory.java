package city.mio.jobs.dispatch;

import city.mio.events.Alert;
import city.mio.events.RiderParty;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.models.dispatch.live.DemandProfile;
import city.mio.models.dispatch.live.DispatchState;
import city.mio.models.dispatch.service.OnDemandService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** All that the job remembers of one service. Mutable, confined to one thread; writes itself, versioned by its first byte. */
final class ServiceMemory {

    private static final int FORM = 3;

    /** With walks beside what was asked; since then the dispatcher knows them. */
    private static final int FORM_WITH_WALKS = 2;

    private static final int KINDS_OF_DAY = 3;

    /**
     * What was asked, for knowing it again.
     *
     * @param content tells requests of one id apart
     * @param party who rides
     * @param until remembered at least so long, event time
     */
    record Asked(long content, RiderParty party, long until) {}

    /** The newest that a device has told. */
    record Heard(long sequence, long time) {}

    final DispatchState dispatch;
    final TreeMap<String, Asked> asked = new TreeMap<>();
    final TreeMap<String, Heard> heard = new TreeMap<>();
    final TreeMap<String, Alert> alerts = new TreeMap<>();

    /** Stops that nobody can use, until when. */
    final TreeMap<String, Long> closedStops = new TreeMap<>();

    /** Where and when riders ask. */
    final DemandProfile demand;

    /** Event time of the service; {@link Long#MIN_VALUE} before anything was heard. */
    long now = Long.MIN_VALUE;

    /** A time far ahead of all others, who told it, and how often. */
    long wildTime = Long.MIN_VALUE;

    String wildFrom = "";
    int wildCount;
    long tickedAt = Long.MIN_VALUE;
    long improvedAt = Long.MIN_VALUE;
    long repositionedAt = Long.MIN_VALUE;

    /** The first day whose shifts are not planned yet; {@link Long#MIN_VALUE} before any. */
    long unplannedDay = Long.MIN_VALUE;

    /** Of which nothing is known yet. */
    ServiceMemory(DispatchState dispatch, OnDemandService service) {
        this(dispatch, new DemandProfile(service, KINDS_OF_DAY, ServiceMemory::kindOfDay));
    }

    private ServiceMemory(DispatchState dispatch, DemandProfile demand) {
        this.dispatch = dispatch;
        this.demand = demand;
    }

    /** Working days, Saturdays, Sundays: people go to other places. */
    private static int kindOfDay(LocalDate date) {
        return Math.max(0, date.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue());
    }

    byte[] write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(FORM);
        for (long time : new long[] {now, wildTime, wildCount, tickedAt, improvedAt, repositionedAt, unplannedDay}) {
            out.writeLong(time);
        }
        out.writeUTF(wildFrom);
        out.writeInt(asked.size());
        for (Map.Entry<String, Asked> entry : asked.entrySet()) {
            write(entry.getKey(), entry.getValue(), out);
        }
        out.writeInt(heard.size());
        for (Map.Entry<String, Heard> entry : heard.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue().sequence());
            out.writeLong(entry.getValue().time());
        }
        out.writeInt(alerts.size());
        for (Alert alert : alerts.values()) {
            byte[] raw = Topics.ALERT.codec().encode(alert);
            out.writeInt(raw.length);
            out.write(raw);
        }
        out.writeInt(closedStops.size());
        for (Map.Entry<String, Long> entry : closedStops.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
        demand.write(out);
        dispatch.write(out);
        return bytes.toByteArray();
    }

    private static void write(String requestId, Asked asked, DataOutputStream out) throws IOException {
        out.writeUTF(requestId);
        out.writeLong(asked.content());
        out.writeInt(asked.party().adults());
        out.writeInt(asked.party().children());
        out.writeInt(asked.party().disabled());
        out.writeInt(asked.party().wheelchairs());
        out.writeLong(asked.until());
    }

    /** @throws IOException if the bytes are of a form that this version does not know */
    static ServiceMemory read(byte[] bytes, OnDemandService service) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int form = in.readUnsignedByte();
        if (form != FORM && form != FORM_WITH_WALKS) {
            throw new IOException("state of service " + service.operatorId() + ": stored in form " + form
                    + ", this version reads forms " + FORM_WITH_WALKS + " and " + FORM);
        }
        long[] times = new long[7];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.readLong();
        }
        String wildFrom = in.readUTF();
        TreeMap<String, Asked> asked = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String requestId = in.readUTF();
            asked.put(requestId, readAsked(in, form));
        }
        TreeMap<String, Heard> heard = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            heard.put(in.readUTF(), new Heard(in.readLong(), in.readLong()));
        }
        TreeMap<String, Alert> alerts = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            byte[] raw = in.readNBytes(in.readInt());
            try {
                Alert alert = Topics.ALERT.codec().decode(raw);
                alerts.put(alert.alertId(), alert);
            } catch (WireException e) {
                throw new IOException("state of service " + service.operatorId() + ": an alert cannot be read", e);
            }
        }
        TreeMap<String, Long> closedStops = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            closedStops.put(in.readUTF(), in.readLong());
        }
        DemandProfile demand = DemandProfile.read(in, service, KINDS_OF_DAY, ServiceMemory::kindOfDay);
        ServiceMemory memory = new ServiceMemory(DispatchState.read(in, service), demand);
        memory.now = times[0];
        memory.wildTime = times[1];
        memory.wildCount = (int) times[2];
        memory.tickedAt = times[3];
        memory.improvedAt = times[4];
        memory.repositionedAt = times[5];
        memory.unplannedDay = times[6];
        memory.wildFrom = wildFrom;
        memory.asked.putAll(asked);
        memory.heard.putAll(heard);
        memory.alerts.putAll(alerts);
        memory.closedStops.putAll(closedStops);
        return memory;
    }

    private static Asked readAsked(DataInputStream in, int form) throws IOException {
        long content = in.readLong();
        RiderParty party = new RiderParty(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        long until = in.readLong();
        if (form == FORM_WITH_WALKS) {
            for (int i = in.readInt(); i > 0; i--) {
                in.readUTF();
                in.readUTF();
                in.readDouble();
                in.readInt();
            }
        }
        return new Asked(content, party, until);
    }
}
