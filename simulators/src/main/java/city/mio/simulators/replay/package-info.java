/**
 * Recorded positions, sent again with their own clock, order and gaps. Uses {@code devices} for the way out and
 * {@code ledger}.
 */
package city.mio.simulators.replay;
