package city.mio.models.dispatch.live;

/** What the time of a request means. */
public enum TimeWish {
    /** Not before it. */
    LEAVE_AFTER,
    /** There by it. */
    ARRIVE_BY
}
