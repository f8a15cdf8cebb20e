/**
 * What an on-demand bus operator offers in one zone or several: stops, hours, fleet, shifts, fares and promises
 * ({@link city.mio.models.dispatch.service.OnDemandService}), and who rides
 * ({@link city.mio.models.dispatch.service.Party}). Values only: each checks its own fields and names the one at fault.
 * Uses {@code geo} for places on links.
 */
package city.mio.models.dispatch.service;
