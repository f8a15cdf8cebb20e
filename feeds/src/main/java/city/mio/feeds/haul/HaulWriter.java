package city.mio.feeds.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import java.io.IOException;
import java.util.List;

/** Where the office's doors put what came in. */
public interface HaulWriter {

    /** @throws IOException if not all of it was taken; what was taken may be sent again */
    void declarations(List<HaulDeclaration> declarations) throws IOException;

    /** @throws IOException if it was not taken */
    void order(HaulOrder order) throws IOException;
}
