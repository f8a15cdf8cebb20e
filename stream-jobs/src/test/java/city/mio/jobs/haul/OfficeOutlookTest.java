package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.IN_TIME;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.events.wire.Topics;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.NoShowRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the office makes of forecasts up to two weeks ahead, of what detectors count, and of who does not come. */
class OfficeOutlookTest extends OfficeHarness {

    private NoShowRule rule = NoShowRule.NONE;
    private Map<String, SpeedFlow> relations = Map.of();

    @Override
    HaulSettings settings() throws Exception {
        HaulSettings usual = HaulTown.settings(folder);
        return HaulSettings.of(usual.networkFile(), usual.places(), usual.office().withNoShows(rule)).withSpeedFlows(relations);
    }

    /** Of a whole day, the same in every slot. */
    private static HaulNews ahead(ForecastTarget target, String id, ForecastQuantity quantity, int days, double p10, double p50, double p90) {
        SlotForecast forecast = SlotForecast.builder()
                .target(target)
                .targetId(id)
                .quantity(quantity)
                .time(EIGHT - 60 * MINUTE)
                .firstSlot(EIGHT - 480 * MINUTE + days * 1440 * MINUTE)
                .slotMinutes(30)
                .modelVersion("slots/1")
                .slots(Collections.nCopies(48, new SlotQuantiles((float) p10, (float) p50, (float) p90)))
                .build();
        return news(Topics.FORECAST_SLOT, forecast, forecast.time());
    }

    private void hear(List<HaulNews> news, long until) throws Exception {
        told.clear();
        var harness = harness();
        harness.open();
        for (HaulNews one : news) {
            harness.processElement(one, Math.max(0, one.time()));
        }
        for (long time = IN_TIME; time <= until; time += 30 * MINUTE) {
            harness.processWatermark(time);
        }
        collect(harness);
        harness.close();
    }

    @Test
    void theForecastOfALaterDayGivesItsSlotsTheirHeadRoom() throws Exception {
        // 3,600 cars an hour go over two lanes of 900; no more than half of free flow is wanted at 1.6 of that.
        hear(
                List.of(
                        ahead(ForecastTarget.LINK, "2", ForecastQuantity.FLOW, 6, 200, 300, 400),
                        ahead(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, 7, 1500, 1700, 1900)),
                EIGHT);
        int day = 1440;
        assertThat(slot("north", 6 * day + 60).headRoom()).isPositive();
        assertThat(slot("north", 6 * day + 60).linkId()).isEqualTo(2);
        assertThat(slot("north", 7 * day + 60).headRoom()).isZero();
        assertThat(slot("north", 7 * day + 60).reason()).isIn(HaulHeadRoomReason.LINK_TOO_SLOW, HaulHeadRoomReason.OVERLOADED_WITHOUT);
        assertThat(slot("south", 6 * day + 60).headRoom()).as("nothing is known of it").isEqualTo(-1);
    }

    @Test
    void aRouteWithoutDetectorsGoesByForecastsOfItsSpeedWhereTheRelationIsFitted() throws Exception {
        List<HaulNews> news = List.of(
                ahead(ForecastTarget.LINK, "4", ForecastQuantity.SPEED, 2, 11.5, 12, 12.5),
                ahead(ForecastTarget.LINK, "4", ForecastQuantity.SPEED, 5, 6.5, 7.2, 7.9));
        hear(news, EIGHT);
        assertThat(slot("south", 2 * 1440 + 60).headRoom()).as("the book's relation tells no volume").isEqualTo(-1);
        relations = Map.of("PRIMARY", new SpeedFlow(1, 2, 0.2, 500));
        hear(news, EIGHT);
        int fast = slot("south", 2 * 1440 + 60).headRoom();
        assertThat(fast).isPositive();
        assertThat(slot("south", 5 * 1440 + 60).headRoom()).isLessThan(fast);
        assertThat(slot("south", 2 * 1440 + 60).linkId()).isEqualTo(4);
    }

    @Test
    void whatIsDeclaredIsTakenOffAForecastThatKnowsOfIt() throws Exception {
        List<HaulNews> news = new ArrayList<>();
        news.add(ahead(ForecastTarget.LINK, "2", ForecastQuantity.FLOW, 0, 500, 520, 540));
        hear(news, EIGHT);
        int before = slot("north", 120).headRoom();
        for (int i = 0; i < 3; i++) {
            news.add(news(declaration("t" + i, 120).terms(HaulTerms.NONE).build()));
        }
        hear(news, EIGHT);
        assertThat(slot("north", 120).headRoom()).isGreaterThan(before);
    }

    /** Days on which a half of alpha's trucks stay away; then one of which five are declared for a slot of three. */
    private List<HaulNews> truants() {
        List<HaulNews> news = new ArrayList<>();
        for (int day = 3; day > 0; day--) {
            for (int i = 0; i < 12; i++) {
                String id = "d" + day + "-" + i;
                int minute = -day * 1440 + 60 + 30 * i;
                news.add(news(declaration(id, minute).terms(HaulTerms.NONE).declaredAt(IN_TIME - 7 * 1440 * MINUTE).build()));
                if (i % 2 == 0) {
                    news.add(news(passage("N", 100 * day + i, minute + 5, "plate-" + id)));
                }
            }
        }
        for (int i = 0; i < 5; i++) {
            // Declared on the day itself, as it was received in time.
            news.add(news(declaration("t" + i, 120).terms(HaulTerms.NONE).build()));
        }
        news.sort(HaulNews.ORDER);
        return news;
    }

    private long planned() {
        return trips().values().stream()
                .filter(t -> t.tripId().startsWith("t"))
                .filter(t -> t.state() == HaulTripState.PLANNED || t.state() == HaulTripState.NO_SHOW)
                .map(HaulTrip::tripId)
                .count();
    }

    @Test
    void whoDoesNotComeIsCountedOnOnlyWhereTheOfficeSaysSo() throws Exception {
        hear(truants(), EIGHT);
        assertThat(planned()).isEqualTo(3);
        rule = new NoShowRule(0.6, 0.5, "test");
        hear(truants(), EIGHT);
        assertThat(planned()).isEqualTo(4);
    }
}
