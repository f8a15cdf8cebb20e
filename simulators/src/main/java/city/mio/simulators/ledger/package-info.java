/**
 * The books: what was sent, compared with what the engine says became of it, and the engine's speeds compared with
 * the truth. Uses events; of {@code city} only the truth.
 */
package city.mio.simulators.ledger;
