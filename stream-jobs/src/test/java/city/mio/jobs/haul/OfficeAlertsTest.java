package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.IN_TIME;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every kind of alert of the office, from the sentence that opens it to the one that says what has ended. */
class OfficeAlertsTest extends OfficeHarness {

    private final List<HaulNews> news = new ArrayList<>();

    private static HaulNews fix(String vehicle, double minute, double lon, double lat, float speed) {
        ProbePosition fix = ProbePosition.builder()
                .vehicleId(vehicle)
                .kind(VehicleKind.HAUL_TRUCK)
                .sequence(Math.round(minute * 10) + 1)
                .time(EIGHT + Math.round(minute * MINUTE))
                .lon(lon)
                .lat(lat)
                .speedMps(speed)
                .build();
        return news(Topics.PROBE_POSITION, fix, fix.time());
    }

    private void declared(String id, int minute) {
        news.add(news(declaration(id, minute).terms(HaulTerms.NONE).build()));
    }

    /** The steps of the first alert of a kind. */
    private List<Alert> lifeOf(AlertType type) {
        assertThat(alerts(type)).isNotEmpty();
        String first = alerts(type).get(0).alertId();
        List<Alert> life = alerts(type).stream().filter(a -> a.alertId().equals(first)).toList();
        assertThat(life.get(0).status()).isEqualTo(AlertStatus.OPENED);
        assertThat(life.get(life.size() - 1).status()).isEqualTo(AlertStatus.CLEARED);
        Alert end = life.get(life.size() - 1);
        assertThat(end.evidence()).containsKeys("ending");
        assertThat(end.sentenceEn()).isNotEqualTo(life.get(0).sentenceEn()).matches(".*[^.]\\.").doesNotContain("Over:", "null");
        assertThat(end.sentenceJa()).isNotEqualTo(life.get(0).sentenceJa()).endsWith("。").doesNotContain("解消：", "null");
        return life;
    }

    @Test
    void overTheCapIsCountedAgainstTheOfficesOwnCap() throws Exception {
        // haul.yaml says three a slot, and Sato has ordered four: the fifth is too many.
        news.add(news(new HaulOrder(
                "o1", HaulOrderKind.CAP, "north", EIGHT + 60 * MINUTE, EIGHT + 90 * MINUTE, 4, 3, -1, "Sato", EIGHT, "")));
        for (int i = 0; i < 5; i++) {
            news.add(news(passage("N", i, 61 + 2 * i, "stranger-" + i)));
            news.add(news(passage("N", 10 + i, 61.2 + 2 * i, "stranger-" + i)));
        }
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_SLOT_OVER_CAP);
        Alert open = life.get(0);
        assertThat(open.placeId()).isEqualTo("north");
        assertThat(open.severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(open.since()).isBetween(EIGHT + 69 * MINUTE, EIGHT + 71 * MINUTE);
        assertThat(open.evidence()).containsAllEntriesOf(Map.of("seen", "5", "cap", "4", "ruleCap", "3", "undeclared", "5"));
        assertThat(open.sentenceEn())
                .isEqualTo("The north route has gone over its cap in the slot 09:00-09:30: 5 construction vehicles, cap 4.");
        assertThat(open.sentenceJa()).isEqualTo("北ルートの09:00-09:30の枠で、工事車両が5台となり、上限の4台を超えました。");
        Alert end = life.get(life.size() - 1);
        assertThat(end.time()).isEqualTo(EIGHT + 95 * MINUTE);
        assertThat(end.evidence()).containsEntry("ending", "SLOT_ENDED");
        assertThat(end.sentenceEn())
                .isEqualTo("The slot 09:00-09:30 of the north route is over with 5 construction vehicles, 1 over its cap.");
        assertThat(end.sentenceJa()).isEqualTo("北ルートの09:00-09:30の枠は、上限を1台超える5台で終了しました。");
    }

    @Test
    void aClassHasACapOfItsOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            news.add(news(passage("N", i, 61 + 2 * i, "stranger-" + i).toBuilder().vehicleClass(HaulVehicleClass.TRAILER).build()));
        }
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_SLOT_OVER_CAP);
        assertThat(life.get(0).evidence()).containsAllEntriesOf(Map.of("seen", "2", "cap", "1", "class", "TRAILER"));
        assertThat(life.get(life.size() - 1).sentenceEn())
                .isEqualTo("The slot 09:00-09:30 of the north route is over with 2 trailers, 1 over its cap.");
        assertThat(life.get(life.size() - 1).sentenceJa()).isEqualTo("北ルートの09:00-09:30の枠は、トレーラ上限を1台超える2台で終了しました。");
    }

    @Test
    void aCapThatIsRaisedClearsWhatWasOverIt() throws Exception {
        for (int i = 0; i < 4; i++) {
            news.add(news(passage("N", i, 61 + i, "stranger-" + i)));
        }
        news.add(news(new HaulOrder(
                "o1", HaulOrderKind.CAP, "north", EIGHT + 60 * MINUTE, EIGHT + 90 * MINUTE, 6, 3, -1, "Sato", EIGHT + 70 * MINUTE,
                "")));
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_SLOT_OVER_CAP);
        assertThat(life.get(life.size() - 1).evidence()).containsEntry("ending", "CAP_RAISED");
        assertThat(life.get(life.size() - 1).time()).isEqualTo(EIGHT + 71 * MINUTE);
    }

    @Test
    void aPlateThatNobodyDeclaredIsToldAndADeclaredOneIsNot() throws Exception {
        declared("known", 60);
        news.add(news(passage("N", 1, 65, "plate-known")));
        news.add(news(passage("N", 2, 66, "cccc2222dddd")));
        news.add(news(passage("N", 3, 67, "poorly-read").toBuilder().confidence(0.5f).build()));
        news.add(news(passage("N", 4, 68, "a-van").toBuilder().vehicleClass(HaulVehicleClass.LIGHT).build()));
        run(news, false);
        List<Alert> life = lifeOf(AlertType.UNREGISTERED_PLATE);
        assertThat(life).hasSize(2);
        assertThat(life.get(0).alertId()).isEqualTo("plate-cccc2222dddd-20261118T000600Z");
        assertThat(life.get(0).placeId()).isEqualTo("N");
        assertThat(life.get(0).sentenceEn())
                .isEqualTo("An undeclared construction vehicle (plate hash cccc2222) passed north camera at 09:06.");
        assertThat(life.get(0).sentenceJa()).isEqualTo("9時06分、北カメラで届出のない工事車両（照合番号cccc2222）の通過を確認しました。");
        assertThat(life.get(1).evidence()).containsEntry("ending", "GONE");
    }

    @Test
    void aPlateIsDeclaredLateAndOneThatIsTakenAwayIsAStranger() throws Exception {
        news.add(news(passage("N", 1, 65, "plate-late")));
        news.add(news(declaration("late", 120).terms(HaulTerms.NONE).plateHash("").build()));
        news.add(news(declaration("late", 120).terms(HaulTerms.NONE).declaredAt(EIGHT + 75 * MINUTE).build()));
        // The correction takes the first plate's cover away before it is seen.
        news.add(news(declaration("moved", 60).terms(HaulTerms.NONE).plateHash("plate-old").build()));
        news.add(news(declaration("moved", 60).terms(HaulTerms.NONE).plateHash("plate-new").declaredAt(EIGHT).build()));
        news.add(news(passage("N", 2, 70, "plate-old")));
        news.add(news(passage("N", 3, 72, "plate-new")));
        run(news, false);
        assertThat(alerts(AlertType.UNREGISTERED_PLATE))
                .filteredOn(a -> a.status() == AlertStatus.CLEARED)
                .extracting(a -> a.evidence().get("plateHash"), a -> a.evidence().get("ending"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("plate-late", "DECLARED"),
                        org.assertj.core.groups.Tuple.tuple("plate-old", "GONE"));
    }

    @Test
    void lateVehiclesAreForeseenToBreakTheNextCapAndTheirConvoyIsTold() throws Exception {
        for (int i = 0; i < 3; i++) {
            declared("a" + i, 60);
            declared("b" + i, 90);
        }
        for (int i = 0; i < 3; i++) {
            news.add(news(passage("N", i, 112 + i, "plate-a" + i)));
        }
        run(news, false);
        List<Alert> predicted = lifeOf(AlertType.HAUL_PREDICTED_OVER_CAP);
        assertThat(predicted.get(0).sentenceEn()).contains("09:30-10:00").contains("6 construction vehicles expected, cap 3");
        List<Alert> convoy = lifeOf(AlertType.HAUL_CONVOY_DELAYED);
        assertThat(convoy.get(0).evidence()).containsEntry("overdue", "3").containsEntry("knockOn", "3");
        assertThat(convoy.get(convoy.size() - 1).evidence()).containsEntry("ending", "COME");
        assertThat(convoy.get(convoy.size() - 1).sentenceEn())
                .isEqualTo("The delayed vehicles of alpha on the north route (slot 09:00-09:30) have come.");
    }

    @Test
    void whatIsForeseenComesTrueOrDoesNot() throws Exception {
        for (int i = 0; i < 3; i++) {
            declared("a" + i, 60);
            declared("b" + i, 90);
            news.add(news(passage("N", i, 92 + i, "plate-a" + i)));
            news.add(news(passage("N", 10 + i, 97 + i, "plate-b" + i)));
        }
        run(news, false);
        List<Alert> predicted = lifeOf(AlertType.HAUL_PREDICTED_OVER_CAP);
        assertThat(predicted.get(predicted.size() - 1).evidence()).containsEntry("ending", "CAME_TRUE");
        assertThat(lifeOf(AlertType.HAUL_SLOT_OVER_CAP).get(0).evidence()).containsEntry("seen", "4");
    }

    @Test
    void whoIsSeenOnAnotherRouteIsToldUntilItIsAtItsGate() throws Exception {
        news.add(news(declaration("t", 60).terms(HaulTerms.NONE).vehicleId("truck").build()));
        news.add(news(passage("S", 1, 70, "plate-t")));
        for (int i = 0; i < 4; i++) {
            news.add(fix("truck", 80 + i, 135.46, 34.65, 0));
        }
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_OFF_ROUTE);
        assertThat(life.get(0).sentenceEn()).isEqualTo("Trip t of alpha is not on its route (north route).");
        assertThat(life.get(0).evidence()).containsEntry("cameraId", "S");
        assertThat(life.get(life.size() - 1).evidence()).containsEntry("ending", "ARRIVED");
        assertThat(life.get(life.size() - 1).sentenceEn())
                .isEqualTo("Trip t of alpha, which had left its route, has come to its gate.");
        assertThat(life.get(life.size() - 1).sentenceJa()).isEqualTo("経路を外れていたalphaの搬入tは、ゲートに到着しました。");
    }

    @Test
    void aQueueAtAGateIsForeseen() throws Exception {
        // The gate lets one in a minute and has room for two.
        for (int i = 0; i < 4; i++) {
            news.add(news(declaration("t" + i, 60).terms(HaulTerms.NONE).vehicleId("truck" + i).build()));
            for (int k = 0; k < 4; k++) {
                news.add(fix("truck" + i, 62 + k + i / 10.0, 135.46, 34.65, 0));
            }
            // Then it is let in, and far off.
            for (int k = 0; k < 4; k++) {
                news.add(fix("truck" + i, 75 + k + i / 10.0, 135.48, 34.65, 5));
            }
        }
        news.add(news(new HaulOrder(
                "o1", HaulOrderKind.CAP, "north", EIGHT + 60 * MINUTE, EIGHT + 90 * MINUTE, 9, 3, -1, "Sato", IN_TIME, "")));
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_GATE_QUEUE);
        assertThat(life.get(0).placeId()).isEqualTo("gate");
        assertThat(Integer.parseInt(life.get(0).evidence().get("predictedQueue"))).isGreaterThan(2);
        assertThat(life.get(life.size() - 1).evidence()).containsEntry("ending", "FITS");
    }

    @Test
    void aHoldingAreaThatOverflowsIsForeseen() throws Exception {
        // The yard at the fork holds two.
        for (int i = 0; i < 3; i++) {
            news.add(news(declaration("t" + i, 60).terms(HaulTerms.NONE).vehicleId("truck" + i).build()));
            for (int k = 0; k < 6; k++) {
                news.add(fix("truck" + i, 20 + k + i / 10.0, 135.42, 34.65, 0));
            }
            for (int k = 0; k < 4; k++) {
                news.add(fix("truck" + i, 58 + k + i / 10.0, 135.44, 34.66, 10));
            }
        }
        run(news, false);
        List<Alert> life = lifeOf(AlertType.HAUL_HOLDING_FULL);
        assertThat(life.get(0).placeId()).isEqualTo("yard");
        assertThat(life.get(0).evidence()).containsEntry("capacity", "2");
        assertThat(life.get(life.size() - 1).sentenceEn()).isEqualTo("yard has room again.");
    }
}
