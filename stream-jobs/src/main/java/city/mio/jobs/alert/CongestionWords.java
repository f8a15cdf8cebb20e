package city.mio.jobs.alert;

import city.mio.events.RoadEventKind;
import city.mio.models.incident.CongestionChange;
import city.mio.models.incident.CongestionChange.Basis;
import city.mio.models.incident.CongestionChange.Ending;
import java.time.ZoneId;
import java.util.Optional;

/** Says what goes on with a congested link. Stateless. */
final class CongestionWords {

    private final ZoneId zone;
    private final int timeoutMinutes;

    CongestionWords(ZoneId zone, int timeoutMinutes) {
        this.zone = zone;
        this.timeoutMinutes = timeoutMinutes;
    }

    Sentence sentence(CongestionChange change, Place link, Optional<RoadEventKind> cause) {
        long speed = Words.kmh(change.speedMps());
        long share = Words.percent(change.speedMps() / change.freeFlowSpeedMps());
        return switch (change.step()) {
            case OPENED -> opened(change, link, cause, speed, share);
            case UPDATED -> new Sentence(
                    "Congestion on " + link.en() + " has lasted " + Words.durationEn(change.minutes())
                            + ": traffic moves at about " + speed + " km/h, " + share + " % of free flow"
                            + causeEn(cause) + ".",
                    link.ja() + "の渋滞は" + Words.durationJa(change.minutes()) + "続いており、速度は時速約" + speed
                            + "km（閑散時の" + share + "%）です" + causeJa(cause) + "。");
            case CLEARED -> cleared(change, link, speed);
        };
    }

    private Sentence opened(
            CongestionChange change, Place link, Optional<RoadEventKind> cause, long speed, long share) {
        String sinceEn = Words.clockEn(change.since(), zone);
        String sinceJa = Words.clockJa(change.since(), zone);
        if (change.basis() == Basis.FREE_FLOW) {
            return new Sentence(
                    "Congestion on " + link.en() + " since " + sinceEn + ": traffic moves at about " + speed
                            + " km/h, " + share + " % of free flow" + causeEn(cause) + ".",
                    link.ja() + "では" + sinceJa + "頃から渋滞しており、速度は時速約" + speed + "km（閑散時の" + share + "%）です"
                            + causeJa(cause) + "。");
        }
        long usual = Words.kmh(change.usualSpeedMps());
        return new Sentence(
                "Unusual congestion on " + link.en() + " since " + sinceEn + ": traffic moves at about " + speed
                        + " km/h, usually " + usual + " km/h at this time" + causeEn(cause) + ".",
                link.ja() + "では" + sinceJa + "頃から普段より流れが悪く、速度は時速約" + speed + "km（この時間帯は通常、時速約"
                        + usual + "km）です" + causeJa(cause) + "。");
    }

    private Sentence cleared(CongestionChange change, Place link, long speed) {
        if (change.ending() == Ending.NO_NEWS) {
            return new Sentence(
                    "Congestion on " + link.en() + " is taken as over, as no data has come for "
                            + Words.durationEn(timeoutMinutes) + ".",
                    link.ja() + "の渋滞は、" + Words.durationJa(timeoutMinutes)
                            + "間データが得られないため、終了したものとして扱います。");
        }
        return new Sentence(
                "Congestion on " + link.en() + " has cleared after " + Words.durationEn(change.minutes())
                        + ": traffic moves at about " + speed + " km/h.",
                link.ja() + "の渋滞は約" + Words.durationJa(change.minutes()) + "で解消し、速度は時速約" + speed
                        + "kmに回復しました。");
    }

    private static String causeEn(Optional<RoadEventKind> cause) {
        return cause.map(kind -> switch (kind) {
                    case CLOSURE -> "; the road is reported closed";
                    case LANES_CLOSED -> "; closed lanes are reported there";
                    case WORKS -> "; road works are reported there";
                    case ACCIDENT -> "; an accident is reported there";
                    case RAIN -> "; rain is reported";
                    case CROWD -> "; a crowd is reported there";
                })
                .orElse("");
    }

    private static String causeJa(Optional<RoadEventKind> cause) {
        return cause.map(kind -> switch (kind) {
                    case CLOSURE -> "（通行止めの情報あり）";
                    case LANES_CLOSED -> "（車線規制の情報あり）";
                    case WORKS -> "（工事の情報あり）";
                    case ACCIDENT -> "（事故の情報あり）";
                    case RAIN -> "（降雨の情報あり）";
                    case CROWD -> "（混雑の情報あり）";
                })
                .orElse("");
    }
}
