package city.mio.jobs.alert;

import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.models.incident.DetectorChange;
import city.mio.models.incident.DetectorChange.Fault;
import java.time.ZoneId;

/** Says what is wrong with a detector. Stateless. */
final class DetectorWords {

    private final ZoneId zone;

    DetectorWords(ZoneId zone) {
        this.zone = zone;
    }

    Sentence sentence(DetectorChange change, DetectorSite site) {
        boolean camera = site.kind() == DetectorKind.CAMERA;
        String en = (camera ? "AI camera " : "Detector ") + site.id() + " (" + site.name().en() + ")";
        String ja = (camera ? "AIカメラ" : "車両感知器") + site.id() + "（" + site.name().ja() + "）";
        long minutes = Math.max(0, (change.time() - change.since()) / 60_000);
        return switch (change.step()) {
            case OPENED, UPDATED -> change.fault() == Fault.SILENT
                    ? silent(change, en, ja, minutes)
                    : stuck(change, en, ja, minutes);
            case CLEARED -> switch (change.ending()) {
                case WENT_SILENT -> new Sentence(
                        en + " measured implausible values and has now fallen silent.",
                        ja + "は、計測値の異常に続いてデータが届かなくなりました。");
                case FORGOTTEN -> new Sentence(
                        en + " has been silent for " + Words.durationEn(minutes) + " and is no longer watched.",
                        ja + "は" + Words.durationJa(minutes) + "間データが届かないため、監視対象から外しました。");
                case RECOVERED, NONE -> change.fault() == Fault.SILENT
                        ? new Sentence(
                                en + " sends again after " + Words.durationEn(minutes) + ".",
                                ja + "からのデータ受信が約" + Words.durationJa(minutes) + "ぶりに再開しました。")
                        : new Sentence(
                                en + " measures plausible values again.", ja + "の計測値は正常に戻りました。");
            };
        };
    }

    private Sentence silent(DetectorChange change, String en, String ja, long minutes) {
        if (change.lastReadingEnd() == 0) {
            return new Sentence(
                    en + " has not been heard of since it is watched, for " + Words.durationEn(minutes) + ".",
                    ja + "からは、監視を始めてから" + Words.durationJa(minutes) + "間、一度もデータが届いていません。");
        }
        return new Sentence(
                en + " has sent nothing since " + Words.clockEn(change.since(), zone) + ", for "
                        + Words.durationEn(minutes) + ".",
                ja + "からは、" + Words.clockJa(change.since(), zone) + "以降、" + Words.durationJa(minutes)
                        + "間データが届いていません。");
    }

    private static Sentence stuck(DetectorChange change, String en, String ja, long minutes) {
        String durationEn = Words.durationEn(minutes);
        String durationJa = Words.durationJa(minutes);
        return switch (change.fault()) {
            case OCCUPIED_NOTHING_PASSES -> new Sentence(
                    en + " has been covered for " + durationEn + " while nothing passed; it may be faulty.",
                    ja + "は、" + durationJa + "間にわたり通過台数が0台のまま占有状態が続いており、故障の疑いがあります。");
            case COUNTS_UNOCCUPIED -> new Sentence(
                    en + " has counted vehicles for " + durationEn + " without ever being covered; it may be faulty.",
                    ja + "は、" + durationJa + "間にわたり占有率0%のまま通過台数を計測しており、故障の疑いがあります。");
            case TOO_MANY -> new Sentence(
                    en + " has counted more than its lanes can carry for " + durationEn + " (" + change.count()
                            + " vehicles in one interval); it may be faulty.",
                    ja + "は、" + durationJa + "間にわたり車線の容量を超える台数（直近の計測で" + change.count()
                            + "台）を計測しており、故障の疑いがあります。");
            case TOO_FAST -> new Sentence(
                    en + " has measured impossible speeds for " + durationEn + " (" + Words.kmh(change.speedMps())
                            + " km/h); it may be faulty.",
                    ja + "は、" + durationJa + "間にわたりあり得ない速度（時速" + Words.kmh(change.speedMps())
                            + "km）を計測しており、故障の疑いがあります。");
            case REPEATS, SILENT -> new Sentence(
                    en + " has repeated the same values for " + durationEn + " (" + change.count()
                            + " vehicles, occupancy " + Words.percent(change.occupancy()) + " %); it may be faulty.",
                    ja + "の計測値が" + durationJa + "間変化しておらず（台数" + change.count() + "台、占有率"
                            + Words.percent(change.occupancy()) + "%）、故障の疑いがあります。");
        };
    }
}
