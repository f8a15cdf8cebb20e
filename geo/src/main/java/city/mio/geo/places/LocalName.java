package city.mio.geo.places;

import java.io.Serializable;

/**
 * A name in Japanese and in English; either stands in for the other where one is missing. Immutable.
 *
 * @param ja Japanese
 * @param en English, or romanised
 */
public record LocalName(String ja, String en) implements Serializable {

    /** @throws IllegalArgumentException if both are missing */
    public LocalName {
        boolean noJa = ja == null || ja.isBlank();
        boolean noEn = en == null || en.isBlank();
        if (noJa && noEn) {
            throw new IllegalArgumentException("name is missing");
        }
        ja = noJa ? en : ja;
        en = noEn ? ja : en;
    }
}
