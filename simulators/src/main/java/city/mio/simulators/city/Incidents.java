package city.mio.simulators.city;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Accidents that close a lane for a while: Poisson over the network by length and lanes, 12 to 50 minutes long. The
 * capacity left is that of HCM 2010, exhibit 10-17, for one lane blocked: 35 % of two lanes, 49 % of three, 58 % of
 * four; a single lane is passed in turns at 35 %. Each is told three minutes after it happened, and again when it is
 * cleared.
 */
final class Incidents {

    private static final double TOLD_AFTER = 180;

    private static final class Incident {
        int number;
        int link;
        double start;
        double end;
        boolean told;
    }

    private final RoadNetwork network;
    private final LinkFlow[] flows;
    private final double perSecond;
    private final double[] weight;
    private final SplittableRandom random;
    private final List<Incident> open = new ArrayList<>();
    private final long origin;
    private int count;

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

    void step(double now, Consumer<RoadEvent> tell) {
        if (perSecond > 0 && weight.length > 0 && random.nextDouble() < perSecond) {
            Incident incident = new Incident();
            incident.number = ++count;
            int at = java.util.Arrays.binarySearch(weight, random.nextDouble() * weight[weight.length - 1]);
            incident.link = Math.min(at < 0 ? -at - 1 : at, weight.length - 1);
            incident.start = now;
            incident.end = now + 720 + random.nextDouble() * 2280;
            open.add(incident);
            flows[incident.link].open(capacityLeft(network.lanes(incident.link)));
        }
        for (Iterator<Incident> each = open.iterator(); each.hasNext(); ) {
            Incident incident = each.next();
            if (!incident.told && now >= incident.start + TOLD_AFTER) {
                incident.told = true;
                // Nobody knows yet when it will be cleared: half an hour is what an operator would enter.
                tell.accept(event(incident, Math.max(incident.start + 1800, now + 60)));
            }
            if (now >= incident.end) {
                each.remove();
                if (open.stream().noneMatch(left -> left.link == incident.link)) {
                    flows[incident.link].open(1);
                }
                tell.accept(event(incident, now));
            }
        }
    }

    static double capacityLeft(int lanes) {
        return lanes <= 2 ? 0.35 : lanes == 3 ? 0.49 : 0.58;
    }

    private RoadEvent event(Incident incident, double end) {
        String en = network.roadNameRomanised(incident.link);
        String ja = network.roadName(incident.link);
        return RoadEvent.builder()
                .eventId("accident-" + incident.number)
                .kind(RoadEventKind.ACCIDENT)
                .start(origin + (long) (incident.start * 1000))
                .end(origin + (long) (end * 1000))
                .linkId(network.linkId(incident.link))
                .lanesClosed(1)
                .descriptionEn("Accident on " + (en.isEmpty() ? "an unnamed road" : en) + ", one lane closed.")
                .descriptionJa((ja.isEmpty() ? "無名の道路" : ja) + "で事故、1車線規制。")
                .build();
    }
}
