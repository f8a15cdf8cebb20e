/**
 * Construction traffic: how far the slots of the approved routes are used, and which plates are declared. Each judge is
 * a machine without memory of its own that works on a small state handed to it; the state has a versioned binary form.
 * Rooms of its own: {@code office} (settings), {@code declarations} (the desk), {@code plan} (slots of a day),
 * {@code headroom}, {@code control} (runs and calls). Time is always an argument; plates are keyed hashes. Plain Java; may use {@code geo.places} and nothing else of the
 * house.
 */
package city.mio.models.haul;
