package city.mio.feeds.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the parameters that several routes share; what is wrong with one is said in one line. */
final class Query {

    /** How far ahead the forecasts go that are shown. */
    static final int FARTHEST_MINUTES = 60;

    /** How many days the forecasts of slots cover. */
    static final int FARTHEST_DAYS = 14;

    private Query() {}

    static Optional<BoundingBox> bbox(Context ctx) {
        String text = ctx.queryParam("bbox");
        try {
            return text == null ? Optional.empty() : Optional.of(BoundingBox.parse(text));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(e.getMessage());
        }
    }

    static boolean flag(Context ctx, String name, boolean absent) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return absent;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw ApiException.badRequest(name + " is not true or false");
        }
        return text.equals("true");
    }

    /** What was said so many minutes before, by {@code horizon=30} beside {@code past=true}; 0 for all. */
    static int pastHorizon(Context ctx, boolean past) {
        String text = ctx.queryParam("horizon");
        if (text == null) {
            return 0;
        }
        int minutes = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
        if (minutes < 5 || minutes > FARTHEST_MINUTES || minutes % 5 != 0) {
            throw ApiException.badRequest("horizon is none of 5, 10 … " + FARTHEST_MINUTES);
        }
        if (!past) {
            throw ApiException.badRequest("horizon is given without past=true");
        }
        return minutes;
    }

    /** Days ahead, today included, by {@code days=14}; 0 if not asked for. */
    static int days(Context ctx) {
        String text = ctx.queryParam("days");
        if (text == null) {
            return 0;
        }
        int days = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > FARTHEST_DAYS) {
            throw ApiException.badRequest("days is not a whole number from 1 to " + FARTHEST_DAYS);
        }
        return days;
    }

    /** Minutes ahead, by {@code horizon=30} or {@code at=+30m}; empty means the present. */
    static OptionalInt horizonMinutes(Context ctx) {
        String horizon = ctx.queryParam("horizon");
        String at = ctx.queryParam("at");
        if (horizon != null && at != null) {
            throw ApiException.badRequest("horizon and at say the same: give one of them");
        }
        if (horizon == null && at == null) {
            return OptionalInt.empty();
        }
        // A plus that a browser did not encode arrives as a space.
        boolean well = horizon != null ? horizon.matches("[0-9]{1,4}") : at.matches("[+ ][0-9]{1,4}m");
        int minutes = well ? Integer.parseInt(horizon != null ? horizon : at.substring(1, at.length() - 1)) : -1;
        if (minutes < 0 || minutes > FARTHEST_MINUTES) {
            throw ApiException.badRequest(
                    horizon != null
                            ? "horizon is not a whole number of minutes from 0 to " + FARTHEST_MINUTES
                            : "at is not +0m to +" + FARTHEST_MINUTES + "m");
        }
        return minutes == 0 ? OptionalInt.empty() : OptionalInt.of(minutes);
    }
}
