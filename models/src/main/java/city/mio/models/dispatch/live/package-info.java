/**
 * The live dispatcher of on-demand buses: requests to offers, offers to plans, plans that follow what happens.
 *
 * <p>How it is driven. One {@link city.mio.models.dispatch.live.DispatchState} for each operator (its
 * {@code OnDemandService}), owned by the caller, kept wherever it likes ({@code write} and {@code read}; schedules are made
 * again after reading). One {@link city.mio.models.dispatch.live.LiveDispatcher} for each thread and service, which keeps
 * nothing itself. For every event, in the order in which they are to count:
 *
 * <pre>{@code
 * List<DispatchOutput> told = dispatcher.handle(state, event, nowMillis);
 * }</pre>
 *
 * <p>The outputs are all there is to send: offers and refusals to riders, plans to devices, alerts. Time never runs
 * backwards. What the caller has to bring beside riders' and vehicles' own events:
 * <ul>
 *   <li>{@code VehicleAt} for each position of a vehicle (every few seconds): where it can next be sent elsewhere, and when;
 *   <li>{@code StopReached} and {@code StopLeft} from the device; from {@code StopReached} on that halt is not moved;
 *   <li>{@code Tick} every few seconds: offers expire, delays become known, closed requests are forgotten;
 *   <li>{@code Improve} when there is nothing else to do, with as many iterations as fit;
 *   <li>{@code Reposition} with expected demand, each minute or so;
 *   <li>{@code TravelTimesChanged} after {@code NetworkDriveTimes.refresh} has done something;
 *   <li>{@code ShiftPlanned} for each shift to come, as far ahead as trips may be booked.
 * </ul>
 * The same request id is one request: asked again it is answered again, the same way. An offer is held until
 * {@code Accept} or until it expires.
 *
 * <p>How it works: the schedule of one vehicle ({@code Timing}), the cheapest place for a rider over all of them
 * ({@code InsertionSearch}), working on plans within promises ({@code PlanImprovement}), what to do when a plan breaks
 * ({@code PlanRepair}), where riders are expected ({@code DemandField}) and idle vehicles
 * wait ({@code IdleVehicles}). No clock: the same state, events, times and seed
 * give the same decisions. Uses {@code service}, and {@code geo} for travel times.
 */
package city.mio.models.dispatch.live;
