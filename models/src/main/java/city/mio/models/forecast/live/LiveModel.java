package city.mio.models.forecast.live;

import city.mio.models.forecast.ForecastModel;
import java.util.List;
import java.util.Objects;

/**
 * A model with what it is of.
 *
 * @param version which one
 * @param model learns its intervals on, so it must be nobody else's
 * @param targets ids, in the model's order
 * @param channels names, in the model's order
 */
public record LiveModel(String version, ForecastModel model, List<String> targets, List<String> channels) {

    /** @throws IllegalArgumentException naming what does not fit */
    public LiveModel {
        Objects.requireNonNull(version, "version");
        targets = List.copyOf(targets);
        channels = List.copyOf(channels);
        if (model.targets() != targets.size() || model.channels() != channels.size()) {
            throw new IllegalArgumentException("targets and channels must be the model's");
        }
    }
}
