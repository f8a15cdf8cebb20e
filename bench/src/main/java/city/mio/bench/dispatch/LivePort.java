package city.mio.bench.dispatch;

import city.mio.models.dispatch.live.DemandProfile;
import city.mio.models.dispatch.live.DispatchEvent;
import city.mio.models.dispatch.live.DispatchOutput;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.DispatchState;
import city.mio.models.dispatch.live.DriveTimes;
import city.mio.models.dispatch.live.LiveDispatcher;
import city.mio.models.dispatch.live.Offer;
import city.mio.models.dispatch.live.PlannedStop;
import city.mio.models.dispatch.live.TimeWish;
import city.mio.models.dispatch.live.TripRequest;
import city.mio.models.dispatch.live.Whereabouts;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.simulators.riders.DispatchPort;
import city.mio.simulators.riders.RiderRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The live dispatcher behind the riders' loop. Devices show the plans as they are told and take halts off themselves. */
final class LivePort implements DispatchPort {

    /** As the dispatch job asks for. */
    private static final int HORIZON_SECONDS = 1800;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LiveDispatcher dispatcher;
    private final DispatchState state;
    private final OnDemandService service;
    private final int thinkIterations;
    private final DemandProfile demand;
    private final List<List<Halt>> plans = new ArrayList<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final List<String> alerts = new ArrayList<>();
    private double[] decisionMillis = new double[4096];
    private int decisions;

    /**
     * A port.
     *
     * @param thinkIterations of improvement at each moment without events, 0 for none
     * @param sendsIdle whether idle vehicles go where riders are expected: by who has asked so far, nothing else is known
     */
    LivePort(
            OnDemandService service,
            DriveTimes times,
            DispatchSettings settings,
            int[] startNodes,
            int thinkIterations,
            boolean sendsIdle) {
        this.service = service;
        this.thinkIterations = thinkIterations;
        demand = sendsIdle ? new DemandProfile(service, 1, date -> 0) : null;
        dispatcher = new LiveDispatcher(service, times, settings);
        state = dispatcher.newState();
        for (int v = 0; v < startNodes.length; v++) {
            plans.add(new ArrayList<>());
            vehicleAt(v, startNodes[v], 0, 0);
        }
    }

    @Override
    public Promise ask(RiderRequest request, long now) {
        if (demand != null) {
            demand.asked(service.findStop(NodeService.stopId(request.from())).orElseThrow(), now);
        }
        TripRequest trip = TripRequest.builder(request.requestId())
                .stops(NodeService.stopId(request.from()), NodeService.stopId(request.to()))
                .time(TimeWish.LEAVE_AFTER, request.askedMillis())
                .build();
        long before = threads.getCurrentThreadCpuTime();
        List<DispatchOutput> outputs = dispatcher.handle(state, new DispatchEvent.Request(trip), now);
        note((threads.getCurrentThreadCpuTime() - before) / 1e6);
        take(outputs);
        for (DispatchOutput output : outputs) {
            if (output instanceof DispatchOutput.Offered offered) {
                Offer offer = offered.offer();
                tell(new DispatchEvent.Accept(request.requestId(), offer.offerId()), now);
                return new Promise(offer.latestPickupMillis(), offer.latestDropOffMillis());
            }
        }
        return null;
    }

    private void note(double millis) {
        if (decisions == decisionMillis.length) {
            decisionMillis = Arrays.copyOf(decisionMillis, 2 * decisions);
        }
        decisionMillis[decisions++] = millis;
    }

    /** Processor time of each decision on a request so far, sorted. */
    double[] decisionMillis() {
        double[] sorted = Arrays.copyOf(decisionMillis, decisions);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public void vehicleAt(int vehicle, int node, long ready, long now) {
        tell(new DispatchEvent.VehicleAt(NodeService.vehicleId(vehicle), new Whereabouts.AtPlace(node), ready), now);
    }

    @Override
    public void reached(int vehicle, int node, long at, long now) {
        plans.get(vehicle).remove(0);
        tell(new DispatchEvent.StopReached(NodeService.vehicleId(vehicle), NodeService.stopId(node), at), now);
    }

    @Override
    public void left(int vehicle, long at, long now) {
        tell(new DispatchEvent.StopLeft(NodeService.vehicleId(vehicle), at), now);
    }

    @Override
    public void noShow(String requestId, long now) {
        tell(new DispatchEvent.NoShow(requestId), now);
    }

    @Override
    public void cancel(String requestId, long now) {
        tell(new DispatchEvent.Cancel(requestId), now);
    }

    @Override
    public void breakdown(int vehicle, long now) {
        tell(new DispatchEvent.Breakdown(NodeService.vehicleId(vehicle)), now);
    }

    @Override
    public void think(long now) {
        tell(new DispatchEvent.Tick(), now);
        if (thinkIterations > 0) {
            tell(new DispatchEvent.Improve(thinkIterations), now);
        }
        if (demand != null) {
            tell(new DispatchEvent.Reposition(demand.expected(now, HORIZON_SECONDS)), now);
        }
    }

    @Override
    public List<Halt> plan(int vehicle) {
        return plans.get(vehicle);
    }

    @Override
    public List<String> takeAlerts() {
        List<String> taken = List.copyOf(alerts);
        alerts.clear();
        return taken;
    }

    private void tell(DispatchEvent event, long now) {
        take(dispatcher.handle(state, event, now));
    }

    private void take(List<DispatchOutput> outputs) {
        for (DispatchOutput output : outputs) {
            if (output instanceof DispatchOutput.Offered offered) {
                notBefore.put(offered.offer().requestId(), offered.offer().earliestPickupMillis());
            } else if (output instanceof DispatchOutput.PlanChanged changed) {
                plans.set(NodeService.vehicle(changed.plan().vehicleId()), halts(changed.plan().stops()));
            } else if (output instanceof DispatchOutput.PromiseSlipped slipped) {
                alerts.add(slipped.reoffer().requestId());
                notBefore.put(slipped.reoffer().requestId(), slipped.reoffer().earliestPickupMillis());
            } else if (output instanceof DispatchOutput.PromiseFailed failed) {
                alerts.add(failed.requestId());
            } else if (output instanceof DispatchOutput.EventRefused refused) {
                throw new IllegalStateException(refused.subject() + " " + refused.why());
            }
        }
    }

    private List<Halt> halts(List<PlannedStop> stops) {
        List<Halt> halts = new ArrayList<>();
        for (PlannedStop stop : stops) {
            long earliest = 0;
            for (String requestId : stop.boarding()) {
                earliest = Math.max(earliest, notBefore.getOrDefault(requestId, 0L));
            }
            halts.add(new Halt(NodeService.node(stop.placeId()), earliest, stop.boarding(), stop.alighting()));
        }
        return halts;
    }
}
