package city.mio.models.haul;

/** A step in an episode's life; each episode is opened once and cleared at most once. */
public enum Step {
    OPENED,
    UPDATED,
    CLEARED
}
