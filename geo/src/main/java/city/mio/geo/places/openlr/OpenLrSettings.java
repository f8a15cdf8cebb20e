package city.mio.geo.places.openlr;

import java.util.List;
import openlr.OpenLRProcessingException;
import openlr.decoder.properties.OpenLRDecoderProperty;
import openlr.encoder.properties.OpenLREncoderProperties;
import openlr.encoder.properties.OpenLREncoderProperty;
import org.apache.commons.configuration.BaseConfiguration;
import org.apache.commons.configuration.Configuration;

/** What Mio asks of the OpenLR library beyond the defaults in its code. */
final class OpenLrSettings {

    /** OpenLR white paper 1.5, rule 1: two points of a reference are at most 15 km apart. */
    private static final int MOST_METRES_BETWEEN_POINTS = 15_000;

    /** As in the library's own example settings; the 800 of its code refuses links whose bearing is off by 20°. */
    private static final int LEAST_RATING = 700;

    /** Pairs of links that are tried for a leg before it is given up; costs time only where the first ones fail. */
    private static final int RETRIES = 10;

    private OpenLrSettings() {}

    static Configuration decoder() {
        BaseConfiguration settings = new BaseConfiguration();
        settings.setProperty(OpenLRDecoderProperty.MIN_ACC_RATING.getKey(), LEAST_RATING);
        settings.setProperty(OpenLRDecoderProperty.MAX_NR_RETRIES.getKey(), RETRIES);
        return settings;
    }

    static OpenLREncoderProperties encoder() {
        BaseConfiguration settings = new BaseConfiguration();
        settings.setProperty(OpenLREncoderProperty.MAX_DIST_LRP.getKey(), MOST_METRES_BETWEEN_POINTS);
        try {
            return new OpenLREncoderProperties(settings, List.of());
        } catch (OpenLRProcessingException e) {
            throw new IllegalStateException("OpenLR refuses its settings", e);
        }
    }
}
