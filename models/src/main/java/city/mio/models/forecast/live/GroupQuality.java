package city.mio.models.forecast.live;

import java.util.List;

/**
 * How well a group's forecasts of one channel have held.
 *
 * @param group its name; {@value #ALL} for all targets together
 * @param targets in the group
 * @param fallbackTargets for which the profile stands in
 * @param figures by horizon, those with outcomes
 */
public record GroupQuality(
        String group, int channel, int targets, int fallbackTargets, List<ErrorWatch.Figures> figures) {

    /** The group of all targets. */
    public static final String ALL = "ALL";
}
