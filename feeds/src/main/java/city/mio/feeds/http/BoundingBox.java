package city.mio.feeds.http;

/**
 * A box in WGS 84 degrees. Immutable.
 *
 * @param west least lon
 * @param south least lat
 * @param east greatest lon
 * @param north greatest lat
 */
record BoundingBox(double west, double south, double east, double north) {

    private static final int LONGEST = 200;

    BoundingBox {
        if (!(west >= -180 && east <= 180 && west <= east)) {
            throw new IllegalArgumentException("bbox: lon is not -180 <= west <= east <= 180");
        }
        if (!(south >= -90 && north <= 90 && south <= north)) {
            throw new IllegalArgumentException("bbox: lat is not -90 <= south <= north <= 90");
        }
    }

    boolean contains(double lon, double lat) {
        return lon >= west && lon <= east && lat >= south && lat <= north;
    }

    /**
     * Reads {@code west,south,east,north}.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static BoundingBox parse(String text) {
        String[] parts = text.length() > LONGEST ? new String[0] : text.split(",", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("bbox is not west,south,east,north");
        }
        double[] numbers = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].strip().matches("[+-]?[0-9]{1,3}(\\.[0-9]{0,20})?")) {
                throw new IllegalArgumentException("bbox: not a number of degrees at place " + (i + 1));
            }
            numbers[i] = Double.parseDouble(parts[i].strip());
        }
        return new BoundingBox(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
