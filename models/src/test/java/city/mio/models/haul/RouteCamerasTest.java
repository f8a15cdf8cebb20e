package city.mio.models.haul;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.places.Bounds;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteCamerasTest {

    /** Routes a and b begin alone and end together; route c shares every link with a and b. */
    private static RouteCameras cameras(CameraSite... cameras) {
        LocalName name = new LocalName("名", "name");
        return new RouteCameras(new CityPlaces(
                "test",
                name,
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135, 34, 136, 35),
                List.of(),
                List.of(),
                List.of(cameras),
                30,
                List.of(),
                List.of(
                        new HaulRoute("a", name, List.of(1L, 2L, 9L), 10),
                        new HaulRoute("b", name, List.of(5L, 9L), 10),
                        new HaulRoute("c", name, List.of(9L), 10)),
                List.of(),
                List.of()));
    }

    private static CameraSite camera(String id, long link, double share) {
        return new CameraSite(id, new LocalName(id, id), link, share);
    }

    @Test
    void aRouteIsCountedAtTheLastCameraThatIsItsOwn() {
        RouteCameras cameras = cameras(
                camera("on1", 1, 0.5), camera("on2late", 2, 0.9), camera("on2", 2, 0.2), camera("gate", 9, 0.5));
        assertThat(cameras.findCamera("a")).contains("on2late");
        assertThat(cameras.findRoute("on2late", Optional.empty())).contains("a");
        assertThat(cameras.findRoute("on1", Optional.empty())).isEmpty();
    }

    @Test
    void whereRoutesShareACameraTheDeclarationDecides() {
        RouteCameras cameras = cameras(camera("on1", 1, 0.5), camera("gate", 9, 0.5));
        assertThat(cameras.findCamera("b")).contains("gate");
        assertThat(cameras.findRoute("gate", Optional.of("b"))).contains("b");
        assertThat(cameras.findRoute("gate", Optional.of("a"))).isEmpty();
        assertThat(cameras.findRoute("gate", Optional.empty())).isEmpty();
    }

    @Test
    void aRouteWithoutACameraIsCountedNowhere() {
        assertThat(cameras(camera("on1", 1, 0.5)).findCamera("b")).isEmpty();
    }
}
