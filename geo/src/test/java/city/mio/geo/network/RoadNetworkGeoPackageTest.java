package city.mio.geo.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Read back by SQLite itself, and geometries by JTS. */
class RoadNetworkGeoPackageTest {

    private static final Instant CHANGED = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path directory;

    private static RoadNetwork network() {
        return new RoadNetworkBuilder()
                .addNode(1, 135.50, 34.70, true, "梅田", "Umeda")
                .addNode(2, 135.51, 34.70, false, "", "")
                .addNode(3, 135.51, 34.69, false, "", "")
                .addLink(RoadLink.builder()
                        .linkId(12)
                        .from(1)
                        .to(2)
                        .via(135.505, 34.72)
                        .roadClass(RoadClass.PRIMARY)
                        .roadName("御堂筋", "Midosuji")
                        .lanes(3)
                        .heavyAllowed(false)
                        .build())
                .addLink(RoadLink.builder().linkId(23).from(2).to(3).structure(Structure.BRIDGE).layer(1).build())
                .addLink(RoadLink.builder().linkId(31).from(3).to(1).build())
                .banTurn(31, 12)
                .banPath(12, 23, 31)
                .banPathForHeavy(23, 31)
                .build();
    }

    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private Connection written(RoadNetwork network) throws IOException, SQLException {
        Path file = directory.resolve("out/network.gpkg");
        RoadNetworkGeoPackage.write(network, file, CHANGED);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing unfinished is left behind").containsExactly(file);
        }
        byte[] head = Files.readAllBytes(file);
        assertThat(new String(head, 0, 15, StandardCharsets.US_ASCII)).isEqualTo("SQLite format 3");
        assertThat(new String(head, 68, 4, StandardCharsets.US_ASCII)).isEqualTo("GPKG");
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Test
    void whatTheFormatDemands() throws Exception {
        try (Connection connection = written(network())) {
            assertThat(rows(connection, "PRAGMA application_id")).containsExactly(List.of(0x47504B47));
            assertThat(rows(connection, "PRAGMA user_version")).containsExactly(List.of(10300));
            assertThat(rows(connection, "PRAGMA integrity_check")).containsExactly(List.of("ok"));
            assertThat(rows(connection, "PRAGMA foreign_key_check")).isEmpty();
            assertThat(rows(connection, "SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id"))
                    .containsExactly(List.of(-1), List.of(0), List.of(4326));
            assertThat(rows(connection, "SELECT table_name, data_type, min_x, max_y, srs_id, last_change FROM gpkg_contents"
                            + " WHERE data_type = 'features' ORDER BY table_name"))
                    .containsExactly(
                            List.of("links", "features", 135.5, 34.72, 4326, "2026-11-21T08:00:00Z"),
                            List.of("nodes", "features", 135.5, 34.72, 4326, "2026-11-21T08:00:00Z"));
            assertThat(rows(connection, "SELECT table_name, column_name, geometry_type_name, srs_id, z, m FROM"
                            + " gpkg_geometry_columns ORDER BY table_name"))
                    .containsExactly(
                            List.of("links", "geom", "LINESTRING", 4326, 0, 0),
                            List.of("nodes", "geom", "POINT", 4326, 0, 0));
        }
    }

    private static Geometry geometry(Object blob) throws ParseException {
        byte[] bytes = (byte[]) blob;
        assertThat(bytes).startsWith('G', 'P', 0, 0b11, 0xE6, 0x10, 0, 0);
        return new WKBReader().read(Arrays.copyOfRange(bytes, 8 + 32, bytes.length));
    }

    @Test
    void linksNodesAndBans() throws Exception {
        try (Connection connection = written(network())) {
            List<List<Object>> links = rows(connection, "SELECT geom, link_id, from_node, to_node, highway, lanes,"
                    + " structure, layer, heavy_allowed, name, name_en FROM links ORDER BY link_id");
            assertThat(links.get(0).subList(1, 11))
                    .isEqualTo(List.of(12, 1, 2, "primary", 3, "surface", 0, 0, "御堂筋", "Midosuji"));
            assertThat(links.get(1).subList(6, 9)).isEqualTo(List.of("bridge", 1, 1));
            assertThat(geometry(links.get(0).get(0)))
                    .hasToString("LINESTRING (135.5 34.7, 135.505 34.72, 135.51 34.7)");
            List<List<Object>> nodes =
                    rows(connection, "SELECT geom, node_id, signal, name, name_en FROM nodes ORDER BY node_id");
            assertThat(nodes.get(0).subList(1, 5)).isEqualTo(List.of(1, 1, "梅田", "Umeda"));
            assertThat(geometry(nodes.get(0).get(0))).hasToString("POINT (135.5 34.7)");
            assertThat(rows(connection, "SELECT path, seq, link_id, heavy_only FROM banned_paths ORDER BY path, seq"))
                    .containsExactly(
                            List.of(1, 0, 31, 0), List.of(1, 1, 12, 0),
                            List.of(2, 0, 12, 0), List.of(2, 1, 23, 0), List.of(2, 2, 31, 0),
                            List.of(3, 0, 23, 1), List.of(3, 1, 31, 1));
        }
    }

    @Test
    void aLargerOneAndAnEmptyOneTakeTheSamePlace() throws Exception {
        RoadNetwork network = RandomNetworks.strewn(11, 200, 500, 0.1, 5);
        try (Connection connection = written(network)) {
            assertThat(rows(connection, "SELECT count(*), sum(length_metres > 0) FROM links"))
                    .containsExactly(List.of(500, 500));
        }
        try (Connection connection = written(new RoadNetworkBuilder().build())) {
            assertThat(rows(connection, "SELECT count(*) FROM links")).containsExactly(List.of(0));
        }
    }
}
