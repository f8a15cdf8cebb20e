package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A shortened day of the office on the whole engine: from a contractor's file to the report. */
class HaulDayTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TRIPS = 12;

    private final HttpClient client = HttpClient.newHttpClient();
    private String url;

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode declare(String query, byte[] file) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/haul/declarations" + query))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        return MAPPER.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private List<JsonNode> trips() throws Exception {
        List<JsonNode> trips = new ArrayList<>();
        MAPPER.readTree(get("/api/haul/trips?date=2026-11-18").body()).path("trips").forEach(trip -> {
            if (trip.path("id").asText().startsWith("W47")) {
                trips.add(trip);
            }
        });
        return trips;
    }

    /** Every other trip names its plate; the others until the first run. */
    private static byte[] file() {
        StringBuilder file = new StringBuilder("届出番号,事業者名,現場,搬入経路,通行日,開始時刻,車種,車両番号,最早時刻,最遅時刻,経路変更費用\r\n");
        for (int i = 0; i < TRIPS; i++) {
            file.append("W47-").append(i).append(",ir-foundation,ir,yumemai-hokko,2026-11-18,").append(i < 4 ? "8:00" : "8:30")
                    .append(",大型,").append(i % 2 == 0 ? "なにわ 130 か 12-" + (10 + i) : "").append(",7:30,10:00,12\r\n");
        }
        file.append("W47-bad,ir-foundation,月面,yumemai-hokko,2026-11-18,8:00,大型,,,,\r\n");
        return file.toString().getBytes(Charset.forName("windows-31j"));
    }

    @Test
    void aDayRunsFromDeclarationToReport() throws Exception {
        try (DemoProcess demo = DemoProcess.start(
                "--headless", "--port", "0", "--start", "2026-11-18T07:10", "--speed", "60", "--seed", "3")) {
            url = demo.awaitUrl();
            Awaitility.await("the city's time").atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500)).until(
                    () -> get("/api/haul/slots?date=2026-11-18").body().contains("yumemai-hokko"));
            JsonNode late = declare("", file());
            assertThat(late.path("accepted").asInt()).isZero();
            assertThat(late.path("faults").findValuesAsText("kind")).contains("PAST_DEADLINE");
            JsonNode taken = declare("?received=2026-11-11T15:00:00%2B09:00&by=Sato", file());
            assertThat(taken.path("charset").asText()).isEqualTo("Shift_JIS");
            assertThat(taken.path("accepted").asInt()).as(taken::toString).isEqualTo(TRIPS);
            assertThat(taken.path("faults").findValuesAsText("kind")).containsExactly("UNKNOWN_SITE");
            Awaitility.await("a plan of the trips").atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500)).until(() -> {
                List<JsonNode> trips = trips();
                return trips.size() == TRIPS
                        && trips.stream().noneMatch(trip -> trip.path("state").asText().equals("DECLARED"));
            });
            Awaitility.await("plates and passages").atMost(Duration.ofMinutes(6)).pollInterval(Duration.ofMillis(500)).until(
                    () -> trips().stream().anyMatch(trip -> List.of("ON_TIME", "EARLY", "LATE").contains(trip.path("state").asText())
                            && trip.path("plate").asBoolean()));
            String csv = get("/api/haul/report?date=2026-11-18").body();
            assertThat(csv).contains("route,slot,cap,declared").containsPattern("\nir-foundation,[1-9][0-9]*,");
            assertThat(get("/haul/report?date=2026-11-18&lang=ja").body()).contains("工事車両 報告書").contains("ir-foundation").contains("<svg");
            JsonNode entered = MAPPER.readTree(get("/api/haul/audit").body()).path("entered");
            assertThat(entered.size()).isGreaterThanOrEqualTo(TRIPS / 2);
            assertThat(entered.get(0).path("by").asText()).isEqualTo("Sato");
        }
    }
}
