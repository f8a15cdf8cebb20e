package city.mio.jobs.topics;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps what it is given, for jobs that run in the JVM of the test. */
public final class ListSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Object>> LISTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    public ListSink() {
        LISTS.put(id, new CopyOnWriteArrayList<>());
    }

    /** What has been written so far. */
    @SuppressWarnings("unchecked")
    public List<T> written() {
        return (List<T>) LISTS.get(id);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        List<Object> list = LISTS.get(id);
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context writeContext) {
                list.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
