package city.mio.models.haul.declarations;

/**
 * Why a row is refused. Immutable.
 *
 * @param row where it stands
 * @param declarationId the declaration
 * @param kind what is wrong
 * @param message one line in English that names the field and the value; never a plate
 */
public record RowFault(int row, String declarationId, Kind kind, String message) {

    /** What is wrong with a row. */
    public enum Kind {
        UNKNOWN_SITE,
        UNKNOWN_ROUTE,
        /** The route is approved, but does not lead to the site. */
        ROUTE_NOT_TO_SITE,
        /** This contractor may not declare for this site. */
        NOT_ALLOWED,
        /** The same declaration is there twice among the rows. */
        TWICE,
        /** The id belongs to another contractor's declaration. */
        NOT_YOURS,
        /** What is to be cancelled was never declared, or is cancelled already. */
        UNKNOWN_DECLARATION,
        /** No slot begins then. */
        NO_SLOT,
        /** Nobody is let through in that slot. */
        SLOT_CLOSED,
        /** It came too late. */
        PAST_DEADLINE,
        /** More than the contractor may send to the site on that day. */
        OVER_SHARE,
        /** The plate is declared for another trip in the same slot. */
        PLATE_TWICE,
        /** The vehicle is too wide, high or heavy for the route. */
        TOO_LARGE
    }
}
