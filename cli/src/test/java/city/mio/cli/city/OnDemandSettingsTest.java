package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.cli.engine.OnDemandDoors;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TurnCosts;
import city.mio.jobs.dispatch.OfferRules;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.jobs.dispatch.ShiftCalendar;
import city.mio.jobs.topics.SettingsJson;
import city.mio.models.dispatch.live.DriveTimes;
import city.mio.models.dispatch.live.NetworkDriveTimes;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Shift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnDemandSettingsTest {

    private static final Path OSAKA = Path.of("../config/osaka");
    private static City city;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readCity() {
        city = CityFolder.read(OSAKA);
    }

    @Test
    void readsTheServicesOfOsaka() {
        assertThat(city.onDemand()).extracting(ServiceSettings::key).containsExactly("naniwa-mobility/kita", "ikuno-kotsu/ikuno");
        OnDemandService kita = city.onDemand().get(0).on(city.network());
        assertThat(kita.listStops()).hasSize(30).allSatisfy(stop -> {
            int link = stop.link();
            double metres = LocalProjection.distanceMetres(
                    stop.lon(), stop.lat(), city.network().nodeLon(city.network().toNode(link)), city.network().nodeLat(city.network().toNode(link)));
            assertThat(metres).as(stop.stopId()).isCloseTo((1 - stop.share()) * city.network().lengthMetres(link), within(25.0));
        });
        assertThat(kita.listVehicles()).hasSize(8).allSatisfy(vehicle -> assertThat(vehicle.wheelchairPlaces()).isOne());
        OnDemandService ikuno = city.onDemand().get(1).on(city.network());
        assertThat(ikuno.fares().fare(new Party(1, 1, 0, 0), "ikuno", "abeno", false)).isEqualTo(210 + 110 + 2 * 50);
        assertThat(ikuno.hours().isOpen(Instant.parse("2026-12-31T03:00:00Z").toEpochMilli())).isFalse();
    }

    @Test
    void shiftsFollowTheWeekAndClosedDays() {
        ShiftCalendar calendar = new ShiftCalendar(city.onDemand().get(1));
        List<Shift> friday = calendar.on(LocalDate.of(2026, 11, 20));
        assertThat(friday).hasSize(10);
        assertThat(friday.get(0).fromMillis()).isEqualTo(Instant.parse("2026-11-19T21:15:00Z").toEpochMilli());
        assertThat(friday.get(0).breaks()).hasSize(1);
        assertThat(calendar.on(LocalDate.of(2026, 11, 21))).hasSize(3);
        assertThat(calendar.on(LocalDate.of(2026, 12, 31))).isEmpty();
    }

    @Test
    void everyStopIsReachedFromEveryOtherOnTheRealNetwork() {
        for (ServiceSettings settings : city.onDemand()) {
            OnDemandService service = settings.on(city.network());
            DijkstraTravelTimes times = new DijkstraTravelTimes(RouteGraph.of(city.network(), TurnCosts.city(true)));
            NetworkDriveTimes drive = new NetworkDriveTimes(times, service, 900, 1);
            long now = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();
            assertThat(drive.refresh(now)).isTrue();
            int[] millis = new int[city.network().linkCount()];
            for (int link = 0; link < millis.length; link++) {
                millis[link] = 2 * LinkTimes.ofSeconds(city.network().freeFlowSeconds(link));
            }
            int[] before = new int[service.places()];
            for (int to = 1; to < service.places(); to++) {
                before[to] = drive.millis(0, to, now);
                assertThat(before[to]).as(service.getPlaceId(to)).isBetween(1, 3_000_000);
                assertThat(drive.millis(to, 0, now)).isLessThan(DriveTimes.NEVER);
            }
            assertThat(drive.refresh(now)).isFalse();
            times.publish(LinkTimes.of(city.network(), millis));
            assertThat(drive.refresh(now)).isTrue();
            for (int to = 1; to < service.places(); to++) {
                assertThat(drive.millis(0, to, now)).isBetween(before[to] + 1, 2 * before[to] + 1000);
            }
        }
    }

    @Test
    void settingsTravelAsJson() {
        for (ServiceSettings settings : city.onDemand()) {
            assertThat(SettingsJson.read(SettingsJson.write(settings), ServiceSettings.class)).isEqualTo(settings);
        }
    }

    @Test
    void saysHowMuchOneClientMayHold() throws IOException {
        assertThat(city.onDemand().get(0).offers()).isEqualTo(new OfferRules(30, 36, List.of()));
        String text = Files.readString(OSAKA.resolve("ondemand.yaml"));
        String first = "offers: {openPerClient: 30, openRidersPerClient: 36, clients: []}";
        String second = "    offers: {openPerClient: 30, openRidersPerClient: 22, clients: []}\n";
        assertThat(text).contains(first).contains(second);
        Files.writeString(
                folder.resolve("ondemand.yaml"),
                text.replace(first, "offers: {clients: [{address: 10.1.2.3, open: 200, openRiders: 400}]}").replace(second, ""));
        List<ServiceSettings> services = OnDemandSettings.list(folder, city.network(), city.places().timezone());
        assertThat(services.get(0).offers())
                .as("half of 8 buses of 8 seats and a wheelchair place")
                .isEqualTo(new OfferRules(30, 36, List.of(new OfferRules.Client("10.1.2.3", 200, 400))));
        assertThat(services.get(1).offers()).as("nothing said").isEqualTo(new OfferRules(30, 22, List.of()));
        OfferLimits limits = OnDemandDoors.of(services).listServices().get(0).offers();
        assertThat(limits.of("10.1.2.3")).isEqualTo(new OfferLimits.Limit(200, 400));
        assertThat(limits.of("10.1.2.4")).isEqualTo(new OfferLimits.Limit(30, 36));
        assertThat(limits.holdSeconds()).isEqualTo(300);
    }

    @Test
    void aCityMayHaveNoBuses() {
        assertThat(OnDemandSettings.list(folder, city.network(), city.places().timezone())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from: toyosaki, to: nakatsu    | from: atlantis, to: nakatsu | stops[0] (K01): from: the network has no node atlantis
            from: toyosaki, to: nakatsu    | from: nakatsu, to: tamagawa | stops[0] (K01): the network has no road from nakatsu to tamagawa
            offsetShare: 0.9, side: left   | offsetShare: 9, side: left  | stops[0] (K01): offsetShare is outside 0 to 1: 9.0
            side: left                     | side: above                 | stops[0] (K01): side is neither left nor right: above
            district: kita                 | district: umeda             | stops[0] (K01): district: there is no district umeda
            id: K02                        | id: K01                     | stop K01 is there twice
            seats: 8                       | seats: -1                   | vehicle K-01: seats is outside
            depot: K-depot-2               | depot: K99                  | vehicle K-02: depotId K99 is unknown
            vehicles: [K-01                | vehicles: [X-01             | shifts: vehicle X-01 is unknown
            latest: "11:45"                | latest: "16:45"             | shifts[0]: shift of K-01: breaks lie outside it or are not in order
            from: "05:45"                  | from: "5:99"                | shifts[0]: from: is no time of day: 5:99
            until: "23:00"                 | until: "05:00"              | hours[0]: opening hours: to 05:00 is not after 06:00
            days: [monday, tuesday         | days: [moonday, tuesday     | days: is no day of the week: moonday
            maxWaitMinutes: 20             | maxWaitMinutes: -20         | promises: maxWaitSeconds is outside
            detourFactor: 2.0              | detourFactor: 0.5           | promises: detourFactor is outside
            reserveQuantile: 0.9           | reserveQuantile: 9          | dispatch: reserveQuantile is outside
            refuseCostly: false            | refuseCostly: sometimes     | services[0].dispatch.refuseCostly
            openPerClient: 30              | openPerClient: 0            | offers: openPerClient is outside 1 to
            openRidersPerClient: 36        | openRidersPerClient: 7      | offers: openRidersPerClient is outside 8 to
            openPerClient: 30              | open: 30                    | services[0].offers.open
            clients: []                    | clients: [{address: call-centre, open: 99, openRiders: 99}] | offers: clients: address is no IPv4 or IPv6 address: call-centre
            clients: []                    | clients: [{address: 10.0.0.256, open: 99, openRiders: 99}] | offers: clients: address is no IPv4
            clients: []                    | clients: [{address: "::1", open: 0, openRiders: 99}] | offers: clients: ::1: open is outside 1 to
            between: [abeno, ikuno]        | between: [abeno, sakai]     | fares: surcharges: there is no district sakai
            adult: 300                     | adult: free                 | services[0].fares.adult
            maxParty: 8                    | mostParty: 8                | maxParty: is missing, or its key is misspelt
            id: ikuno-kotsu                | id: ""                      | operator: id is not of letters
            """)
    void namesTheFault(String right, String wrong, String fault) throws IOException {
        String text = Files.readString(OSAKA.resolve("ondemand.yaml"));
        assertThat(text).contains(right);
        Files.writeString(folder.resolve("ondemand.yaml"), text.replaceFirst(Pattern.quote(right), wrong));
        assertThatThrownBy(() -> OnDemandSettings.list(folder, city.network(), city.places().timezone()))
                .isInstanceOf(CityFault.class)
                .hasMessageContaining("ondemand.yaml: line ")
                .hasMessageContaining(fault);
    }
}
