package city.mio.feeds.http;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ProbePosition;
import city.mio.feeds.live.CityChanges;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.LiveCity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Server-sent events to everybody who listens. A new listener gets the whole state first, then what changes; each
 * message is encoded once for all. Thread-safe.
 */
final class StreamHub {

    private static final int MOST_CLIENTS = 200;
    private static final int LINKS_A_MESSAGE = 2_000;
    private static final int VEHICLES_A_MESSAGE = 2_000;
    private static final int FORECASTS_A_MESSAGE = 2_000;
    private static final int DETECTORS_A_MESSAGE = 500;
    private static final byte[] HEARTBEAT = ": here\n\n".getBytes(StandardCharsets.UTF_8);

    private final LiveCity city;
    private final CityJson cityJson;
    private final LinkJson linkJson;
    private final ForecastJson forecastJson;
    private final List<StreamPart> parts;
    private final InstantSource wallClock;
    private final List<StreamClient> clients = new ArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private boolean closed;

    StreamHub(
            LiveCity city,
            CityJson cityJson,
            LinkJson linkJson,
            ForecastJson forecastJson,
            List<StreamPart> parts,
            InstantSource wallClock) {
        this.city = city;
        this.cityJson = cityJson;
        this.linkJson = linkJson;
        this.forecastJson = forecastJson;
        this.parts = List.copyOf(parts);
        this.wallClock = wallClock;
    }

    /** Takes a client on and queues the whole state for it; false if there are too many already. */
    synchronized boolean add(StreamClient client) {
        if (closed || clients.size() >= MOST_CLIENTS) {
            return false;
        }
        // Under the same lock as publish: what changes after this snapshot comes after it in the queue.
        byte[] state = everything(city.snapshot());
        client.offer(state);
        clients.add(client);
        client.ended().thenRun(() -> remove(client));
        return true;
    }

    private synchronized void remove(StreamClient client) {
        clients.remove(client);
    }

    /** Tells everybody what has changed, and the time. */
    synchronized void publish(CityChanges changes) {
        List<StreamPart.Event> more =
                parts.stream().flatMap(part -> part.changes().stream()).toList();
        if (!clients.isEmpty()) {
            send(encode(changes, more));
        }
    }

    /** Keeps connections through proxies alive and finds out who has gone. */
    synchronized void beat() {
        send(HEARTBEAT);
    }

    private void send(byte[] message) {
        for (StreamClient client : List.copyOf(clients)) {
            boolean gone = client.ended().isDone();
            if (!client.offer(message) && !gone) {
                dropped.incrementAndGet();
            }
        }
    }

    synchronized int clientCount() {
        return clients.size();
    }

    /** Clients that were dropped because they did not read. */
    long dropped() {
        return dropped.get();
    }

    synchronized void close() {
        closed = true;
        List.copyOf(clients).forEach(StreamClient::drop);
    }

    private byte[] everything(CitySnapshot snapshot) {
        BitSet links = new BitSet();
        BitSet forecasts = new BitSet();
        for (int link = 0; link < snapshot.linkCount(); link++) {
            if (snapshot.findLiveState(link).isPresent()) {
                links.set(link);
            }
            if (city.forecasts().findNewest(link, ForecastQuantity.SPEED).isPresent()) {
                forecasts.set(link);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        clock(out, snapshot);
        links(out, snapshot, links);
        forecasts(out, forecasts);
        alerts(out, snapshot, new ArrayList<>(snapshot.alerts().keySet()));
        detectors(out, snapshot, new ArrayList<>(snapshot.detectors().keySet()));
        vehicles(out, snapshot, new ArrayList<>(snapshot.vehicles().keySet()), List.of());
        parts.forEach(part -> more(out, part.everything()));
        event(out, "ready", JsonText.object(json -> json.writeNumberField("version", snapshot.version())));
        return out.toByteArray();
    }

    private byte[] encode(CityChanges changes, List<StreamPart.Event> more) {
        CitySnapshot snapshot = changes.snapshot();
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        clock(out, snapshot);
        links(out, snapshot, changes.links());
        forecasts(out, changes.forecasts());
        alerts(out, snapshot, List.copyOf(changes.alerts()));
        detectors(out, snapshot, List.copyOf(changes.detectors()));
        vehicles(out, snapshot, List.copyOf(changes.vehicles()), List.copyOf(changes.goneVehicles()));
        more(out, more);
        return out.toByteArray();
    }

    private static void more(ByteArrayOutputStream out, List<StreamPart.Event> events) {
        events.forEach(each -> event(out, each.name(), each.data()));
    }

    private void clock(ByteArrayOutputStream out, CitySnapshot snapshot) {
        event(out, "clock", JsonText.object(json -> cityJson.clock(json, snapshot, wallClock.millis())));
    }

    private void links(ByteArrayOutputStream out, CitySnapshot snapshot, BitSet links) {
        int next = links.nextSetBit(0);
        while (next >= 0) {
            int first = next;
            int[] end = new int[1];
            event(out, "links", JsonText.object(json -> {
                json.writeArrayFieldStart("links");
                int link = first;
                for (int n = 0; link >= 0 && n < LINKS_A_MESSAGE; n++) {
                    linkJson.update(json, snapshot.findState(link).orElseThrow());
                    link = links.nextSetBit(link + 1);
                }
                end[0] = link;
                json.writeEndArray();
            }));
            next = end[0];
        }
    }

    private void forecasts(ByteArrayOutputStream out, BitSet links) {
        int next = links.nextSetBit(0);
        while (next >= 0) {
            int first = next;
            int[] end = new int[1];
            event(out, "forecasts", JsonText.object(json -> {
                json.writeArrayFieldStart("forecasts");
                int link = first;
                for (int n = 0; link >= 0 && n < FORECASTS_A_MESSAGE; n++) {
                    Optional<Forecast> newest = city.forecasts().findNewest(link, ForecastQuantity.SPEED);
                    if (newest.isPresent()) {
                        forecastJson.update(json, newest.get());
                    }
                    link = links.nextSetBit(link + 1);
                }
                end[0] = link;
                json.writeEndArray();
            }));
            next = end[0];
        }
    }

    private void alerts(ByteArrayOutputStream out, CitySnapshot snapshot, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        event(out, "alerts", JsonText.object(json -> {
            json.writeArrayFieldStart("alerts");
            for (String id : ids) {
                if (snapshot.alerts().containsKey(id)) {
                    cityJson.alert(json, snapshot.alerts().get(id));
                }
            }
            json.writeEndArray();
        }));
    }

    private void detectors(ByteArrayOutputStream out, CitySnapshot snapshot, List<String> ids) {
        for (int from = 0; from < ids.size(); from += DETECTORS_A_MESSAGE) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + DETECTORS_A_MESSAGE));
            event(out, "detectors", JsonText.object(json -> {
                json.writeArrayFieldStart("detectors");
                for (String id : part) {
                    cityJson.detector(json, snapshot.detectors().get(id), snapshot);
                }
                json.writeEndArray();
            }));
        }
    }

    private void vehicles(ByteArrayOutputStream out, CitySnapshot snapshot, List<String> moved, List<String> gone) {
        int from = 0;
        while (from < moved.size() || (from == 0 && !gone.isEmpty())) {
            List<String> part = moved.subList(from, Math.min(moved.size(), from + VEHICLES_A_MESSAGE));
            boolean first = from == 0;
            event(out, "vehicles", JsonText.object(json -> {
                json.writeArrayFieldStart("vehicles");
                for (String id : part) {
                    ProbePosition position = snapshot.vehicles().get(id);
                    if (position != null) {
                        cityJson.vehicle(json, position);
                    }
                }
                json.writeEndArray();
                json.writeArrayFieldStart("gone");
                for (String id : first ? gone : List.<String>of()) {
                    json.writeString(id);
                }
                json.writeEndArray();
            }));
            from += VEHICLES_A_MESSAGE;
        }
    }

    private static void event(ByteArrayOutputStream out, String name, byte[] data) {
        // The JSON has no line breaks, so one data line holds it.
        out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(data);
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }
}
