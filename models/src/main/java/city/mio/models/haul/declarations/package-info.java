/**
 * The desk where declarations of construction trips are checked: estimates, firm plans, plates, corrections and
 * cancellations. Pure functions of the office's settings, what is declared already, the rows and the time. May use
 * {@code haul.office}.
 */
package city.mio.models.haul.declarations;
