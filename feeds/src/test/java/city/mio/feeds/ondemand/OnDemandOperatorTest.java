package city.mio.feeds.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDemandOperatorTest {

    private static void refuses(OnDemandOperator.Builder builder, String why) {
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    void knowsItsStopsAndVehicles() {
        OnDemandOperator operator = Sennan.operator();
        assertThat(operator.listStops("east")).extracting(ServiceStop::stopId).containsExactly("S4", "S5");
        assertThat(operator.findStop("S3")).isPresent();
        assertThat(operator.findStop("S9")).isEmpty();
        assertThat(operator.findVehicle("bus-2").orElseThrow().seats()).isEqualTo(4);
        assertThat(operator.fares().surcharge("west", "east")).isEqualTo(100);
        assertThat(operator.fares().surcharge("west", "west")).isZero();
        assertThat(new OnDemandOffering(List.of(operator)).findOperator("sennan")).containsSame(operator);
    }

    @Test
    void refusesWhatCannotBe() {
        LocalName name = new LocalName("停", "Stop");
        refuses(Sennan.builder().stop(new ServiceStop("S1", name, 135, 34, RoadSide.LEFT, "east")), "stop S1 is there twice");
        refuses(Sennan.builder().stop(new ServiceStop("S9", name, 135, 34, RoadSide.LEFT, "south")), "zoneId south is unknown");
        refuses(Sennan.builder().zone(new ServiceZone("east", name)), "zone east is there twice");
        refuses(Sennan.builder().vehicle(new ServiceVehicle("bus-1", 4, 0)), "a vehicle is there twice");
        refuses(Sennan.builder().phone("06-1234"), "phone");
        refuses(Sennan.builder().url("ftp://x"), "url");
        refuses(Sennan.builder().name(null), "operator sennan: name is missing");
        refuses(OnDemandOperator.builder("a b"), "operatorId");
        assertThatThrownBy(() -> new OnDemandOffering(List.of(Sennan.operator(), Sennan.operator())))
                .hasMessageContaining("operator sennan is there twice");
    }
}
