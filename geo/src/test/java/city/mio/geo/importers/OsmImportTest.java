package city.mio.geo.importers;

import static city.mio.geo.importers.OsmFixture.find;
import static city.mio.geo.importers.OsmFixture.get;
import static city.mio.geo.importers.OsmFixture.refs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsmImportTest {

    @TempDir
    Path directory;

    private OsmFixture fixture() {
        return new OsmFixture(directory);
    }

    /** One way 1-2-3 with these tags, all parts kept. */
    private ImportResult way(String... tags) throws IOException {
        return fixture().nodes(1, 2, 3).way(10, refs(1, 2, 3), tags).read(KeepParts.ALL);
    }

    @Test
    void waysAreCutWhereTheyMeet() throws IOException {
        ImportResult result = fixture()
                .nodes(1, 2, 3, 4, 103, 203)
                .way(10, refs(1, 2, 3, 4), "highway=primary", "name=御堂筋", "name:en=Midosuji")
                .way(11, refs(3, 103, 203), "highway=residential")
                .read(KeepParts.BY_KIND);
        RoadNetwork network = result.network();
        assertThat(network.nodeCount()).isEqualTo(4);
        assertThat(network.linkCount()).isEqualTo(6);
        int link = get(network, 1, 3);
        assertThat(network.shapeSize(link)).isEqualTo(3);
        // 0.0022 degrees of longitude at 34 degrees north.
        assertThat((double) network.lengthMetres(link)).isCloseTo(202.8, within(0.5));
        assertThat(network.roadName(link)).isEqualTo("御堂筋");
        assertThat(network.roadNameRomanised(link)).isEqualTo("Midosuji");
        assertThat(network.roadClass(link)).isEqualTo(RoadClass.PRIMARY);
        assertThat(network.oppositeLink(link)).isEqualTo(get(network, 3, 1));
        assertThat(network.linkId(link)).isEqualTo(RoadNetworkBuilder.stableId("osm/10/1>3"));
    }

    @ParameterizedTest
    @CsvSource({
        "oneway=yes, true, false", "oneway=true, true, false", "oneway=1, true, false", "oneway=-1, false, true",
        "oneway=reverse, false, true", "oneway=no, true, true", "junction=roundabout, true, false",
        "junction=circular, true, false", "highway=motorway, true, false", "highway=motorway_link, true, true",
        "highway=trunk, true, true", "oneway=alternating, true, true", "vehicle:backward=no, true, false",
        "motor_vehicle:forward=no, false, true", "oneway:motor_vehicle=no, true, true"
    })
    void directions(String tag, boolean forward, boolean backward) throws IOException {
        String highway = tag.startsWith("highway") ? tag : "highway=secondary";
        RoadNetwork network = way(highway, tag).network();
        assertThat(find(network, 1, 3).isPresent()).isEqualTo(forward);
        assertThat(find(network, 3, 1).isPresent()).isEqualTo(backward);
    }

    @Test
    void motorwaysMaySayThatTheyAreTwoWay() throws IOException {
        assertThat(way("highway=motorway", "oneway=no").network().linkCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "highway=footway", "highway=cycleway", "highway=track", "highway=construction", "access=private",
        "motor_vehicle=no", "motorcar=no", "vehicle=agricultural;forestry", "area=yes", "route=ferry",
        "service=driveway", "oneway=reversible", "motor_vehicle=private"
    })
    void whatIsNotForMotorVehiclesIsDroppedAndCounted(String tag) throws IOException {
        OsmFixture fixture = fixture()
                .nodes(1, 2, 3, 4)
                .way(9, refs(3, 4), "highway=residential")
                .way(10, refs(1, 2, 3), tag.startsWith("highway") ? tag : "highway=service", tag);
        ImportResult result = fixture.read(KeepParts.ALL);
        assertThat(find(result.network(), 1, 3)).isEmpty();
        assertThat(result.report().countAll(Fate.DROPPED, "ways")).isEqualTo(1);
        assertThat(result.report().lines()).anyMatch(line -> line.contains("way 10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "access=destination", "access=permissive", "access=customers", "access=yes", "motor_vehicle=designated",
        "highway=living_street", "highway=road", "service=alley"
    })
    void whatIsForMotorVehiclesIsKept(String tag) throws IOException {
        assertThat(way(tag.startsWith("highway") ? tag : "highway=service", tag).network().linkCount()).isEqualTo(2);
    }

    @Test
    void theMostSpecificAccessDecides() throws IOException {
        assertThat(way("highway=service", "access=no", "motor_vehicle=yes").network().linkCount()).isEqualTo(2);
        assertThatThrownBy(() -> way("highway=service", "access=yes", "motorcar=no"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("holds no road")
                .hasMessageContaining("motorcar=no");
    }

    /** Of 20 t, 10 t an axle, 3.8 m by 2.5 m by 12 m. */
    @ParameterizedTest
    @CsvSource({
        "hgv=no, false", "hgv=destination, false", "hgv=delivery, false", "hgv=private, false", "hgv=local, false",
        "hgv=no;destination, false", "hgv=discouraged, false", "hgv=yes, true", "hgv=designated, true",
        "hgv=permissive, true", "goods=no, false", "maxweight=7.5, false", "maxweight=25 t, true",
        "'maxweight=7,5', false", "maxweight=16000 lbs, false", "maxweight=19.9, false", "maxweight=20, true",
        "maxweight=none, true", "maxweight=unsigned, true", "maxweight:hgv=12, false", "maxweightrating=3.5, false",
        "maxweightrating:hgv=7.5, false", "maxgcweight=18, false", "maxaxleload=8, false", "maxaxleload=10, true",
        "maxheight=3.5, false", "maxheight=3.79, false", "maxheight=3.8, true", "maxheight=4.1 m, true",
        "'maxheight=3,5', false", "maxheight=350 cm, false", "maxheight=11'6\", false", "maxheight=13'6\", true",
        "maxheight=default, true", "maxheight=none, true", "maxheight:physical=3.2, false", "maxwidth=2.3, false",
        "maxwidth=2.5, true", "maxwidth:physical=2, false", "maxlength=10, false", "maxlength=12, true",
        "surface=asphalt, true"
    })
    void heavyVehicles(String tag, boolean allowed) throws IOException {
        ImportResult result = way("highway=primary", tag.replace("\"", "&quot;"));
        RoadNetwork network = result.network();
        assertThat(network.heavyAllowed(get(network, 1, 3))).isEqualTo(allowed);
        assertThat(network.heavyAllowed(get(network, 3, 1))).isEqualTo(allowed);
        assertThat(result.report().countAll(Fate.KEPT, "ways closed to heavy vehicles: "
                        + tag.substring(0, tag.indexOf('='))))
                .isEqualTo(allowed ? 0 : 1);
        assertThat(result.report().countAll(Fate.NOTED, "ways: limits of heavy vehicles not understood")).isZero();
    }

    @Test
    void heavyVehiclesOfEachDirection() throws IOException {
        RoadNetwork network = way("highway=primary", "hgv:backward=no", "maxheight:forward=4.5").network();
        assertThat(network.heavyAllowed(get(network, 1, 3))).isTrue();
        assertThat(network.heavyAllowed(get(network, 3, 1))).isFalse();
        network = way("highway=primary", "hgv=no", "hgv:forward=yes").network();
        assertThat(network.heavyAllowed(get(network, 1, 3))).isTrue();
        assertThat(network.heavyAllowed(get(network, 3, 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxheight=below_default", "maxweight=heavy", "maxlength=-3", "maxwidth:forward=narrow"})
    void limitsThatAreNotUnderstoodAreNoted(String tag) throws IOException {
        ImportResult result = way("highway=primary", tag);
        assertThat(result.network().heavyAllowed(get(result.network(), 1, 3))).isTrue();
        assertThat(result.report().countAll(Fate.NOTED, "ways: limits of heavy vehicles not understood"))
                .isEqualTo(1);
        assertThat(result.report().lines()).anyMatch(line -> line.contains(tag));
    }

    @Test
    void anotherHeavyVehicle() throws IOException {
        OsmFixture fixture = fixture().nodes(1, 2).way(10, refs(1, 2), "highway=primary", "maxweight=22");
        assertThat(fixture.read(KeepParts.ALL).network().heavyAllowed(0)).isTrue();
        Path file = Files.writeString(directory.resolve("heavy.osm"), fixture.xml());
        ImportOptions options = ImportOptions.defaults().withHeavy(new HeavyVehicle(25, 10, 3.8, 2.5, 12));
        assertThat(NetworkImporter.importFile(file, options).network().heavyAllowed(0)).isFalse();
    }

    @Test
    void lowBeamsStopHeavyVehicles() throws IOException {
        ImportResult result = fixture()
                .nodes(1, 3, 5, 103)
                .node(2, "barrier=height_restrictor", "maxheight=2.1")
                .node(4, "barrier=gate", "maxwidth=2")
                .way(10, refs(1, 2, 3), "highway=service")
                .way(11, refs(3, 4), "highway=service")
                .way(12, refs(4, 5), "highway=service")
                .read(KeepParts.BY_KIND);
        RoadNetwork network = result.network();
        assertThat(network.heavyAllowed(get(network, 1, 3))).isFalse();
        assertThat(network.heavyAllowed(get(network, 3, 4))).as("where ways meet it is not known").isTrue();
        assertThat(result.report().count(Fate.KEPT, "nodes that stop heavy vehicles")).isEqualTo(1);
        assertThat(result.report().count(Fate.NOTED, "nodes that stop heavy vehicles, where roads cross: not applied"))
                .isEqualTo(1);
    }

    @Test
    void lanesOfEachDirection() throws IOException {
        RoadNetwork network = way("highway=primary", "lanes=5", "lanes:forward=3").network();
        assertThat(network.lanes(get(network, 1, 3))).isEqualTo(3);
        assertThat(network.lanes(get(network, 3, 1))).isEqualTo(2);
        network = way("highway=primary", "lanes=4").network();
        assertThat(network.lanes(get(network, 1, 3))).isEqualTo(2);
        network = way("highway=primary", "lanes=3", "oneway=yes").network();
        assertThat(network.lanes(get(network, 1, 3))).isEqualTo(3);
        ImportResult wrong = way("highway=primary", "lanes=400");
        assertThat(wrong.network().lanes(get(wrong.network(), 1, 3))).isEqualTo(RoadClass.PRIMARY.defaultLanes());
        assertThat(wrong.report().countAll(Fate.REPAIRED, "ways: lanes")).isEqualTo(1);
    }

    @Test
    void speedsOfEachDirection() throws IOException {
        RoadNetwork network = way("highway=primary", "maxspeed=60", "maxspeed:backward=40").network();
        assertThat(network.freeFlowSpeedMps(get(network, 1, 3))).isCloseTo(15f, within(0.01f));
        assertThat(network.freeFlowSpeedMps(get(network, 3, 1))).isCloseTo(10f, within(0.01f));
        ImportResult wrong = way("highway=primary", "maxspeed=-50");
        assertThat(wrong.network().freeFlowSpeedMps(get(wrong.network(), 1, 3)))
                .isEqualTo(RoadClass.PRIMARY.defaultSpeedMps());
        assertThat(wrong.report().countAll(Fate.REPAIRED, "ways: speeds")).isEqualTo(1);
        assertThat(way("highway=primary", "maxspeed=signals").report().countAll(Fate.REPAIRED, "ways: speeds"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bridge=yes, BRIDGE, 1", "bridge=viaduct, ELEVATED, 1", "tunnel=yes, TUNNEL, -1", "tunnel=no, SURFACE, 0",
        "tunnel=building_passage, SURFACE, 0", "layer=2, SURFACE, 2", "layer=high, SURFACE, 0", "layer=99, SURFACE, 0"
    })
    void structures(String tag, Structure structure, int layer) throws IOException {
        RoadNetwork network = way("highway=primary", tag).network();
        assertThat(network.structure(get(network, 1, 3))).isEqualTo(structure);
        assertThat(network.layer(get(network, 1, 3))).isEqualTo(layer);
    }

    @Test
    void signalsStandAtTheirCrossing() throws IOException {
        // Node 5 is 9 m before crossing 2, node 3 far from any.
        String xml = fixture()
                .nodes(1, 2, 4, 102)
                .node(3, "highway=traffic_signals", "name=中間")
                .node(5, "highway=traffic_signals")
                .way(10, refs(1, 5, 2, 3, 4), "highway=primary")
                .way(11, refs(2, 102), "highway=primary")
                .xml()
                .replaceAll("id=\"5\" lon=\"[0-9.]+\"", "id=\"5\" lon=\"135.0021000\"");
        Path file = Files.writeString(directory.resolve("signals.osm"), xml);
        ImportResult result = NetworkImporter.importFile(file, ImportOptions.defaults());
        RoadNetwork network = result.network();
        assertThat(network.nodeSignal(network.getNode(2))).as("the stop line is the crossing's").isTrue();
        assertThat(network.findNode(5)).as("a stop line cuts no road").isEmpty();
        assertThat(network.nodeSignal(network.getNode(3))).as("signals between crossings cut the road").isTrue();
        assertThat(network.nodeName(network.getNode(3))).isEqualTo("中間");
        assertThat(network.nodeSignal(network.getNode(1))).isFalse();
        assertThat(result.report().count(Fate.READ, "signals on roads")).isEqualTo(2);
    }

    @Test
    void danglingAndRepeatedReferences() throws IOException {
        ImportResult result = fixture()
                .nodes(1, 2, 4, 5)
                .way(10, refs(1, 2, 2, 3, 4, 5), "highway=primary")
                .way(11, refs(7, 8), "highway=primary")
                .read(KeepParts.ALL);
        assertThat(result.report().count(Fate.DROPPED, "dangling node references of roads")).isEqualTo(3);
        assertThat(result.report().count(Fate.REPAIRED, "ways: the same node twice in a row")).isEqualTo(1);
        assertThat(result.report().countAll(Fate.DROPPED, "ways: no two nodes")).isEqualTo(1);
        assertThat(find(result.network(), 1, 2)).isPresent();
        assertThat(find(result.network(), 4, 5)).isPresent();
        assertThat(result.network().linkCount()).as("no link jumps the gap").isEqualTo(4);
    }

    @Test
    void twiceIsOnce() throws IOException {
        ImportResult result = fixture()
                .nodes(1, 2, 2, 3)
                .way(10, refs(1, 2, 3), "highway=primary")
                .way(10, refs(1, 2), "highway=primary")
                .read(KeepParts.ALL);
        assertThat(result.network().linkCount()).isEqualTo(2);
        assertThat(result.report().count(Fate.DROPPED, "nodes that are there twice")).isEqualTo(1);
        assertThat(result.report().count(Fate.DROPPED, "ways that are there twice")).isEqualTo(1);
    }

    /** Node 9 is put where node 2 is, node 8 where node 3 is, on a bridge. */
    @Test
    void endsAtTheSamePlaceAreJoined() throws IOException {
        String xml = fixture()
                .nodes(1, 2, 3, 9, 8, 102, 103)
                .way(10, refs(1, 2), "highway=primary")
                .way(11, refs(9, 3), "highway=primary")
                .way(12, refs(9, 102), "highway=primary")
                .way(13, refs(8, 103), "highway=primary", "bridge=yes", "layer=1")
                .restriction(90, 10, "node 9", 12, "restriction=no_left_turn")
                .xml()
                .replaceAll("id=\"9\" lon=\"[0-9.]+\"", "id=\"9\" lon=\"135.0022000\"")
                .replaceAll("id=\"8\" lon=\"[0-9.]+\"", "id=\"8\" lon=\"135.0033000\"");
        Path file = Files.writeString(directory.resolve("joined.osm"), xml);
        ImportResult result = NetworkImporter.importFile(file, ImportOptions.defaults().withKeepParts(KeepParts.ALL));
        RoadNetwork network = result.network();
        assertThat(result.report().count(Fate.REPAIRED, "nodes at the same place where roads end, joined"))
                .isEqualTo(1);
        assertThat(find(network, 2, 3)).isPresent();
        assertThat(network.turnAllowed(get(network, 1, 2), get(network, 2, 3))).isTrue();
        assertThat(network.turnAllowed(get(network, 1, 2), get(network, 2, 102))).isFalse();
        assertThat(network.findNode(9)).isEmpty();
        assertThat(find(network, 3, 103)).as("a bridge over a road's end").isEmpty();
        assertThat(find(network, 8, 103)).isPresent();
    }

    @Test
    void placesThatAreNoneAreCounted() throws IOException {
        String xml = fixture()
                .nodes(1, 2, 3, 4)
                .way(10, refs(1, 2, 3, 4), "highway=primary")
                .xml()
                .replaceAll("id=\"4\" lon=\"[0-9.]+\"", "id=\"4\" lon=\"NaN\"");
        Path file = Files.writeString(directory.resolve("nan.osm"), xml);
        ImportResult result = NetworkImporter.importFile(file, ImportOptions.defaults());
        assertThat(result.report().count(Fate.DROPPED, "nodes that are no place on Earth")).isEqualTo(1);
        assertThat(find(result.network(), 1, 3)).isPresent();
    }

    @Test
    void loopsAndParallelWays() throws IOException {
        RoadNetwork network = fixture()
                .nodes(1, 2, 3, 103, 102, 4)
                .way(10, refs(1, 2), "highway=primary")
                .way(11, refs(2, 3, 103, 102, 2), "highway=residential")
                .way(12, refs(1, 4, 2), "highway=residential")
                .read(KeepParts.BY_KIND)
                .network();
        for (int link = 0; link < network.linkCount(); link++) {
            assertThat(network.fromNode(link)).isNotEqualTo(network.toNode(link));
        }
        assertThat(network.linkCount()).isEqualTo(2 + 4 + 2);
    }

    @Test
    void bollardsStopVehiclesAndGatesDoNot() throws IOException {
        RoadNetwork network = fixture()
                .nodes(1, 3, 5)
                .node(2, "barrier=bollard")
                .node(4, "barrier=gate")
                .way(10, refs(1, 2, 3, 4, 5), "highway=residential")
                .read(KeepParts.ALL)
                .network();
        assertThat(network.findNode(2)).isEmpty();
        assertThat(network.nodeCount()).isEqualTo(4);
        assertThat(find(network, 1, 5)).isEmpty();
        StrongParts parts = parts(network);
        assertThat(parts.partOf(network.getNode(1))).isNotEqualTo(parts.partOf(network.getNode(5)));
    }

    private static StrongParts parts(RoadNetwork network) {
        int[] from = new int[network.linkCount()];
        int[] to = new int[network.linkCount()];
        for (int link = 0; link < from.length; link++) {
            from[link] = network.fromNode(link);
            to[link] = network.toNode(link);
        }
        return new StrongParts(network.nodeCount(), from, to);
    }

    @Test
    void islandsAreDroppedAndCounted() throws IOException {
        ImportResult result = fixture()
                .nodes(1, 2, 3, 50, 51)
                .way(10, refs(1, 2), "highway=primary")
                .way(11, refs(2, 3), "highway=primary", "oneway=yes")
                .way(12, refs(50, 51), "highway=primary")
                .read(KeepParts.BY_KIND);
        assertThat(result.network().nodeCount()).isEqualTo(2);
        assertThat(result.report().count(Fate.DROPPED, "nodes outside the largest part")).isEqualTo(3);
        assertThat(result.report().count(Fate.DROPPED, "links outside the largest part")).isEqualTo(3);
        assertThat(result.report().toMap().toString()).contains("nodes outside the largest part=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "access:conditional=no @ (Mo-Fr 07:00-09:00)", "motor_vehicle:conditional=no @ (22:00-06:00)",
        "hgv:conditional=no @ (22:00-06:00)", "maxspeed:conditional=30 @ (22:00-06:00)",
        "maxspeed:hgv:conditional=60 @ wet", "maxspeed:forward:conditional=50 @ wet",
        "oneway:conditional=yes @ (07:00-09:00)", "maxweight:conditional=none @ destination",
        "opening_hours=Mo-Sa 06:00-22:00"
    })
    void conditionsAreRecognisedAndReported(String tag) throws IOException {
        ImportResult result = way("highway=primary", tag);
        assertThat(result.network().linkCount()).as("the road is open").isEqualTo(2);
        assertThat(result.report()
                        .count(Fate.NOTED, "ways: conditions not applied: " + tag.substring(0, tag.indexOf('='))))
                .isEqualTo(1);
        assertThat(result.report().lines()).anyMatch(line -> line.contains("way 10: " + tag));
    }

    @Test
    void conditionsOfGatesAreReported() throws IOException {
        ImportReport report = fixture()
                .nodes(1, 3)
                .node(2, "barrier=gate", "opening_hours=06:00-22:00")
                .way(10, refs(1, 2, 3), "highway=service")
                .read(KeepParts.BY_KIND)
                .report();
        assertThat(report.count(Fate.NOTED, "nodes of roads: conditions not applied: opening_hours")).isEqualTo(1);
    }

    @Test
    void roundabouts() throws IOException {
        RoadNetwork network = fixture()
                .nodes(101, 202, 103, 2, 100, 302, 104)
                .way(10, refs(101, 2, 103, 202, 101), "highway=secondary", "junction=roundabout")
                .way(11, refs(100, 101), "highway=secondary")
                .way(12, refs(202, 302), "highway=secondary")
                .way(13, refs(103, 104), "highway=secondary")
                .read(KeepParts.BY_KIND)
                .network();
        assertThat(find(network, 101, 103)).as("round, as drawn").isPresent();
        assertThat(find(network, 103, 202)).isPresent();
        assertThat(find(network, 202, 101)).isPresent();
        assertThat(find(network, 103, 101)).as("never against it").isEmpty();
        assertThat(network.linkCount()).isEqualTo(3 + 3 * 2);
    }

    @Test
    void rampsAreExpressways() throws IOException {
        RoadNetwork network = fixture()
                .nodes(1, 2, 3, 102, 103)
                .way(10, refs(1, 2), "highway=motorway")
                .way(11, refs(2, 102), "highway=motorway_link", "oneway=yes")
                .way(12, refs(102, 1), "highway=trunk", "oneway=yes")
                .read(KeepParts.BY_KIND)
                .network();
        int ramp = get(network, 2, 102);
        assertThat(network.roadClass(ramp)).isEqualTo(RoadClass.MOTORWAY_LINK);
        assertThat(network.roadClass(ramp).isExpressway()).isTrue();
        assertThat(network.freeFlowSpeedMps(ramp)).isLessThan(network.freeFlowSpeedMps(get(network, 1, 2)));
    }

    /** A crossing at 102: way 10 from the south, 11 to the north, 12 to the west, 13 to the east. */
    private OsmFixture crossing() {
        return fixture()
                .nodes(2, 102, 202, 101, 103)
                .way(10, refs(2, 102), "highway=primary")
                .way(11, refs(102, 202), "highway=primary")
                .way(12, refs(102, 101), "highway=primary")
                .way(13, refs(102, 103), "highway=primary");
    }

    @Test
    void bannedTurns() throws IOException {
        RoadNetwork network = crossing()
                .restriction(90, 10, "node 102", 12, "restriction=no_left_turn")
                .read(KeepParts.BY_KIND)
                .network();
        int from = get(network, 2, 102);
        assertThat(network.turnAllowed(from, get(network, 102, 101))).isFalse();
        assertThat(network.turnAllowed(from, get(network, 102, 202))).isTrue();
        assertThat(network.turnAllowed(get(network, 103, 102), get(network, 102, 101))).isTrue();
        assertThat(network.bannedTurnCount()).isEqualTo(1);
    }

    @Test
    void onlyTurns() throws IOException {
        RoadNetwork network = crossing()
                .restriction(90, 10, "node 102", 11, "restriction=only_straight_on")
                .read(KeepParts.BY_KIND)
                .network();
        int from = get(network, 2, 102);
        assertThat(network.turnAllowed(from, get(network, 102, 202))).isTrue();
        assertThat(network.turnAllowed(from, get(network, 102, 101))).isFalse();
        assertThat(network.turnAllowed(from, get(network, 102, 103))).isFalse();
        assertThat(network.turnAllowed(from, get(network, 102, 2))).isFalse();
    }

    @Test
    void uTurns() throws IOException {
        RoadNetwork network = crossing()
                .restriction(90, 10, "node 102", 10, "restriction=no_u_turn")
                .read(KeepParts.BY_KIND)
                .network();
        assertThat(network.turnAllowed(get(network, 2, 102), get(network, 102, 2))).isFalse();
        assertThat(network.bannedTurnCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "node 102, restriction=no_left_turn|except=bus;motor_vehicle, NOTED",
        "node 102, restriction:bus=no_left_turn, NOTED",
        "node 102, restriction:hgv=no_left_turn|except=hgv, NOTED",
        "node 102, restriction=no_left_turn|hour_on=07:00|hour_off=09:00, NOTED",
        "node 102, restriction:conditional=no_left_turn @ (Mo-Fr), NOTED",
        "way 11, restriction=no_u_turn, DROPPED",
        "way 999, restriction=no_left_turn, DROPPED",
        "node 999, restriction=no_left_turn, DROPPED",
        "node 102, restriction=perhaps, DROPPED",
        "node 102, restriction=no_left_turn|except=bicycle, KEPT"
    })
    void everyRestrictionIsAccountedFor(String via, String tags, Fate fate) throws IOException {
        ImportReport report = crossing()
                .restriction(90, 10, via, 12, tags.split("\\|"))
                .read(KeepParts.BY_KIND)
                .report();
        assertThat(report.count(Fate.READ, "turn restrictions")).isEqualTo(1);
        for (Fate one : new Fate[] {Fate.KEPT, Fate.DROPPED, Fate.NOTED}) {
            assertThat(report.countAll(one, "turn restrictions")).as(one.name()).isEqualTo(one == fate ? 1 : 0);
        }
    }
}
