package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.DeadLetter;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.devices.Companion;
import city.mio.simulators.devices.DeviceFleet;
import city.mio.simulators.devices.KafkaMqttOutput;
import city.mio.simulators.devices.OutputSettings;
import city.mio.simulators.devices.SimulationRunner;
import city.mio.simulators.ledger.Ledger;
import city.mio.simulators.ledger.LedgerCheck;
import city.mio.simulators.ledger.LedgerReport;
import city.mio.simulators.ondemand.OnDemandWorld;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Feeds an engine from a simulated city, and scores what the engine makes of it. One thread starts and stops it. */
public final class SimulationFeeder implements EventFeeder {

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(5);

    private final CitySimulation simulation;
    private final KafkaMqttOutput output;
    private final SimulationRunner runner;
    private final LedgerCheck check;
    private final SpeedScore score;
    private final ForecastScore forecasts = new ForecastScore();
    private final Optional<OnDemandWorld> onDemand;
    private final HaulScore haul;
    private final double speed;
    /** Never counted down: waiting for it is waiting for the time, or for an interrupt. */
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean stopped;

    /**
     * A simulated city that does not run yet.
     *
     * @param speed simulated seconds per second
     */
    public SimulationFeeder(
            City city, SimulationSettings settings, double speed, String kafka, String mqtt, PlateHasher plateHasher) {
        this.speed = speed;
        this.simulation = new CitySimulation(city.network(), city.places(), settings, OfficeHabits.of(city));
        TruckRoutes truckRoutes = new TruckRoutes(city.network(), city.places().haulRoutes());
        this.haul = new HaulScore(truckRoutes);
        this.output = new KafkaMqttOutput(new OutputSettings(kafka, mqtt, "mio-simulated-" + city.places().id()));
        Ledger ledger = new Ledger();
        this.check = new LedgerCheck(ledger);
        this.score = new SpeedScore(city.network());
        this.onDemand = city.onDemand().isEmpty()
                ? Optional.empty()
                : Optional.of(new OnDemandWorld(simulation, OnDemandDemand.of(city), output));
        this.runner = new SimulationRunner(
                simulation,
                new DeviceFleet(simulation, plateHasher::hash, ledger, output),
                Optional.of(new Companion() {
                    @Override
                    public void join() {
                        onDemand.ifPresent(OnDemandWorld::join);
                        // Not before the warm-up: what is told then is told to nobody.
                        simulation.addListener(truckRoutes);
                    }

                    @Override
                    public void afterStep() {
                        onDemand.ifPresent(OnDemandWorld::afterStep);
                    }
                }),
                output,
                speed);
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "Simulated city %s at %s times real time, %,d vehicles on the road",
                simulation.places().name().en(),
                speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed),
                simulation.onRoad());
    }

    @Override
    public void listen(TopicWatch watch) {
        watch.listen(Topics.INTAKE_RECEIPT, check::accept)
                .listen(Topics.DEAD_LETTER, this::take)
                .listen(Topics.LINK_STATE, score::accept)
                .listen(Topics.HAUL_TRIP, haul::accept)
                .listen(Topics.HAUL_TRIP, simulation::hear)
                .listen(Topics.HAUL_DECLARATION, simulation::hear)
                .listen(Topics.HAUL_SLOT, haul::accept)
                .listen(Topics.FORECAST, forecasts::accept)
                .listen(Topics.FORECAST_QUALITY, forecasts::accept)
                .listen(Topics.ALERT, forecasts::accept);
        onDemand.ifPresent(world -> watch.listen(Topics.TRIP_OFFER, world::hear).listen(Topics.DISPATCH_PLAN, world::hear));
    }

    /** The ledger is of devices; what buses, riders and contractors say is not in it. */
    private void take(DeadLetter letter) {
        if (!letter.source().equals(Topics.BUS_STATUS.name()) && !letter.source().equals(Topics.TRIP_REQUEST.name())
                && letter.reason() != RefusalReason.NOT_ALLOWED) {
            check.accept(letter);
        }
    }

    @Override
    public void start() throws InterruptedException {
        runner.start();
        if (!runner.awaitReady(LONGEST_WARM_UP)) {
            throw new IllegalStateException("the simulated city was not ready within " + LONGEST_WARM_UP.toMinutes()
                    + " minutes; try a smaller network");
        }
        runner.check();
    }

    @Override
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        runner.check();
        return never.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (!stopped) {
            stopped = true;
            runner.stop();
        }
    }

    @Override
    public long sensorMessages() {
        return output.sentByTopic().getOrDefault("mqtt", 0L);
    }

    @Override
    public Settlement settle() {
        LedgerReport report = check.report();
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("speedMae", score.against(simulation.truth()));
        extra.put("forecasts", forecasts.figures());
        onDemand.ifPresent(world -> extra.put("onDemand", world.figures().toMap()));
        extra.put("haul", haul.figures(simulation.truckWaiting()));
        List<String> remarks = report.lost() + report.duplicated() == 0 ? List.of() : report.lines();
        return new Settlement(report.lost(), report.duplicated(), remarks, extra);
    }

    @Override
    public void close() {
        if (!stopped) {
            stopped = true;
            runner.close();
        }
        output.close();
    }
}
