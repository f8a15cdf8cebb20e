package city.mio.jobs.dispatch;

import city.mio.models.dispatch.service.FleetVehicle;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much one client of the door may hold of a service by offers that it has not taken. The door keeps to it, the dispatcher
 * does not ask who is there. Immutable.
 *
 * @param openPerClient offers at a time
 * @param openRidersPerClient riders of those, together
 * @param clients known by their address, who may hold another number
 */
public record OfferRules(int openPerClient, int openRidersPerClient, List<Client> clients) implements Serializable {

    /** Ten to fifteen people at a phone with two offers each; a rider has one. */
    public static final int USUAL_OPEN = 30;

    private static final int MOST = 100_000;
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /**
     * A client that may hold another number: a call centre, an agent that books for many, a proxy with all riders behind it.
     *
     * @param address from which it connects, IPv4 or IPv6
     */
    public record Client(String address, int open, int openRiders) implements Serializable {}

    public OfferRules {
        clients = clients == null ? List.of() : List.copyOf(clients);
    }

    /** What holds where nothing is said. */
    static OfferRules usual(List<FleetVehicle> vehicles, int maxParty) {
        return new OfferRules(USUAL_OPEN, usualRiders(vehicles, maxParty), List.of());
    }

    /** Half of the fleet's places: what is held then leaves as much to others; but always one largest party. */
    public static int usualRiders(List<FleetVehicle> vehicles, int maxParty) {
        int places = vehicles == null
                ? 0
                : vehicles.stream().mapToInt(v -> v.seats() + v.wheelchairPlaces()).sum();
        return Math.max(Math.max(1, maxParty), places / 2);
    }

    /** @throws IllegalArgumentException naming the field at fault */
    void check(int maxParty) {
        range("openPerClient", openPerClient, 1);
        range("openRidersPerClient", openRidersPerClient, maxParty);
        Set<String> addresses = new HashSet<>();
        for (Client client : clients) {
            String address = String.valueOf(client.address());
            if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
                throw new IllegalArgumentException("clients: address is no IPv4 or IPv6 address: " + address);
            }
            if (!addresses.add(address)) {
                throw new IllegalArgumentException("clients: address " + address + " is there twice");
            }
            range("clients: " + address + ": open", client.open(), 1);
            range("clients: " + address + ": openRiders", client.openRiders(), maxParty);
        }
    }

    private static void range(String field, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException(field + " is outside " + least + " to " + MOST + ": " + value);
        }
    }
}
