package city.mio.models.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.models.incident.QueueChange.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QueueSpillbackTest {

    private static final long T0 = 1_763_420_400_000L;
    private static final long MINUTE = 60_000;

    /**
     * An arterial road of five links that run east, with a side road joining it and a ramp at its begin; every link is
     * 300 m. Link 31 is the other direction of link 3.
     *
     * <pre>
     *   (0) -9 ramp-> (1) -1-> (2) -2-> (3) -3-> (4) -4-> (5) -5-> (6)
     *                                    ^        <-31-
     *                                    7
     *                                   (8)
     * </pre>
     */
    private static RoadNetwork arterial() {
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        for (int i = 0; i <= 8; i++) {
            b.addNode(i, 135.4 + 0.003 * (i == 8 ? 3 : i), i == 8 ? 34.67 : 34.68, true, "", "");
        }
        link(b, 9, 0, 1, RoadClass.MOTORWAY_LINK);
        for (int i = 1; i <= 5; i++) {
            link(b, i, i, i + 1, RoadClass.PRIMARY);
        }
        link(b, 31, 4, 3, RoadClass.PRIMARY);
        link(b, 7, 8, 3, RoadClass.SECONDARY);
        return b.build();
    }

    private static void link(RoadNetworkBuilder b, long id, long from, long to, RoadClass roadClass) {
        b.addLink(RoadLink.builder().linkId(id).from(from).to(to).lengthMetres(300).roadClass(roadClass).build());
    }

    private final QueueSpillback spillback = new QueueSpillback(arterial(), QueueSettings.DEFAULT);
    private final QueueState state = new QueueState();

    private List<QueueChange> at(int minute, long... links) {
        long now = T0 + minute * MINUTE;
        return spillback.advance(
                state,
                now,
                LongStream.of(links).mapToObj(l -> new LinkCongestion(Math.abs(l), l > 0, now, now)).toList());
    }

    @Test
    void opensWhenTwoLinksUpstreamOfTheHeadAreCongested() {
        assertThat(at(0, 4)).isEmpty();
        assertThat(at(1, 3)).isEmpty();
        assertThat(at(2, 2)).singleElement().satisfies(q -> {
            assertThat(q.step()).isEqualTo(Step.OPENED);
            assertThat(q.headLinkId()).isEqualTo(4);
            assertThat(q.tailLinkId()).isEqualTo(2);
            assertThat(q.links()).isEqualTo(3);
            assertThat(q.lengthMetres()).isCloseTo(900, within(1.0));
            assertThat(q.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void linksThatDoNotChainAreNoQueue() {
        assertThat(at(0, 1, 5, 7)).isEmpty();
        // Link 31 leads back the way link 3 came: nobody queues from the one into the other.
        assertThat(at(1, 31, -7, -1)).isEmpty();
    }

    @Test
    void sideRoadsBelongToTheQueueTheyFeed() {
        assertThat(at(0, 3, 2, 7)).singleElement().satisfies(q -> {
            assertThat(q.links()).isEqualTo(3);
            assertThat(q.lengthMetres()).isCloseTo(600, within(1.0));
        });
    }

    @Test
    void keepsItsIdentityWhileItsHeadMoves() {
        QueueChange opened = at(0, 4, 3, 2).get(0);
        assertThat(at(6, 1, -4)).isEmpty();
        List<QueueChange> grown = at(12, 9, 5, 4);
        assertThat(grown).singleElement().satisfies(q -> {
            assertThat(q.step()).isEqualTo(Step.UPDATED);
            assertThat(q.anchorLinkId()).isEqualTo(4);
            assertThat(q.since()).isEqualTo(opened.since());
            assertThat(q.headLinkId()).isEqualTo(5);
            assertThat(q.reachesExpressway()).isTrue();
            assertThat(q.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void isHeldForAWhileBeforeItIsCleared() {
        at(0, 4, 3, 2);
        assertThat(at(1, -2)).isEmpty();
        assertThat(at(2, -3)).isEmpty();
        assertThat(spillback.deadline(state)).isEqualTo(T0 + 5 * MINUTE);
        assertThat(at(4)).isEmpty();
        assertThat(at(5)).singleElement().satisfies(q -> {
            assertThat(q.step()).isEqualTo(Step.CLEARED);
            assertThat(q.ending()).isEqualTo(Ending.DISSOLVED);
            assertThat(q.worstLengthMetres()).isCloseTo(900, within(1.0));
        });
        at(10, -4);
        assertThat(state.congestedLinks()).isZero();
        assertThat(state.openQueues()).isZero();
    }

    @Test
    void growingAgainInTimeKeepsItOpen() {
        at(0, 4, 3, 2);
        at(5, -2, -3);
        at(7, 3);
        assertThat(at(20)).isEmpty();
        assertThat(state.openQueues()).isOne();
    }

    @Test
    void twoThatGrowTogetherBecomeOne() {
        QueueSpillback oneUpstream = new QueueSpillback(arterial(), QueueSettings.DEFAULT.with(1));
        List<LinkCongestion> apart =
                LongStream.of(5, 4, 2, 1).mapToObj(l -> new LinkCongestion(l, true, T0, T0)).toList();
        assertThat(oneUpstream.advance(state, T0, apart)).hasSize(2);
        long later = T0 + 2 * MINUTE;
        oneUpstream.advance(state, later, List.of(new LinkCongestion(3, true, later, later)));
        assertThat(oneUpstream.advance(state, later + 5 * MINUTE, List.of()))
                .filteredOn(q -> q.step() == Step.CLEARED)
                .extracting(QueueChange::ending)
                .containsExactly(Ending.MERGED);
        assertThat(state.openQueues()).isOne();
    }

    // A 7 by 7 grid of two-way streets, 200 m a block.
    private static final RoadNetwork GRID = grid(7);

    private static RoadNetwork grid(int n) {
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        for (int i = 0; i < n * n; i++) {
            b.addNode(i, 135.4 + 0.002 * (i % n), 34.6 + 0.002 * (i / n), true, "", "");
        }
        long id = 1;
        for (int i = 0; i < n * n; i++) {
            for (int to : new int[] {i % n < n - 1 ? i + 1 : -1, i / n < n - 1 ? i + n : -1}) {
                if (to >= 0) {
                    link(b, id++, i, to, RoadClass.PRIMARY);
                    link(b, id++, to, i, RoadClass.PRIMARY);
                }
            }
        }
        return b.build();
    }

    /** What the grid goes through: links that become congested and free again, a few a minute. */
    private static List<List<LinkCongestion>> city(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Boolean> congested = new TreeMap<>();
        List<List<LinkCongestion>> minutes = new ArrayList<>();
        for (int m = 0; m < 120; m++) {
            List<LinkCongestion> changes = new ArrayList<>();
            long now = T0 + m * MINUTE;
            for (int i = random.nextInt(5); i > 0; i--) {
                long link = 1 + random.nextInt(GRID.linkCount() / 3);
                boolean to = m < 100 && !congested.getOrDefault(link, false);
                if (changes.stream().noneMatch(c -> c.linkId() == link)) {
                    congested.put(link, to);
                    changes.add(new LinkCongestion(link, to, now, now));
                }
            }
            minutes.add(changes);
        }
        return minutes;
    }

    @Property(tries = 60, seed = "20261118")
    void whatIsLookedAtAgainIsEnough(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        QueueSpillback grid = new QueueSpillback(GRID, QueueSettings.DEFAULT);
        QueueFinder finder = new QueueFinder(GRID);
        QueueState live = new QueueState();
        int minute = 0;
        for (List<LinkCongestion> changes : city(seed)) {
            grid.advance(live, T0 + minute++ * MINUTE, changes);
            // Oracle: the queues of the whole city, found from nothing.
            Map<Long, QueueFinder.Found> all = new HashMap<>();
            finder.find(live.congested).forEach(f -> all.put(f.head(), f));
            for (QueueState.Queue queue : live.queues) {
                if (queue.shortSince == 0) {
                    assertThat(all).containsKey(queue.head);
                    assertThat(queue.members).isEqualTo(all.remove(queue.head).members());
                }
            }
            assertThat(all.values())
                    .as("long queues that nobody follows")
                    .noneMatch(f -> f.members().length > 2
                            && f.lengthMetres() >= 200
                            && live.queues.stream().noneMatch(q -> q.head == f.head()));
        }
    }

    @Property(tries = 60, seed = "20261118")
    void livesInOrderWhateverTheOrderOfArrival(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<QueueChange> told = live(seed, false);
        assertThat(live(seed, true)).isEqualTo(told);
        Map<String, QueueChange> open = new HashMap<>();
        for (QueueChange change : told) {
            String id = change.anchorLinkId() + "/" + change.since();
            switch (change.step()) {
                case OPENED -> assertThat(open.put(id, change)).isNull();
                case UPDATED -> assertThat(open).containsKey(id);
                case CLEARED -> {
                    QueueChange opened = open.get(id);
                    assertThat(opened).isNotNull();
                    assertThat(opened.step()).as("cleared twice").isEqualTo(Step.OPENED);
                    assertThat(change.time() - opened.time())
                            .isGreaterThanOrEqualTo(QueueSettings.DEFAULT.holdMinutes() * MINUTE);
                    open.put(id, change);
                }
            }
        }
    }

    private static List<QueueChange> live(long seed, boolean shuffledAndThroughBytes) {
        QueueSpillback grid = new QueueSpillback(GRID, QueueSettings.DEFAULT);
        QueueState live = new QueueState();
        List<QueueChange> told = new ArrayList<>();
        int minute = 0;
        for (List<LinkCongestion> changes : city(seed)) {
            List<LinkCongestion> arrived = new ArrayList<>(changes);
            if (shuffledAndThroughBytes) {
                Collections.shuffle(arrived, new Random(seed + minute));
                QueueState before = live;
                live = Bytes.through(before::write, QueueState::read);
            }
            told.addAll(grid.advance(live, T0 + minute++ * MINUTE, arrived));
        }
        return told;
    }
}
