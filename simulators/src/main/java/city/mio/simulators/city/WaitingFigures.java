package city.mio.simulators.city;

import java.util.List;

/**
 * What construction trucks truly waited so far. Immutable.
 *
 * @param areas each holding area that a truck has come to
 * @param gates each gate that a truck has come to
 */
public record WaitingFigures(List<Area> areas, List<Gate> gates) {

    /**
     * One holding area.
     *
     * @param came trucks that came to it
     * @param called those that left because they were called
     * @param uncalled those that left by themselves, as nobody called them for long
     * @param waiting there now
     * @param mostWaiting at any time
     * @param waitedSeconds of those that have left, together
     */
    public record Area(
            String id, int capacity, int came, int called, int uncalled, int waiting, int mostWaiting, double waitedSeconds) {}

    /**
     * One gate.
     *
     * @param queueLimit that may wait before it without standing on the road
     * @param served trucks that it has let in
     * @param mostQueued before it at any time, with those that stood on the road
     * @param roadSeconds in which somebody had to stand on the road before it
     */
    public record Gate(String id, int queueLimit, int served, int mostQueued, int roadSeconds) {}

    public WaitingFigures {
        areas = List.copyOf(areas);
        gates = List.copyOf(gates);
    }

    /** Trucks that left because they were called. */
    public int called() {
        return areas.stream().mapToInt(Area::called).sum();
    }

    /** Seconds that a truck which has left waited in its holding area, in the mean; 0 while none has. */
    public double meanWaitSeconds() {
        int left = areas.stream().mapToInt(area -> area.called() + area.uncalled()).sum();
        return left == 0 ? 0 : areas.stream().mapToDouble(Area::waitedSeconds).sum() / left;
    }
}
