package city.mio.feeds.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.mio.events.AlertStatus;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

    private record Event(String name, JsonNode data) {}

    private final RoadNetwork network = GridCity.network(6);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer(city, step -> {}, metrics, Optional::empty, InstantSource.system());
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Event> listen() throws IOException {
        List<Event> events = new CopyOnWriteArrayList<>();
        URLConnection connection =
                URI.create("http://127.0.0.1:" + server.port() + "/api/stream").toURL().openConnection();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        Thread thread = new Thread(() -> {
            try {
                String name = "";
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(name, new ObjectMapper().readTree(line.substring(6))));
                    }
                }
                events.add(new Event("end", null));
            } catch (IOException e) {
                events.add(new Event("end", null));
            }
        });
        thread.setDaemon(true);
        thread.start();
        return events;
    }

    private static long count(List<Event> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).count();
    }

    private static Event last(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void tellsTheWholeStateFirstThenOnlyWhatChanges() throws Exception {
        city.apply(GridCity.state(network, 0, 0, 5));
        city.apply(GridCity.state(network, 1, 0, 6));
        city.apply(GridCity.alert(network, "a", AlertStatus.OPENED, 0));
        city.apply(GridCity.position("v", 10, 135.48, 34.66));
        // The server publishes as it goes: a snapshot may hold the first of these and not yet the last.
        await().until(() -> city.snapshot().liveLinks() == 2
                && city.snapshot().alerts().size() == 1
                && city.snapshot().vehicles().size() == 1);
        List<Event> events = listen();
        await().until(() -> count(events, "ready") == 1);
        assertThat(last(events, "links").data().path("links")).hasSize(2);
        assertThat(last(events, "alerts").data().path("alerts").get(0).path("id").asText()).isEqualTo("a");
        assertThat(last(events, "vehicles").data().path("vehicles").get(0).path("id").asText()).isEqualTo("v");
        assertThat(last(events, "detectors").data().path("detectors")).hasSize(2);
        assertThat(last(events, "clock").data().path("liveLinks").asInt()).isEqualTo(2);
        long before = count(events, "links");

        city.apply(GridCity.state(network, 1, 1, 7));
        await().until(() -> count(events, "links") > before);
        JsonNode links = last(events, "links").data().path("links");
        assertThat(links).hasSize(1);
        assertThat(links.get(0).path("id").asText()).isEqualTo(Long.toString(network.linkId(1)));
        assertThat(links.get(0).path("speedMps").asDouble()).isEqualTo(7);
        assertThat(links.get(0).path("minute").asText()).isEqualTo("2026-11-18T07:01:00+09:00");

        city.apply(GridCity.state(network, 1, 5, 7));
        await().until(() -> last(events, "vehicles").data().path("gone").size() == 1);
        server.close();
        await().until(() -> count(events, "end") == 1);
    }

    @Test
    void aListenerWhoHasGoneIsForgotten() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> metrics.get("mio.stream.clients").gauge().value() == 1);
        }
        await().until(() -> metrics.get("mio.stream.clients").gauge().value() == 0);
    }

    @Test
    void whoDoesNotReadIsDroppedAndHoldsUpNobody() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        StreamClient stuck = new StreamClient(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            }
        });
        List<byte[]> got = new CopyOnWriteArrayList<>();
        StreamClient quick = new StreamClient(new OutputStream() {
            @Override
            public void write(int b) {
                got.add(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes) {
                got.add(bytes);
            }
        });
        stuck.start();
        quick.start();
        int sent = 0;
        while (stuck.offer(new byte[] {1})) {
            int n = ++sent;
            assertThat(quick.offer(new byte[] {2})).isTrue();
            await().until(() -> got.size() == n);
            assertThat(n).isLessThan(1_000);
        }
        assertThat(stuck.ended()).isDone();
        assertThat(quick.ended()).isNotDone();
        assertThat(stuck.offer(new byte[] {1})).isFalse();
        quick.drop();
    }
}
