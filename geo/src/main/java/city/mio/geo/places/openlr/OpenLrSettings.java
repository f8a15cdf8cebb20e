package city.mio.geo.places.openlr;

import java.util.List;
import openlr.OpenLRProcessingException;
import openlr.decoder.properties.OpenLRDecoderProperty;
import openlr.decoder.rating.OpenLRRating.RatingCategory;
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

    /**
     * What a metre to a node counts, beside 3 for each point of the road's attributes; the library has 3. Of the
     * settings tried (docs/decisions/0007) the one that finds most on a map that is some metres off.
     */
    private static final int NODE_FACTOR = 10;

    /**
     * Degrees up to which two bearings are excellent, good, average, and what each is worth. With the library's 6, 12
     * and 18 for 100, 50 and 25 points a crossing that is 3 m off, which turns a bearing taken over 20 m by 9 degrees,
     * outweighs 50 m of distance.
     */
    private static final int[] BEARINGS = {6, 17, 40};

    private static final int[] BEARING_RATINGS = {100, 90, 70};

    private OpenLrSettings() {}

    static Configuration decoder() {
        BaseConfiguration settings = new BaseConfiguration();
        settings.setProperty(OpenLRDecoderProperty.MIN_ACC_RATING.getKey(), LEAST_RATING);
        settings.setProperty(OpenLRDecoderProperty.MAX_NR_RETRIES.getKey(), RETRIES);
        settings.setProperty(OpenLRDecoderProperty.NODE_FACTOR.getKey(), NODE_FACTOR);
        RatingCategory[] categories = {RatingCategory.EXCELLENT, RatingCategory.GOOD, RatingCategory.AVERAGE};
        for (int i = 0; i < categories.length; i++) {
            String category = "." + categories[i].getIdentifier();
            settings.setProperty(OpenLRDecoderProperty.BEAR_INTERVALS.getKey() + category, BEARINGS[i]);
            settings.setProperty(OpenLRDecoderProperty.BEAR_RATING.getKey() + category, BEARING_RATINGS[i]);
        }
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
