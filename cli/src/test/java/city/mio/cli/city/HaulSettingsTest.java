package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.NoShowRule;
import city.mio.models.haul.office.VehicleClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaulSettingsTest {

    private static final Path OSAKA = Path.of("../config/osaka");
    private static City city;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readCity() {
        city = CityFolder.read(OSAKA);
    }

    @Test
    void readsTheOfficeOfOsaka() {
        HaulOffice office = HaulSettings.find(OSAKA, city).orElseThrow();
        assertThat(office.routes()).hasSize(5);
        assertThat(office.sites()).hasSize(3);
        ApprovedRoute bridge = office.findRoute("yumemai-hokko").orElseThrow();
        assertThat(bridge.linkIds()).isEqualTo(city.places().haulRoutes().get(0).linkIds());
        assertThat(bridge.findCap(DayType.WORKDAY, LocalTime.of(7, 0)).orElseThrow().vehicles()).isEqualTo(42);
        assertThat(bridge.findCap(DayType.WORKDAY, LocalTime.of(10, 0)).orElseThrow().capOf(VehicleClass.TRAILER))
                .isEqualTo(12);
        assertThat(bridge.findCap(DayType.WORKDAY, LocalTime.of(3, 0))).isEmpty();
        assertThat(bridge.findCap(DayType.NO_WORK, LocalTime.of(10, 0))).isEmpty();
        assertThat(office.calendar().dayType(LocalDate.of(2026, 11, 23))).isEqualTo(DayType.NO_WORK);
        assertThat(office.calendar().dayType(LocalDate.of(2026, 11, 28))).isEqualTo(DayType.EVENT);
        assertThat(office.deadlines().planDue(LocalDate.of(2026, 11, 25)))
                .isEqualTo(LocalDateTime.of(2026, 11, 18, 17, 0));
        assertThat(office.deadlines().estimateDue(LocalDate.of(2026, 12, 25)))
                .isEqualTo(LocalDateTime.of(2026, 11, 10, 17, 0));
        assertThat(office.findRoute("yumesaki-sakishima").orElseThrow()
                .findLimit(office.sizes().get(VehicleClass.TRAILER))).contains("weight");
        assertThat(office.noShows().mostExtra()).isEqualTo(0.05);
    }

    @Test
    void aCityMayHaveNoOffice() {
        assertThat(HaulSettings.find(folder, city)).isEmpty();
    }

    @Test
    void whatMayBeMissingMayBeMissing() throws IOException {
        String text = Files.readString(OSAKA.resolve("haul.yaml"));
        Files.writeString(
                folder.resolve("haul.yaml"),
                text.substring(0, text.indexOf("noShows:")).replace(", byClass: {trailer: 12}", ""));
        HaulOffice office = HaulSettings.find(folder, city).orElseThrow();
        assertThat(office.noShows()).isEqualTo(NoShowRule.NONE);
        assertThat(office.routes().get(0).caps().get(0).byClass()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slotMinutes: 30                  | slotMinutes: 60           | slotMinutes: differs from haul.slotMinutes of city.yaml: 60
            passengerCars: 1.5               | passengerCars: 0.1        | classes.medium: passengerCars is outside 0.5 to 10.0: 0.1
            medium:                          | middle:                   | classes.middle: middle is none of [LIGHT, MEDIUM, HEAVY, TRAILER]
            - id: yumemai-wangan             | - id: nowhere             | routes[1] (nowhere): id: city.yaml has no haul route nowhere
            until: "07:00"                   | until: "25:00"            | routes[0] (yumemai-hokko): caps[0].until: is no time of day: 25:00
            until: "07:00"                   | until: "04:00"            | routes[0] (yumemai-hokko): caps[0].until is not after from: 04:00
            days: [workday, saturday]        | days: [workday, monday]   | routes[0] (yumemai-hokko): caps[0].monday is none of
            node: yumeshima-ct               | node: atlantis            | sites[2] (terminal): gates.terminal-gate.node: the network has no node atlantis
            node: yumeshima-ct               | node: yumeshima-chuo      | sites[2] (terminal): gates: none stands at the gate that city.yaml names
            routes: [yumemai-hokko, yumemai-wangan]} | routes: [m25]}    | holdingAreas.maishima-yard.routeIds: there is no route m25
            queueLimit: 8                    | queueLimit: -8            | sites[2] (terminal): queueLimit is outside
            quay: 300                        | quay: many                | sites[2].dailyShares.terminal-quay
            "2026-11-03"                     | "3 Nov 2026"              | calendar: holidays: is no date: 3 Nov 2026
            mostExtra: 0.05                  | mostExtra: 5              | noShows: noShows.mostExtra is outside 0.0 to 1.0: 5.0
            planDay: wednesday               | planDay: someday          | deadlines: someday is none of
            estimateDay: 10                  | estimateDay: 31           | deadlines: estimateDay is outside
            value: 0.85                      | value: 85                 | road: mostVolumeShare is outside
            deadlines:                       | dead_lines:               | deadlines: is missing, or its key is misspelt
            capacity: 80,                    | ''                        | holdingAreas[0].capacity: is missing, or its key is misspelt
            """)
    void faultsNameTheKey(String was, String is, String fault) throws IOException {
        String text = Files.readString(OSAKA.resolve("haul.yaml"));
        assertThat(text).contains(was);
        Files.writeString(folder.resolve("haul.yaml"), text.replaceFirst(Pattern.quote(was), is));
        assertThatThrownBy(() -> HaulSettings.find(folder, city))
                .isInstanceOf(CityFault.class)
                .hasMessageContaining("haul.yaml: line ")
                .hasMessageContaining(fault);
    }
}
