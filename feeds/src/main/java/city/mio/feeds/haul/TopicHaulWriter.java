package city.mio.feeds.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.wire.Topics;
import city.mio.feeds.outbound.TopicWriter;
import java.io.IOException;
import java.util.List;

/** Puts declarations and orders on their topics and waits until all replicas have them. Thread-safe. */
public final class TopicHaulWriter implements HaulWriter {

    private final TopicWriter writer;

    /** @param writer stays its owner's to close */
    public TopicHaulWriter(TopicWriter writer) {
        this.writer = writer;
    }

    @Override
    public void declarations(List<HaulDeclaration> declarations) throws IOException {
        writer.writeAll(Topics.HAUL_DECLARATION, declarations);
    }

    @Override
    public void order(HaulOrder order) throws IOException {
        writer.writeAll(Topics.HAUL_ORDER, List.of(order));
    }
}
