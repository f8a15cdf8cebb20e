package city.mio.events;

/**
 * Vehicles of one class in a slot.
 *
 * @param vehicleClass size class
 * @param cap vehicles of the class that may pass
 * @param declared declared for it
 * @param planned that the plan has put in it
 * @param seen that have passed in it
 */
public record HaulClassUse(
        HaulVehicleClass vehicleClass,
        int cap,
        int declared,
        int planned,
        int seen) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulClassUse {
        Checks.present("vehicleClass", vehicleClass);
        Checks.notNegative("cap", cap);
        Checks.notNegative("declared", declared);
        Checks.notNegative("planned", planned);
        Checks.notNegative("seen", seen);
    }
}
