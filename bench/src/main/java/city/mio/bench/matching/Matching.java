package city.mio.bench.matching;

import java.util.List;

/** A map matcher that takes part. Not thread-safe. */
interface Matching {

    /** One that is ready for the tracks of one network; building it is not timed. */
    @FunctionalInterface
    interface Prepared {

        /**
         * Matches one track.
         *
         * @return the links driven, in order
         * @throws TrackBroken if the matcher gives the track up
         */
        int[] match(List<RecordedTracks.Fix> fixes) throws TrackBroken;
    }

    /** The matcher gave a track up. */
    final class TrackBroken extends Exception {
        private static final long serialVersionUID = 1L;

        TrackBroken(String why, Throwable cause) {
            super(why, cause);
        }
    }

    String name();

    Prepared prepare(RecordedTracks.Track track);
}
