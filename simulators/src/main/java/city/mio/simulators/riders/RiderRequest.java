package city.mio.simulators.riders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Somebody who asks for a trip.
 *
 * @param requestId unique
 * @param askedMillis since the beginning
 * @param from node
 * @param to node
 */
public record RiderRequest(String requestId, long askedMillis, int from, int to) {

    /** @throws IllegalArgumentException naming the field */
    public RiderRequest {
        if (requestId == null || requestId.isBlank()) {
            throw new IllegalArgumentException("requestId is missing");
        }
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("request " + requestId + ": from or to is negative");
        }
    }

    /**
     * Reads rq_time (seconds), start, end, request_id of a file in FleetPy's form; parties count as one rider.
     *
     * @throws IOException naming file and row
     */
    public static List<RiderRequest> read(Path file) throws IOException {
        List<RiderRequest> requests = new ArrayList<>();
        for (CSVRecord row : NodeRoads.rows(file)) {
            requests.add(new RiderRequest(
                    Long.toString((long) NodeRoads.number(file, row, "request_id")),
                    Math.round(NodeRoads.number(file, row, "rq_time") * 1000),
                    (int) NodeRoads.number(file, row, "start"),
                    (int) NodeRoads.number(file, row, "end")));
        }
        requests.sort(java.util.Comparator.comparingLong(RiderRequest::askedMillis));
        return requests;
    }
}
