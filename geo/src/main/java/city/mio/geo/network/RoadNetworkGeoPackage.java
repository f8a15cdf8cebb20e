package city.mio.geo.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * A network as GeoPackage (OGC 12-128r18, version 1.3) for geographic information systems: features {@code nodes} and
 * {@code links}, WGS 84, and an attribute table {@code banned_paths} of what may not be driven in this order (a row
 * for each link of each path; banned turns are paths of two links). Without a spatial index, which such systems make
 * themselves. Stateless and thread-safe.
 */
public final class RoadNetworkGeoPackage {

    /** "GPKG", where an SQLite file names what it is for. */
    static final int APPLICATION_ID = 0x47504B47;

    private static final int FORMAT_VERSION = 10300;
    private static final int WGS_84 = 4326;
    private static final int WKB_POINT = 1;
    private static final int WKB_LINE = 2;

    /** Little-endian, with an envelope of minimum and maximum x and y. */
    private static final byte HEADER_FLAGS = 0b0000_0011;

    private static final String WGS_84_TEXT =
            "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
                    + "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],"
                    + "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]";

    private static final String[] SCHEMA = {
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization"
                + " TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, '" + WGS_84_TEXT
                + "', 'longitude and latitude in degrees')",
        "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT"
                + " UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT"
                + " (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id"
                + " INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))",
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT"
                + " NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols"
                + " PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT"
                + " fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN"
                + " KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
        "CREATE TABLE nodes (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT NOT NULL, node_id INTEGER NOT NULL,"
                + " signal BOOLEAN NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL)",
        "CREATE TABLE links (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom LINESTRING NOT NULL, link_id INTEGER NOT"
                + " NULL, from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, highway TEXT NOT NULL, length_metres"
                + " DOUBLE NOT NULL, free_flow_speed_mps DOUBLE NOT NULL, lanes INTEGER NOT NULL, structure TEXT NOT NULL,"
                + " layer INTEGER NOT NULL, heavy_allowed BOOLEAN NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL)",
        "CREATE TABLE banned_paths (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, path INTEGER NOT NULL, seq INTEGER NOT"
                + " NULL, link_id INTEGER NOT NULL, heavy_only BOOLEAN NOT NULL)"
    };

    private RoadNetworkGeoPackage() {}

    /**
     * Writes a network; the file appears whole or not at all, in place of one that was there.
     *
     * @param changed when the data were made, which the format wants to know
     * @throws IOException if it cannot be written
     */
    public static void write(RoadNetwork network, Path file, Instant changed) throws IOException {
        try (UnfinishedFile unfinished = UnfinishedFile.beside(file)) {
            // By its class: a job's class loader need not show drivers to the driver manager.
            try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + unfinished.path(), new Properties())) {
                write(network, connection, changed);
            } catch (SQLException fault) {
                throw new IOException(file + ": cannot be written: " + fault.getMessage(), fault);
            }
            unfinished.finish();
        }
    }

    private static void write(RoadNetwork network, Connection connection, Instant changed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What is not finished is thrown away: a journal would help nobody.
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + FORMAT_VERSION);
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.executeUpdate(sql);
            }
        }
        writeContents(network, connection, changed);
        writeNodes(network, connection);
        writeLinks(network, connection);
        writePaths(network, connection);
        connection.commit();
    }

    private static void writeContents(RoadNetwork network, Connection connection, Instant changed)
            throws SQLException {
        var bounds = network.bounds();
        try (PreparedStatement contents = connection.prepareStatement(
                        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement geometry = connection.prepareStatement(
                        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, " + WGS_84 + ", 0, 0)")) {
            String[][] tables = {
                {"nodes", "features", "POINT", "Nodes of the road network"},
                {"links", "features", "LINESTRING", "Directed links of the road network"},
                {"banned_paths", "attributes", null, "Links that may not be driven in this order"}
            };
            String when = DateTimeFormatter.ISO_INSTANT.format(changed.truncatedTo(ChronoUnit.MILLIS));
            for (String[] table : tables) {
                boolean features = table[2] != null;
                boolean extent = features && !bounds.isNull();
                contents.setString(1, table[0]);
                contents.setString(2, table[1]);
                contents.setString(3, table[0]);
                contents.setString(4, table[3]);
                contents.setString(5, when);
                contents.setObject(6, extent ? bounds.getMinX() : null);
                contents.setObject(7, extent ? bounds.getMinY() : null);
                contents.setObject(8, extent ? bounds.getMaxX() : null);
                contents.setObject(9, extent ? bounds.getMaxY() : null);
                contents.setObject(10, features ? WGS_84 : null);
                contents.executeUpdate();
                if (features) {
                    geometry.setString(1, table[0]);
                    geometry.setString(2, table[2]);
                    geometry.executeUpdate();
                }
            }
        }
    }

    private static void writeNodes(RoadNetwork network, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO nodes (geom, node_id, signal, name, name_en) VALUES (?, ?, ?, ?, ?)")) {
            for (int node = 0; node < network.nodeCount(); node++) {
                row.setBytes(1, point(network.nodeLon(node), network.nodeLat(node)));
                row.setLong(2, network.nodeId(node));
                row.setBoolean(3, network.nodeSignal(node));
                row.setString(4, network.nodeName(node));
                row.setString(5, network.nodeNameRomanised(node));
                row.executeUpdate();
            }
        }
    }

    private static void writeLinks(RoadNetwork network, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO links (geom, link_id, from_node, to_node, highway, length_metres, free_flow_speed_mps, lanes,"
                        + " structure, layer, heavy_allowed, name, name_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int link = 0; link < network.linkCount(); link++) {
                row.setBytes(1, line(network, link));
                row.setLong(2, network.linkId(link));
                row.setLong(3, network.nodeId(network.fromNode(link)));
                row.setLong(4, network.nodeId(network.toNode(link)));
                row.setString(5, network.roadClass(link).name().toLowerCase(Locale.ROOT));
                row.setDouble(6, network.lengthMetres(link));
                row.setDouble(7, network.freeFlowSpeedMps(link));
                row.setInt(8, network.lanes(link));
                row.setString(9, network.structure(link).name().toLowerCase(Locale.ROOT));
                row.setInt(10, network.layer(link));
                row.setBoolean(11, network.heavyAllowed(link));
                row.setString(12, network.roadName(link));
                row.setString(13, network.roadNameRomanised(link));
                row.executeUpdate();
            }
        }
    }

    private static void writePaths(RoadNetwork network, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO banned_paths (path, seq, link_id, heavy_only) VALUES (?, ?, ?, ?)")) {
            PathRows rows = new PathRows(network, row);
            network.forEachBannedTurn((from, to) -> rows.add(new int[] {from, to}, false));
            network.forEachBannedPath(path -> rows.add(path, false));
            network.forEachHeavyBannedTurn((from, to) -> rows.add(new int[] {from, to}, true));
            network.forEachHeavyBannedPath(path -> rows.add(path, true));
            rows.write();
        }
    }

    /** Numbers the paths; the row is filled from lambdas, which may not fail, and so is batched. */
    private static final class PathRows {
        private final RoadNetwork network;
        private final PreparedStatement row;
        private int paths;
        private SQLException fault;

        PathRows(RoadNetwork network, PreparedStatement row) {
            this.network = network;
            this.row = row;
        }

        void add(int[] links, boolean heavyOnly) {
            paths++;
            for (int seq = 0; seq < links.length && fault == null; seq++) {
                try {
                    row.setInt(1, paths);
                    row.setInt(2, seq);
                    row.setLong(3, network.linkId(links[seq]));
                    row.setBoolean(4, heavyOnly);
                    row.addBatch();
                } catch (SQLException now) {
                    fault = now;
                }
            }
        }

        void write() throws SQLException {
            if (fault != null) {
                throw fault;
            }
            row.executeBatch();
        }
    }

    private static byte[] point(double lon, double lat) {
        ByteBuffer blob = blob(lon, lat, lon, lat, 5 + 16);
        blob.put((byte) 1).putInt(WKB_POINT).putDouble(lon).putDouble(lat);
        return blob.array();
    }

    private static byte[] line(RoadNetwork network, int link) {
        int size = network.shapeSize(link);
        double minLon = Double.POSITIVE_INFINITY;
        double minLat = Double.POSITIVE_INFINITY;
        double maxLon = Double.NEGATIVE_INFINITY;
        double maxLat = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            minLon = Math.min(minLon, network.shapeLon(link, i));
            minLat = Math.min(minLat, network.shapeLat(link, i));
            maxLon = Math.max(maxLon, network.shapeLon(link, i));
            maxLat = Math.max(maxLat, network.shapeLat(link, i));
        }
        ByteBuffer blob = blob(minLon, minLat, maxLon, maxLat, 9 + 16 * size);
        blob.put((byte) 1).putInt(WKB_LINE).putInt(size);
        for (int i = 0; i < size; i++) {
            blob.putDouble(network.shapeLon(link, i)).putDouble(network.shapeLat(link, i));
        }
        return blob.array();
    }

    /** The head of a geometry (clause 2.1.3): magic, version, flags, system and envelope; well-known binary follows. */
    private static ByteBuffer blob(double minLon, double minLat, double maxLon, double maxLat, int bytes) {
        ByteBuffer blob = ByteBuffer.allocate(8 + 32 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        blob.put((byte) 'G').put((byte) 'P').put((byte) 0).put(HEADER_FLAGS).putInt(WGS_84);
        return blob.putDouble(minLon).putDouble(maxLon).putDouble(minLat).putDouble(maxLat);
    }
}
