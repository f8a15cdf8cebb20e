package city.mio.models.forecast;

/**
 * Which steps of a panel are learnt from, chosen by, and tested on, in this order of time; ends are not included.
 */
public record Split(int trainFrom, int trainTo, int validationTo, int testTo) {

    public Split {
        if (trainFrom < 0 || trainTo <= trainFrom || validationTo < trainTo || testTo < validationTo) {
            throw new IllegalArgumentException("parts must follow each other: " + trainFrom + ", " + trainTo + ", "
                    + validationTo + ", " + testTo);
        }
    }

    /** Parts as shares of all steps. */
    public static Split of(int steps, double train, double validation) {
        if (!(train > 0 && validation >= 0 && train + validation <= 1)) {
            throw new IllegalArgumentException("train and validation must be shares: " + train + ", " + validation);
        }
        return new Split(0, (int) (steps * train), (int) (steps * (train + validation)), steps);
    }

    /** The same with the validation part learnt from too. */
    Split withValidationLearnt() {
        return new Split(trainFrom, validationTo, validationTo, testTo);
    }

    /** Up to {@code most} origins spread evenly over the validation part, whose outcomes all lie in it. */
    public int[] validationOrigins(int horizons, int most) {
        return origins(trainTo, validationTo, horizons, most);
    }

    /** Every origin of the test part. */
    public int[] testOrigins(int horizons) {
        return origins(validationTo, testTo, horizons, Integer.MAX_VALUE);
    }

    private static int[] origins(int from, int to, int horizons, int most) {
        int first = from + StidInput.WINDOW - 1;
        int available = Math.max(0, to - horizons - first);
        int wanted = Math.min(most, available);
        int[] origins = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            origins[i] = first + (int) ((long) i * available / wanted);
        }
        return origins;
    }
}
