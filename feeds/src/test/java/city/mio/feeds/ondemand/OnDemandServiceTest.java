package city.mio.feeds.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDemandServiceTest {

    private static void refuses(OnDemandService.Builder builder, String why) {
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    void knowsItsStopsAndVehicles() {
        OnDemandService service = Sennan.service();
        assertThat(service.listStops("east")).extracting(ServiceStop::stopId).containsExactly("S4", "S5");
        assertThat(service.findStop("S3")).isPresent();
        assertThat(service.findStop("S9")).isEmpty();
        assertThat(service.findPlaceName("S2").orElseThrow().en()).isEqualTo("Station");
        assertThat(service.findPlaceName("yard").orElseThrow().ja()).isEqualTo("車庫");
        assertThat(service.findPlaceName("S9")).isEmpty();
        assertThat(service.findVehicle("bus-2").orElseThrow().seats()).isEqualTo(4);
        assertThat(service.fares().surcharge("west", "east")).isEqualTo(100);
        assertThat(service.fares().surcharge("west", "west")).isZero();
        assertThat(new OnDemandOffering(List.of(service)).findService("sennan/coast")).containsSame(service);
    }

    @Test
    void refusesWhatCannotBe() {
        LocalName name = new LocalName("停", "Stop");
        refuses(Sennan.builder().stop(new ServiceStop("S1", name, 135, 34, RoadSide.LEFT, "east")), "stop S1 is there twice");
        refuses(Sennan.builder().stop(new ServiceStop("S9", name, 135, 34, RoadSide.LEFT, "south")), "districtId south is unknown");
        refuses(Sennan.builder().district(new ServiceDistrict("east", name)), "district east is there twice");
        refuses(Sennan.builder().vehicle(new ServiceVehicle("bus-1", 4, 0)), "a vehicle is there twice");
        refuses(Sennan.builder().depot(new ServiceDepot("S1", name)), "depot S1 is there twice, or a stop is called so");
        refuses(Sennan.builder().depot(new ServiceDepot("yard", name)), "depot yard is there twice");
        refuses(Sennan.builder().phone("06-1234"), "phone");
        refuses(Sennan.builder().url("ftp://x"), "url");
        refuses(Sennan.builder().names(null, name), "service sennan/coast: operatorName is missing");
        refuses(Sennan.builder().offers(null), "service sennan/coast: offers is missing");
        refuses(OnDemandService.builder("a b", "c"), "operatorId");
        assertThatThrownBy(() -> new OnDemandOffering(List.of(Sennan.service(), Sennan.service())))
                .hasMessageContaining("service sennan/coast is there twice");
    }
}
