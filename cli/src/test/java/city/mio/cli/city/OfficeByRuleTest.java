package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.geo.places.LocalName;
import city.mio.models.haul.office.HaulOffice;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfficeByRuleTest {

    private static CityPlaces places(List<HaulSite> sites) {
        return new CityPlaces(
                "town",
                new LocalName("町", "Town"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135, 34, 136, 35),
                List.of(),
                List.of(),
                List.of(),
                30,
                sites,
                List.of(new HaulRoute("north", new LocalName("北", "north"), List.of(1L, 2L), 45)),
                List.of(),
                List.of());
    }

    @Test
    void aCityWithoutSettingsOfItsOwnHasTheCapOfItsRoutesAroundTheClock() {
        HaulOffice office = OfficeByRule.of(places(
                        List.of(new HaulSite("works", new LocalName("施工者", "Builder"), new LocalName("現場", "Works"), 7))))
                .orElseThrow();
        // A Sunday at three at night.
        long night = Instant.parse("2026-11-21T18:00:00Z").toEpochMilli();
        assertThat(office.findCap(office.routes().get(0), night)).hasValueSatisfying(cap -> assertThat(cap.vehicles()).isEqualTo(45));
        assertThat(office.sites().get(0).dailyShares()).containsOnlyKeys("Builder");
        assertThat(office.sites().get(0).gates().get(0).nodeId()).isEqualTo(7);
        assertThat(office.routes().get(0).findLimit(office.sizes().get(city.mio.models.haul.office.VehicleClass.TRAILER))).isEmpty();
    }

    @Test
    void aCityWithoutSitesHasNone() {
        assertThat(OfficeByRule.of(places(List.of()))).isEmpty();
    }
}
