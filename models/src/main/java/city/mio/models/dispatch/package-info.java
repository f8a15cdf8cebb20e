/**
 * On-demand buses: which vehicle serves which request, in which order. Read it as a paper: the problem
 * ({@link city.mio.models.dispatch.PickupDeliveryProblem}), the timing of one route ({@code Route}), the cheapest place
 * for a request ({@code Insertion}), what is taken out ({@code StringRemoval}), and the search that puts them together
 * ({@link city.mio.models.dispatch.PlanSearch}). Plain Java on primitive arrays; no clock, no files; the same seed and
 * number of iterations give the same plan.
 */
package city.mio.models.dispatch;
