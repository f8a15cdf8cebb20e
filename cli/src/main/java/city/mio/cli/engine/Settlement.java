package city.mio.cli.engine;

import java.util.List;
import java.util.Map;

/**
 * The ledger, settled. Immutable.
 *
 * @param lost records sent of which nothing came out: neither accepted nor refused nor known as a repetition
 * @param duplicated records that came out more often than they were sent
 * @param remarks one line for each device or stream that does not add up, the first few
 * @param extra further figures for the summary, by name: numbers, texts, maps or lists
 */
public record Settlement(long lost, long duplicated, List<String> remarks, Map<String, Object> extra) {

    public Settlement {
        remarks = List.copyOf(remarks);
        extra = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(extra));
    }
}
