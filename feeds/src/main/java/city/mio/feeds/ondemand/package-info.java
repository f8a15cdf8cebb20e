/**
 * The on-demand bus service at the doors: what each operator offers in each zone
 * ({@link city.mio.feeds.ondemand.OnDemandService}), as plain values that whoever reads the city's configuration fills.
 * Uses {@code geo} for names and sides of the road; knows nothing of {@code http} and of how offers are made.
 */
package city.mio.feeds.ondemand;
