/**
 * What the office for construction traffic has set: sites and who may declare for them, approved routes with their
 * limits and caps, holding areas, the calendar, the deadlines. Plain values without files; whoever reads them from a
 * file hands them over here. May use {@code geo.places} for names.
 */
package city.mio.models.haul.office;
