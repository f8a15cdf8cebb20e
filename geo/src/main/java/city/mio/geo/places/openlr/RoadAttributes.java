package city.mio.geo.places.openlr;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import openlr.map.FormOfWay;
import openlr.map.FunctionalRoadClass;

/** Mio's words for roads in OpenLR's. */
final class RoadAttributes {

    private RoadAttributes() {}

    /** OpenLR's classes go from 0, main roads, to 7; a ramp has the class of the road it serves. */
    static FunctionalRoadClass functionalClass(RoadClass roadClass) {
        return switch (roadClass) {
            case MOTORWAY, MOTORWAY_LINK -> FunctionalRoadClass.FRC_0;
            case TRUNK, TRUNK_LINK -> FunctionalRoadClass.FRC_1;
            case PRIMARY, PRIMARY_LINK -> FunctionalRoadClass.FRC_2;
            case SECONDARY, SECONDARY_LINK -> FunctionalRoadClass.FRC_3;
            case TERTIARY, TERTIARY_LINK -> FunctionalRoadClass.FRC_4;
            case UNCLASSIFIED, RESIDENTIAL -> FunctionalRoadClass.FRC_5;
            case LIVING_STREET -> FunctionalRoadClass.FRC_6;
            case SERVICE -> FunctionalRoadClass.FRC_7;
        };
    }

    /**
     * A main road without an opposite direction is one of two carriageways, a lesser one a one-way street. The
     * network does not tell roundabouts apart.
     */
    static FormOfWay formOfWay(RoadNetwork network, int link) {
        boolean oneWay = network.oppositeLink(link) < 0;
        return switch (network.roadClass(link)) {
            case MOTORWAY -> FormOfWay.MOTORWAY;
            case MOTORWAY_LINK, TRUNK_LINK, PRIMARY_LINK, SECONDARY_LINK, TERTIARY_LINK -> FormOfWay.SLIPROAD;
            case TRUNK, PRIMARY, SECONDARY -> oneWay ? FormOfWay.MULTIPLE_CARRIAGEWAY : FormOfWay.SINGLE_CARRIAGEWAY;
            case TERTIARY, UNCLASSIFIED, RESIDENTIAL, LIVING_STREET -> FormOfWay.SINGLE_CARRIAGEWAY;
            case SERVICE -> FormOfWay.OTHER;
        };
    }
}
