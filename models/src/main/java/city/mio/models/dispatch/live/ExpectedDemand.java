package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/**
 * Riders expected at places within the next while, from whoever forecasts them.
 *
 * @param horizonSeconds how long that while is
 * @param requests expected requests at each numbered place of the service; places may stand for their surroundings
 */
public record ExpectedDemand(int horizonSeconds, float[] requests) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public ExpectedDemand {
        Require.range("horizonSeconds", horizonSeconds, 1, 86_400);
        requests = requests.clone();
        for (float each : requests) {
            Require.range("requests", each, 0, 1e6);
        }
    }
}
