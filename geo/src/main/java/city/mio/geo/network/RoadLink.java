package city.mio.geo.network;

/**
 * One directed link as an importer describes it; the network itself keeps links in arrays. Immutable.
 *
 * @param linkId stable id, not 0
 * @param from source id of the node at its start
 * @param to source id of the node at its end
 * @param lengthMetres along its course; NaN to have it computed from the geometry
 * @param freeFlowSpeedMps speed with the road empty, over 0
 * @param lanes in this direction, 1 to 20
 * @param roadClass functional class
 * @param structure what carries it
 * @param layer vertical order among stacked roads, 0 on the ground
 * @param heavyAllowed whether heavy goods vehicles may use it
 * @param roadName in the local language; empty if none
 * @param roadNameRomanised in Latin letters; empty if none
 * @param via shape points between the ends as lon, lat, lon, lat …; not copied, not to be changed after
 */
public record RoadLink(
        long linkId,
        long from,
        long to,
        double lengthMetres,
        float freeFlowSpeedMps,
        int lanes,
        RoadClass roadClass,
        Structure structure,
        int layer,
        boolean heavyAllowed,
        String roadName,
        String roadNameRomanised,
        double[] via) {

    /** @throws IllegalArgumentException naming the link and the field */
    public RoadLink {
        require(linkId != 0, linkId, "linkId is 0");
        require(
                Double.isNaN(lengthMetres) || (lengthMetres >= 0 && lengthMetres < 1e7),
                linkId,
                "lengthMetres " + lengthMetres);
        require(freeFlowSpeedMps > 0 && freeFlowSpeedMps < 100, linkId, "freeFlowSpeedMps " + freeFlowSpeedMps);
        require(lanes >= 1 && lanes <= 20, linkId, "lanes " + lanes);
        require(roadClass != null, linkId, "roadClass is missing");
        require(structure != null, linkId, "structure is missing");
        require(layer >= -20 && layer <= 20, linkId, "layer " + layer);
        require(roadName != null && roadNameRomanised != null, linkId, "roadName is missing");
        require(via != null && via.length % 2 == 0, linkId, "via is not pairs of lon, lat");
        for (int i = 0; i < via.length; i += 2) {
            if (!(Math.abs(via[i]) <= 180 && Math.abs(via[i + 1]) <= 90)) {
                throw new IllegalArgumentException(
                        "link " + linkId + ": via: no such place: lon " + via[i] + ", lat " + via[i + 1]);
            }
        }
    }

    private static void require(boolean holds, long linkId, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("link " + linkId + ": " + fault);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields of a link; lanes and speed follow the road class unless set. Not thread-safe. */
    public static final class Builder {
        private long linkId;
        private long from;
        private long to;
        private double lengthMetres = Double.NaN;
        private float freeFlowSpeedMps = Float.NaN;
        private int lanes;
        private RoadClass roadClass = RoadClass.UNCLASSIFIED;
        private Structure structure = Structure.SURFACE;
        private int layer;
        private boolean heavyAllowed = true;
        private String roadName = "";
        private String roadNameRomanised = "";
        private double[] via = new double[0];

        private Builder() {}

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder from(long nodeId) {
            this.from = nodeId;
            return this;
        }

        public Builder to(long nodeId) {
            this.to = nodeId;
            return this;
        }

        public Builder lengthMetres(double lengthMetres) {
            this.lengthMetres = lengthMetres;
            return this;
        }

        public Builder freeFlowSpeedMps(double freeFlowSpeedMps) {
            this.freeFlowSpeedMps = (float) freeFlowSpeedMps;
            return this;
        }

        public Builder lanes(int lanes) {
            this.lanes = lanes;
            return this;
        }

        public Builder roadClass(RoadClass roadClass) {
            this.roadClass = roadClass;
            return this;
        }

        public Builder structure(Structure structure) {
            this.structure = structure;
            return this;
        }

        public Builder layer(int layer) {
            this.layer = layer;
            return this;
        }

        public Builder heavyAllowed(boolean heavyAllowed) {
            this.heavyAllowed = heavyAllowed;
            return this;
        }

        public Builder roadName(String roadName, String roadNameRomanised) {
            this.roadName = roadName;
            this.roadNameRomanised = roadNameRomanised;
            return this;
        }

        /** Shape points between the ends as lon, lat, lon, lat …. */
        public Builder via(double... lonLats) {
            this.via = lonLats;
            return this;
        }

        /** @throws IllegalArgumentException naming the link and the field */
        public RoadLink build() {
            return new RoadLink(
                    linkId,
                    from,
                    to,
                    lengthMetres,
                    Float.isNaN(freeFlowSpeedMps) ? roadClass.defaultSpeedMps() : freeFlowSpeedMps,
                    lanes == 0 ? roadClass.defaultLanes() : lanes,
                    roadClass,
                    structure,
                    layer,
                    heavyAllowed,
                    roadName,
                    roadNameRomanised,
                    via);
        }
    }
}
