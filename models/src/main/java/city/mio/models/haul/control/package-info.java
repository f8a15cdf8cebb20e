/**
 * Control of construction traffic while it runs: which declared run a passage belongs to, which waiting vehicle leaves a
 * holding area next and when, who does not come. Functions of state, event and time; states are small values. Plain
 * Java; uses nothing else of the house.
 */
package city.mio.models.haul.control;
