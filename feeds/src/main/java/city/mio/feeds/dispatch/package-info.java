/**
 * On-demand buses as their topics tell it, right now: trips, buses, plans and the figures of the day
 * ({@link city.mio.feeds.dispatch.LiveDispatch}), and the way in for what riders say
 * ({@link city.mio.feeds.dispatch.TripDoor}). Uses {@code events} and {@code ondemand}; knows nothing of {@code outbound},
 * {@code http} and of how offers are made.
 */
package city.mio.feeds.dispatch;
