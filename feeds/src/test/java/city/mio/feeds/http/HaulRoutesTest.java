package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDayType;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulOrder;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.haul.HaulDesk;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.haul.HaulWriter;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import city.mio.geo.routing.LinkOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doors and windows of the construction office over HTTP. */
class HaulRoutesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SLOT = 1_800_000;

    private final RoadNetwork network = GridCity.network(4);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final HaulBook book = new HaulBook(31);
    private final List<HaulDeclaration> written = new ArrayList<>();
    private final List<HaulOrder> ordered = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;
    private HaulWriter writer;
    private HaulDoor door;
    private long judgedAt;

    /** Knows one site, and each id once. */
    private List<HaulDesk.Fault> judge(
            Collection<HaulDeclaration> known, List<HaulOrder> orders, List<HaulDeclaration> rows, long now) {
        judgedAt = now;
        List<HaulDesk.Fault> faults = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            HaulDeclaration row = rows.get(i);
            if (!row.siteId().equals("works")) {
                faults.add(new HaulDesk.Fault(i, "UNKNOWN_SITE", "siteId: there is no site " + row.siteId()));
            } else if (known.stream().anyMatch(d -> d.declarationId().equals(row.declarationId()))) {
                faults.add(new HaulDesk.Fault(i, "TWICE", "declarationId: is declared"));
            }
        }
        return faults;
    }

    @BeforeEach
    void start() throws Exception {
        city.apply(GridCity.state(network, 0, 0, 9));
        city.publish();
        writer = new HaulWriter() {
            @Override
            public void declarations(List<HaulDeclaration> declarations) {
                written.addAll(declarations);
            }

            @Override
            public void order(HaulOrder order) {
                ordered.add(order);
            }
        };
        door = new HaulDoor(
                this::judge,
                new PlateHasher("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                30,
                List.of(new HaulDoor.Area("yard", "Yard", "待機場", 135.48, 34.66, 40)));
        server = server(new HaulRoutes(city, book, Optional.of(door), writer, InstantSource.system()));
    }

    private ApiServer server(HaulRoutes routes) throws Exception {
        ApiServer made = new ApiServer(
                city,
                () -> LinkOrder.make(network),
                step -> {},
                List.of(routes),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        made.start("127.0.0.1", 0);
        return made;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String row(String id, String site) {
        return "{\"declarationId\": \"" + id + "\", \"contractor\": \"alpha\", \"site\": \"" + site + "\", \"route\": \"north\","
                + " \"slotStart\": \"2026-11-18T09:00:00+09:00\", \"class\": \"heavy\", \"plate\": \"大阪 100 あ 12-34\","
                + " \"window\": {\"start\": \"2026-11-18T08:00:00+09:00\", \"end\": \"2026-11-18T11:00:00+09:00\"},"
                + " \"costs\": {\"earlier\": 2, \"later\": 3, \"otherRoute\": 10}}";
    }

    private static byte[] json(String... rows) {
        return ("{\"declarations\": [" + String.join(",", rows) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatCameOnPaperCountsFromWhenItCameAndSaysWhoEnteredIt() throws Exception {
        String received = "/api/haul/declarations?received=2026-11-11T15:00:00%2B09:00";
        assertThat(post(received, "application/json", json(row("a", "works"))).statusCode()).isEqualTo(400);
        assertThat(post("/api/haul/declarations?by=Sato&received=yesterday", "application/json", json(row("a", "works"))).statusCode())
                .isEqualTo(400);
        assertThat(post("/api/haul/declarations?by=Sato&received=2027-11-11T15:00:00%2B09:00", "application/json", json(row("a", "works")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(written).isEmpty();
        assertThat(post(received + "&by=Sato", "application/json", json(row("a", "works"))).statusCode()).isEqualTo(200);
        assertThat(written).singleElement().satisfies(declaration -> {
            assertThat(declaration.enteredBy()).isEqualTo("Sato");
            assertThat(Instant.ofEpochMilli(declaration.declaredAt())).isEqualTo(Instant.parse("2026-11-11T06:00:00Z"));
        });
        assertThat(judgedAt).isEqualTo(written.get(0).declaredAt());
        JsonNode entered = MAPPER.readTree(get("/api/haul/audit").body()).path("entered");
        assertThat(entered).hasSize(1);
        assertThat(entered.get(0).path("by").asText()).isEqualTo("Sato");
        assertThat(entered.get(0).path("declarationId").asText()).isEqualTo("a");
    }

    @Test
    void goodRowsAreTakenAndEachOtherIsToldItsFault() throws Exception {
        HttpResponse<String> response = post(
                "/api/haul/declarations", "application/json", json(row("a", "works"), row("b", "nowhere"), "{\"site\": 3}"));
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = MAPPER.readTree(response.body());
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("faults").findValuesAsText("row")).containsExactly("2", "3");
        assertThat(answer.path("faults").findValuesAsText("kind")).containsExactly("UNKNOWN_SITE", "UNREADABLE");
        assertThat(response.body()).doesNotContain("12-34");
        HaulDeclaration taken = written.get(0);
        assertThat(taken.plateHash()).hasSizeGreaterThan(16).doesNotContain("12");
        assertThat(taken.declaredAt()).isPositive();
        assertThat(taken.terms().costOtherRoute()).isEqualTo(10);
        assertThat(taken.terms().windowEnd() - taken.terms().windowStart()).isEqualTo(3 * 3_600_000L);
        assertThat(post("/api/haul/declarations", "application/json", json(row("a", "works"))).statusCode())
                .as("the same again")
                .isEqualTo(422);
    }

    @Test
    void allOrNoneTakesNoneWhereOneIsFaulty() throws Exception {
        byte[] rows = json(row("a", "works"), row("b", "nowhere"));
        assertThat(post("/api/haul/declarations?accept=all-or-none", "application/json", rows).statusCode()).isEqualTo(422);
        assertThat(written).isEmpty();
        assertThat(post("/api/haul/declarations?accept=some", "application/json", rows).statusCode()).isEqualTo(400);
        assertThat(post("/api/haul/declarations", "text/plain", rows).statusCode()).isEqualTo(415);
        assertThat(post("/api/haul/declarations", "application/json", new byte[] {'x'}).statusCode()).isEqualTo(400);
    }

    @Test
    void aShiftJisFileIsRead() throws Exception {
        String csv = "届出番号,事業者,現場,経路,日付,時間帯,車種,車両番号,区分\r\n"
                + "a,大林,works,north,2026年11月18日,9時00分～9時30分,大型,大阪 100 あ 12-34,確定\r\n"
                + "b,大林,works,north,いつか,9時00分,大型,,確定\r\n";
        HttpResponse<String> response =
                post("/api/haul/declarations", "text/csv", csv.getBytes(Charset.forName("windows-31j")));
        JsonNode answer = MAPPER.readTree(response.body());
        assertThat(answer.path("charset").asText()).isEqualTo("Shift_JIS");
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.at("/faults/0/row").asInt()).isEqualTo(3);
        assertThat(written).singleElement().satisfies(d -> {
            assertThat(d.contractor()).isEqualTo("大林");
            assertThat(d.status()).isEqualTo(DeclarationStatus.FIRM);
        });
    }

    private void day() {
        for (int i = 0; i < 4; i++) {
            book.apply(HaulSlot.builder()
                    .routeId("north")
                    .slotStart(SEVEN + i * SLOT)
                    .slotEnd(SEVEN + (i + 1) * SLOT)
                    .time(SEVEN)
                    .cap(10)
                    .ruleCap(10)
                    .declared(9)
                    .planned(8)
                    .seen(i == 0 ? 11 : 0)
                    .headRoom(14)
                    .recommendedCap(12)
                    .reason(HaulHeadRoomReason.ROAD_TAKES_MORE)
                    .build());
        }
        book.apply(HaulTrip.builder()
                .tripId("a")
                .contractor("=alpha, Co")
                .siteId("works")
                .declaredRouteId("south")
                .declaredSlotStart(SEVEN)
                .routeId("north")
                .slotStart(SEVEN + SLOT)
                .slotEnd(SEVEN + 2 * SLOT)
                .moveReason(HaulMoveReason.CAP_FULL)
                .moveCost(7)
                .state(HaulTripState.LATE)
                .minutesOff(12)
                .time(SEVEN)
                .build());
    }

    @Test
    void slotsTripsHeadRoomAndReportsOfADay() throws Exception {
        day();
        JsonNode slots = MAPPER.readTree(get("/api/haul/slots?date=2026-11-18").body());
        assertThat(slots.path("slots")).hasSize(4);
        assertThat(slots.at("/slots/0/slotStart").asText()).isEqualTo("2026-11-18T07:00:00+09:00");
        assertThat(slots.at("/slots/0/seen").asInt()).isEqualTo(11);
        assertThat(slots.at("/slots/0/predicted").isNull()).isTrue();
        assertThat(MAPPER.readTree(get("/api/haul/slots?date=2026-11-19").body()).path("slots")).isEmpty();
        assertThat(MAPPER.readTree(get("/api/haul/headroom?date=2026-11-18").body()).at("/headroom/2/headRoom").asInt())
                .isEqualTo(14);
        JsonNode trips = MAPPER.readTree(get("/api/haul/trips?date=2026-11-18&route=south").body());
        assertThat(trips.at("/trips/0/moved").asBoolean()).isTrue();
        assertThat(trips.at("/trips/0/moveReason").asText()).isEqualTo("CAP_FULL");
        assertThat(MAPPER.readTree(get("/api/haul/trips?date=2026-11-18&route=west").body()).path("trips")).isEmpty();
        String csv = get("/api/haul/report?month=2026-11").body();
        assertThat(csv.lines().filter(line -> line.startsWith("north,2026-11-18"))).hasSize(4);
        assertThat(csv).contains("\"'=alpha, Co\",1,1,0,0,0,1,0,0,12,30,7");
        String page = get("/haul/report?date=2026-11-18&lang=ja").body();
        assertThat(page).contains("<svg").contains("class=\"seen over\"").contains("工事車両");
        assertThat(get("/api/haul/slots?date=tomorrow").statusCode()).isEqualTo(400);
        assertThat(get("/api/haul/report?month=x").statusCode()).isEqualTo(400);
        assertThat(get("/haul").body()).contains("/web/haul.js");
    }

    @Test
    void whoWaitsInTheHoldingAreasIsToldInTheOrderOfTheCalls() throws Exception {
        day();
        for (int i = 0; i < 4; i++) {
            book.apply(HaulTrip.builder()
                    .tripId("w" + i)
                    .contractor("alpha")
                    .siteId("works")
                    .declaredRouteId("north")
                    .declaredSlotStart(SEVEN)
                    .routeId("north")
                    .slotStart(SEVEN)
                    .slotEnd(SEVEN + SLOT)
                    .plateHash("secret-hash")
                    .state(HaulTripState.PLANNED)
                    .place(i == 3 ? HaulPlace.ON_ROUTE : HaulPlace.HOLDING)
                    .placeId(i == 3 ? "north" : "yard")
                    .callAt(i == 0 ? 0 : SEVEN + (5 - i) * 60_000L)
                    .time(SEVEN)
                    .build());
        }
        HttpResponse<String> answer = get("/api/haul/holding");
        JsonNode area = MAPPER.readTree(answer.body()).at("/areas/0");
        assertThat(area.path("id").asText()).isEqualTo("yard");
        assertThat(area.path("capacity").asInt()).isEqualTo(40);
        assertThat(area.path("waiting").findValuesAsText("trip")).containsExactly("w2", "w1", "w0");
        assertThat(area.at("/waiting/0/callAt").asText()).isEqualTo("2026-11-18T07:03:00+09:00");
        assertThat(area.at("/waiting/2/callAt").isNull()).isTrue();
        assertThat(answer.body()).doesNotContain("secret-hash");
    }

    @Test
    void ordersAreKeptWithWhoWhenBeforeAndAfter() throws Exception {
        day();
        String order = "{\"kind\": \"HEAD_ROOM_OVERRIDDEN\", \"from\": \"2026-11-18T07:30:00+09:00\", \"until\":"
                + " \"2026-11-18T08:00:00+09:00\", \"cap\": 11, \"by\": \"Sato\", \"remark\": \"%s\"}";
        assertThat(post("/api/haul/orders", "application/json", order.formatted("").getBytes(StandardCharsets.UTF_8)).statusCode())
                .as("another cap than the recommended one says why")
                .isEqualTo(400);
        assertThat(post("/api/haul/orders", "application/json", order.formatted("marathon").getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ordered).singleElement().satisfies(o -> {
            assertThat(o.capBefore()).isEqualTo(10);
            assertThat(o.recommendedCap()).isEqualTo(12);
        });
        JsonNode audit = MAPPER.readTree(get("/api/haul/audit").body());
        assertThat(audit.at("/orders/0/before").asInt()).isEqualTo(10);
        assertThat(audit.at("/orders/0/after").asInt()).isEqualTo(11);
        assertThat(audit.at("/orders/0/by").asText()).isEqualTo("Sato");
        for (String bad : List.of(
                "{}",
                "{\"kind\": \"CAP\", \"from\": \"2026-11-18T07:30:00+09:00\", \"until\": \"2026-11-18T08:00:00+09:00\", \"by\": \"x\"}",
                "{\"kind\": \"CLOSURE\", \"route\": \"no\", \"from\": \"2026-11-18T07:30:00+09:00\", \"until\":"
                        + " \"2026-11-18T08:00:00+09:00\", \"by\": \"x\"}",
                "{\"kind\": \"CLOSURE\", \"from\": \"2026-11-18T07:30:00+09:00\", \"until\": \"2026-11-18T08:00:00+09:00\"}")) {
            assertThat(post("/api/haul/orders", "application/json", bad.getBytes(StandardCharsets.UTF_8)).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private HttpResponse<String> order(String body) throws Exception {
        return post("/api/haul/orders", "application/json", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The grid with a haul route around a corner. */
    private LiveCity cityWithARoute() {
        int first = network.outLink(0, 0);
        int corner = network.toNode(first);
        int next = -1;
        for (int i = 0; i < network.outDegree(corner); i++) {
            if (network.outLink(corner, i) != network.oppositeLink(first)) {
                next = network.outLink(corner, i);
            }
        }
        CityPlaces grid = GridCity.places(network);
        HaulRoute route = new HaulRoute(
                "corner", new LocalName("角ルート", "corner route"), List.of(network.linkId(first), network.linkId(next)), 10);
        return new LiveCity(
                network,
                new CityPlaces(
                        grid.id(), grid.name(), grid.timezone(), grid.bounds(), grid.zones(), grid.detectors(), grid.cameras(),
                        grid.haulSlotMinutes(), grid.haulSites(), List.of(route), grid.depots(), grid.events()),
                LiveSettings.defaults(),
                InstantSource.system());
    }

    @Test
    void aRouteIsOrderedAsALineAndToldAsOne() throws Exception {
        server.close();
        server = server(new HaulRoutes(cityWithARoute(), book, Optional.of(door), writer, InstantSource.system()));
        HttpResponse<String> before = get("/api/haul/routes");
        assertThat(before.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/geo+json");
        JsonNode set = MAPPER.readTree(before.body()).at("/features/0");
        String id = set.path("id").asText();
        List<String> back = new ArrayList<>();
        set.at("/geometry/coordinates").forEach(point -> back.add(0, point.toString()));
        String line = "{'type': 'LineString', 'coordinates': [" + String.join(",", back) + "]}";
        String whole = "{'kind': 'ROUTE', 'route': '" + id + "', 'by': 'Sato', 'remark': 'works', 'geojson': %s}";
        assertThat(order(whole.formatted(line)).statusCode()).isEqualTo(200);
        assertThat(ordered).singleElement().satisfies(o -> {
            assertThat(o.linkIds()).hasSize(set.at("/properties/links").size());
            assertThat(o.routeId()).isEqualTo(id);
            assertThat(o.until() - o.from()).isGreaterThan(365 * 86_400_000L);
        });
        JsonNode now = MAPPER.readTree(get("/api/haul/routes").body()).at("/features/0");
        assertThat(now.at("/geometry/coordinates/0").toString()).isEqualTo(back.get(0));
        assertThat(now.at("/properties/links").toString()).isNotEqualTo(set.at("/properties/links").toString());
        JsonNode office = MAPPER.readTree(get("/api/haul/office").body());
        assertThat(office.at("/routes/0/links")).isEqualTo(now.at("/properties/links"));
        JsonNode audit = MAPPER.readTree(get("/api/haul/audit").body()).at("/orders/0");
        assertThat(audit.path("kind").asText()).isEqualTo("ROUTE");
        assertThat(audit.path("links")).isEqualTo(now.at("/properties/links"));
        assertThat(audit.path("by").asText()).isEqualTo("Sato");

        String far = "{'type': 'LineString', 'coordinates': [[135.0, 34.0], [135.1, 34.0]]}";
        assertThat(order(whole.formatted(far)).body()).contains("geojson: geometry: the line is not in the area of the network");
        assertThat(order(whole.formatted("{'type': 'Point', 'coordinates': [135, 34]}")).body()).contains("a Point is no line");
        assertThat(order("{'kind': 'ROUTE', 'by': 'Sato', 'geojson': " + line + "}").body()).contains("route is missing");
        assertThat(order("{'kind': 'ROUTE', 'route': '" + id + "', 'geojson': " + line + "}").statusCode()).isEqualTo(400);
        assertThat(order("{'kind': 'ROUTE', 'route': '" + id + "', 'by': 'Sato'}").statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(get("/api/haul/routes").body()).at("/features/0")).isEqualTo(set);
    }

    @Test
    void daysAndCapsOfClassesAreOrdered() throws Exception {
        day();
        assertThat(order("{'kind': 'DAY', 'date': '2026-11-28', 'dayType': 'event', 'by': 'Sato', 'remark': 'fair'}").statusCode())
                .isEqualTo(200);
        assertThat(order("{'kind': 'CAP', 'classes': ['TRAILER'], 'from': '2026-11-18T07:30:00+09:00', 'until':"
                        + " '2026-11-18T08:00:00+09:00', 'cap': 2, 'by': 'Sato'}").statusCode())
                .isEqualTo(200);
        assertThat(ordered.get(0).dayType()).isEqualTo(HaulDayType.EVENT);
        assertThat(Instant.ofEpochMilli(ordered.get(0).from())).isEqualTo(Instant.parse("2026-11-27T15:00:00Z"));
        assertThat(Instant.ofEpochMilli(ordered.get(0).until())).isEqualTo(Instant.parse("2026-11-28T15:00:00Z"));
        assertThat(ordered.get(1).vehicleClasses()).containsExactly(HaulVehicleClass.TRAILER);
        JsonNode audit = MAPPER.readTree(get("/api/haul/audit").body()).path("orders");
        assertThat(audit.findValuesAsText("dayType")).containsExactly("EVENT");
        assertThat(audit.findValues("classes").toString()).contains("TRAILER");
        assertThat(order("{'kind': 'DAY', 'date': 'tomorrow', 'dayType': 'EVENT', 'by': 'x'}").statusCode()).isEqualTo(400);
        assertThat(order("{'kind': 'DAY', 'date': '2026-11-28', 'dayType': 'PARTY', 'by': 'x'}").body())
                .contains("dayType: PARTY is none of [AS_SET, WORKDAY");
        assertThat(order("{'kind': 'CLOSURE', 'classes': ['TRAILER'], 'from': '2026-11-18T07:30:00+09:00', 'until':"
                        + " '2026-11-18T08:00:00+09:00', 'by': 'x'}").body())
                .contains("only a CAP is of single classes");
    }

    @Test
    void aCityWithoutAnOfficeTakesNothingIn() throws Exception {
        server.close();
        server = server(HaulRoutes.none(city, InstantSource.system()));
        assertThat(post("/api/haul/declarations", "application/json", json(row("a", "works"))).statusCode()).isEqualTo(404);
        assertThat(MAPPER.readTree(get("/api/haul/office").body()).path("open").asBoolean()).isFalse();
    }
}
