package city.mio.models.haul.office;

/**
 * The largest vehicle of a class that comes without a permit of its own, and what it counts on the road. Immutable.
 *
 * @param widthMetres with load
 * @param heightMetres with load
 * @param weightTonnes gross
 * @param passengerCars passenger-car equivalent: cars that would take as much of the road's capacity
 */
public record VehicleSize(double widthMetres, double heightMetres, double weightTonnes, double passengerCars) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public VehicleSize {
        Check.range("widthMetres", widthMetres, 0.5, 10);
        Check.range("heightMetres", heightMetres, 0.5, 10);
        Check.range("weightTonnes", weightTonnes, 0.1, 500);
        Check.range("passengerCars", passengerCars, 0.5, 10);
    }
}
