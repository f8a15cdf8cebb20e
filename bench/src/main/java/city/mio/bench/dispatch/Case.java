package city.mio.bench.dispatch;

import java.util.Map;

/**
 * One fleet on one set of requests.
 *
 * @param percent of the taxi requests of an hour, 0 for a dial-a-ride instance
 * @param instance its name, empty for taxi requests
 * @param vehicles of the fleet
 */
record Case(int percent, String instance, int vehicles) {

    /** What FleetPy served on the same files, in per cent of the requests (data README). */
    private static final Map<String, Double> FLEETPY =
            Map.of("5:60", 36.8, "5:100", 61.9, "5:150", 82.8, "10:200", 63.5);

    static Case parse(String text) {
        String[] parts = text.split(":");
        try {
            if (parts.length == 2) {
                boolean taxis = parts[0].chars().allMatch(Character::isDigit);
                return new Case(
                        taxis ? Integer.parseInt(parts[0]) : 0, taxis ? "" : parts[0], Integer.parseInt(parts[1]));
            }
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException("--cases: " + text + " is neither PERCENT:VEHICLES nor INSTANCE:VEHICLES", bad);
        }
        throw new IllegalArgumentException("--cases: " + text + " is neither PERCENT:VEHICLES nor INSTANCE:VEHICLES");
    }

    /** Served by FleetPy in per cent, NaN where it was not run. */
    double fleetPyPercent() {
        return FLEETPY.getOrDefault(percent + ":" + vehicles, Double.NaN);
    }

    @Override
    public String toString() {
        return (instance.isEmpty() ? percent + " %" : instance) + ", " + vehicles + " vehicles";
    }
}
