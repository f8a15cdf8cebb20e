package city.mio.models.haul.declarations;

import city.mio.models.haul.office.VehicleClass;

/**
 * One row as it was handed in. Whether it makes sense is for the desk to say. Immutable.
 *
 * @param row where it stands in what was handed in, for people
 * @param declarationId stable over corrections
 * @param contractor who declares
 * @param siteId where it goes
 * @param routeId how
 * @param slotStart UTC epoch milliseconds
 * @param plateHash keyed hash of the plate; empty while none is named
 * @param type size class
 * @param status how firm it is
 */
public record TripDeclaration(
        int row,
        String declarationId,
        String contractor,
        String siteId,
        String routeId,
        long slotStart,
        String plateHash,
        VehicleClass type,
        Status status) {

    /** How firm a declaration is. */
    public enum Status {
        ESTIMATE,
        FIRM,
        CANCELLED
    }

    /** @throws IllegalArgumentException naming the field that is missing */
    public TripDeclaration {
        present("declarationId", declarationId != null && !declarationId.isBlank());
        present("contractor", contractor != null && !contractor.isBlank());
        present("siteId", siteId != null);
        present("routeId", routeId != null);
        present("slotStart", slotStart > 0);
        present("plateHash", plateHash != null);
        present("type", type != null);
        present("status", status != null);
    }

    private static void present(String field, boolean there) {
        if (!there) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    /** The same in another row. */
    public TripDeclaration atRow(int other) {
        return new TripDeclaration(
                other, declarationId, contractor, siteId, routeId, slotStart, plateHash, type, status);
    }
}
