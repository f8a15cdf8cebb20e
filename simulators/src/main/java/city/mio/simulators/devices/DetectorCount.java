package city.mio.simulators.devices;

/**
 * What a detector saw in a minute.
 *
 * @param count vehicles
 * @param trucks of the count
 * @param occupancy 0 to 1
 * @param meanSpeedMps arithmetic mean of spot speeds; NaN if nothing passed
 */
public record DetectorCount(int count, int trucks, double occupancy, double meanSpeedMps) {}
