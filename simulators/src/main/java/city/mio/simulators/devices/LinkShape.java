package city.mio.simulators.devices;

import city.mio.geo.network.RoadNetwork;

/** Points and bearings along a link's course. Not thread-safe. */
public final class LinkShape {

    private final RoadNetwork network;

    double lon;
    double lat;
    double bearingDegrees;

    public LinkShape(RoadNetwork network) {
        this.network = network;
    }

    /** WGS 84 degrees of the point located last. */
    public double lon() {
        return lon;
    }

    /** WGS 84 degrees of the point located last. */
    public double lat() {
        return lat;
    }

    /** Driving direction at the point located last, clockwise from north, [0, 360). */
    public double bearingDegrees() {
        return bearingDegrees;
    }

    /** Sets the fields to the point at this share of the link's course. */
    public void locate(int link, double share) {
        int size = network.shapeSize(link);
        double total = 0;
        for (int i = 1; i < size; i++) {
            total += segment(link, i);
        }
        double left = Math.min(1, Math.max(0, share)) * total;
        int i = 1;
        while (i < size - 1 && left > segment(link, i)) {
            left -= segment(link, i);
            i++;
        }
        double length = segment(link, i);
        double part = length == 0 ? 0 : left / length;
        double lon1 = network.shapeLon(link, i - 1);
        double lat1 = network.shapeLat(link, i - 1);
        double lon2 = network.shapeLon(link, i);
        double lat2 = network.shapeLat(link, i);
        lon = lon1 + part * (lon2 - lon1);
        lat = lat1 + part * (lat2 - lat1);
        double dx = network.projection().x(lon2) - network.projection().x(lon1);
        double dy = network.projection().y(lat2) - network.projection().y(lat1);
        bearingDegrees = (Math.toDegrees(Math.atan2(dx, dy)) + 360) % 360;
    }

    private double segment(int link, int i) {
        double dx = network.projection().x(network.shapeLon(link, i)) - network.projection().x(network.shapeLon(link, i - 1));
        double dy = network.projection().y(network.shapeLat(link, i)) - network.projection().y(network.shapeLat(link, i - 1));
        return Math.hypot(dx, dy);
    }
}
