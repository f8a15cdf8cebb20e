package city.mio.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback interface. Stateless and thread-safe. */
public final class Ports {

    private Ports() {}

    /** A port that was free a moment ago. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Whether nothing listens at this port. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port), 1);
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at port " + port, e);
        }
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @param what the part that wants it, for the message
     * @param option the command-line option that would choose another
     * @throws StartFailure if something listens there already
     */
    public static int claim(String what, int port, String option) {
        if (port == 0) {
            return free();
        }
        if (!isFree("127.0.0.1", port)) {
            throw new StartFailure(
                    what + ": port " + port + " is taken by another program; choose another with " + option + " PORT",
                    null);
        }
        return port;
    }
}
