package city.mio.jobs.haul;

import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.models.haul.office.HaulOffice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The office with its settings as orders have changed them. An order is in force for the whole minute in which it is heard. All
 * that the office's parts have worked out from its settings, such as fences and what cameras see, they work out anew. Of one task.
 */
final class AmendedOffice {

    private final HaulCity city;
    private List<HaulOrder> inForce = List.of();
    private HaulOffice amended;
    private Office office;

    AmendedOffice(HaulCity city) {
        this.city = city;
        this.amended = city.office();
        this.office = new Office(city);
    }

    /** One step; see {@link Office#step}. */
    void step(OfficeState state, List<HaulNews> news, long now, Voice voice) throws IOException {
        amend(state, news, now);
        office.step(state, news, now, voice);
    }

    /** See {@link Office#nextStep}. */
    long nextStep(OfficeState state, long now) throws IOException {
        amend(state, List.of(), now);
        return office.nextStep(state, now);
    }

    private void amend(OfficeState state, List<HaulNews> news, long now) throws IOException {
        List<HaulOrder> orders = new ArrayList<>();
        state.orders.stream().filter(OfficeOrders::amends).forEach(orders::add);
        for (HaulNews next : news) {
            if (next.inbound().event() instanceof HaulOrder order
                    && OfficeOrders.amends(order)
                    && OfficeOrders.findFault(city.office(), city.network(), order).isEmpty()
                    && !orders.contains(order)) {
                orders.add(order);
            }
        }
        orders.removeIf(order -> order.until() <= now && order.kind() == HaulOrderKind.ROUTE);
        if (!orders.equals(inForce)) {
            inForce = orders;
            HaulOffice next = OfficeOrders.amend(city.office(), orders, now);
            if (!next.equals(amended)) {
                amended = next;
                office = new Office(new HaulCity(city.settings().withOffice(next)));
            }
        }
    }
}
