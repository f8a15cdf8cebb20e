package city.mio.simulators.city;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Accidents that close a lane for a while: Poisson over the network by length and lanes, 12 to 50 minutes long. The
 * capacity left is that of HCM 2010, exhibit 10-17, for one lane blocked: 35 % of two lanes, 49 % of three, 58 % of
 * four; a single lane is passed in turns at 35 %. Each is told three minutes after it happened, and again when it is
 * cleared. Beside them those that were planned, see {@link RoadBlock}.
 */
final class Incidents {

    private static final double TOLD_AFTER = 180;

    private static final class Incident {
        int number;
        int link;
        double start;
        double end;
        int lanesClosed = 1;
        boolean closure;
        boolean told;

        boolean isOver(double now) {
            return now >= end;
        }
    }

    private final RoadNetwork network;
    private final LinkFlow[] flows;
    private final double perSecond;
    private final double[] weight;
    private final SplittableRandom random;
    private final List<Incident> open = new ArrayList<>();
    private final PriorityQueue<Incident> planned = new PriorityQueue<>(
            (a, b) -> a.start != b.start ? Double.compare(a.start, b.start) : Integer.compare(a.number, b.number));
    private final long origin;
    private int count;
    private int plannedCount;

    Incidents(RoadNetwork network, LinkFlow[] flows, double perHour, long origin, SplittableRandom random) {
        this.network = network;
        this.flows = flows;
        this.perSecond = perHour / 3600;
        this.origin = origin;
        this.random = random;
        weight = new double[network.linkCount()];
        double sum = 0;
        for (int link = 0; link < weight.length; link++) {
            sum += network.lengthMetres(link) * network.lanes(link);
            weight[link] = sum;
        }
    }

    /** Something that will happen; before its begin nobody is told. */
    void plan(RoadBlock block) {
        Incident incident = new Incident();
        incident.number = ++plannedCount;
        incident.link = network.getLink(block.linkId());
        incident.start = (block.start() - origin) / 1000.0;
        incident.end = incident.start + block.minutes() * 60;
        incident.closure = block.lanesClosed() >= network.lanes(incident.link);
        incident.lanesClosed = Math.min(block.lanesClosed(), network.lanes(incident.link));
        planned.add(incident);
    }

    /** One second; whether a road was closed or opened for all. */
    boolean step(double now, Consumer<RoadEvent> tell) {
        boolean changed = false;
        if (perSecond > 0 && weight.length > 0 && random.nextDouble() < perSecond) {
            Incident incident = new Incident();
            incident.number = ++count;
            int at = java.util.Arrays.binarySearch(weight, random.nextDouble() * weight[weight.length - 1]);
            incident.link = Math.min(at < 0 ? -at - 1 : at, weight.length - 1);
            incident.start = now;
            incident.end = now + 720 + random.nextDouble() * 2280;
            open.add(incident);
            set(incident.link);
        }
        while (!planned.isEmpty() && planned.peek().start <= now) {
            Incident incident = planned.poll();
            open.add(incident);
            set(incident.link);
            changed |= incident.closure;
        }
        for (Iterator<Incident> each = open.iterator(); each.hasNext(); ) {
            Incident incident = each.next();
            if (!incident.told && now >= incident.start + (incident.closure ? 0 : TOLD_AFTER)) {
                incident.told = true;
                // Nobody knows yet when an accident will be cleared: half an hour is what an operator would enter.
                tell.accept(event(
                        incident, incident.closure ? incident.end : Math.max(incident.start + 1800, now + 60)));
            }
            if (incident.isOver(now)) {
                each.remove();
                set(incident.link);
                changed |= incident.closure;
                tell.accept(event(incident, now));
            }
        }
        return changed;
    }

    private void set(int link) {
        double share = 1;
        boolean closed = false;
        for (Incident incident : open) {
            if (incident.link == link) {
                closed |= incident.closure;
                share = incident.closure ? share : Math.min(share, capacityLeft(network.lanes(link), incident.lanesClosed));
            }
        }
        flows[link].open(share);
        flows[link].close(closed);
    }

    static double capacityLeft(int lanes) {
        return capacityLeft(lanes, 1);
    }

    /** HCM 2010, exhibit 10-17; of more than two lanes blocked as of two. */
    static double capacityLeft(int lanes, int blocked) {
        if (blocked == 1) {
            return lanes <= 2 ? 0.35 : lanes == 3 ? 0.49 : 0.58;
        }
        return lanes <= 3 ? 0.17 : 0.25;
    }

    private RoadEvent event(Incident incident, double end) {
        String en = network.roadNameRomanised(incident.link);
        String ja = network.roadName(incident.link);
        String road = en.isEmpty() ? "an unnamed road" : en;
        String roadJa = ja.isEmpty() ? "無名の道路" : ja;
        boolean plannedOne = incident.closure || incident.lanesClosed > 1;
        return RoadEvent.builder()
                .eventId((incident.closure ? "closure-" : plannedOne ? "large-accident-" : "accident-") + incident.number)
                .kind(incident.closure ? RoadEventKind.CLOSURE : RoadEventKind.ACCIDENT)
                .start(origin + (long) (incident.start * 1000))
                .end(origin + (long) (end * 1000))
                .linkId(network.linkId(incident.link))
                .lanesClosed(incident.lanesClosed)
                .descriptionEn(incident.closure
                        ? "Closed: " + road + "."
                        : "Accident on " + road + (plannedOne ? ", " + incident.lanesClosed + " lanes closed." : ", one lane closed."))
                .descriptionJa(incident.closure
                        ? roadJa + "、通行止め。"
                        : roadJa + "で事故、" + incident.lanesClosed + "車線規制。")
                .build();
    }
}
