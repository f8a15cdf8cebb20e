package city.mio.jobs.alert;

import city.mio.events.AlertStatus;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.models.incident.PredictedChange;
import city.mio.models.incident.PredictedChange.Likelihood;
import city.mio.models.incident.Step;
import java.time.ZoneId;

/** Says what is foretold of a link, and when forecasts can be trusted less. Stateless. */
final class ForecastWords {

    private static final long MINUTE = 60_000;

    private final ZoneId zone;
    private final int followMinutes;

    ForecastWords(ZoneId zone, int followMinutes) {
        this.zone = zone;
        this.followMinutes = followMinutes;
    }

    Sentence predicted(PredictedChange change, Place link) {
        if (change.step() == Step.CLEARED) {
            return cleared(change, link);
        }
        String atEn = Words.clockEn(change.startsAt(), zone);
        String atJa = Words.clockJa(change.startsAt(), zone);
        long ahead = (change.startsAt() - change.time()) / MINUTE;
        if (change.likelihood() == Likelihood.EXPECTED) {
            long speed = Words.kmh(change.speedMps());
            long share = Words.percent(change.speedMps() / change.freeFlowSpeedMps());
            return new Sentence(
                    "Congestion is expected on " + link.en() + " from about " + atEn + ", in "
                            + Words.durationEn(ahead) + ": about " + speed + " km/h, " + share + " % of free flow.",
                    link.ja() + "では" + atJa + "頃（約" + Words.durationJa(ahead) + "後）から渋滞が予想されます。予測速度は時速約"
                            + speed + "km（閑散時の" + share + "%）です。");
        }
        long low = Words.kmh(change.lowSpeedMps());
        return new Sentence(
                "Congestion is possible on " + link.en() + " from about " + atEn + ", in " + Words.durationEn(ahead)
                        + ": traffic may slow to about " + low + " km/h.",
                link.ja() + "では" + atJa + "頃（約" + Words.durationJa(ahead) + "後）から渋滞のおそれがあります。速度が時速約" + low
                        + "kmまで下がる可能性があります。");
    }

    private Sentence cleared(PredictedChange change, Place link) {
        return switch (change.ending()) {
            case CAME_TRUE -> {
                long lead = (change.time() - change.since()) / MINUTE;
                yield new Sentence(
                        "The congestion foretold on " + link.en() + " has begun, " + Words.durationEn(lead)
                                + " after the first notice.",
                        link.ja() + "で予想されていた渋滞が、最初の予測から" + Words.durationJa(lead) + "後に始まりました。");
            }
            case NO_NEWS -> new Sentence(
                    "The congestion foretold on " + link.en() + " is no longer followed, as no forecast has come for "
                            + Words.durationEn(followMinutes) + ".",
                    link.ja() + "の渋滞の予測は、" + Words.durationJa(followMinutes)
                            + "間予測が得られないため、終了したものとして扱います。");
            default -> new Sentence(
                    "Congestion is no longer expected on " + link.en() + ".", link.ja() + "の渋滞は予想されなくなりました。");
        };
    }

    /** @param mae mean absolute error over all horizons, in the quantity's unit */
    Sentence drift(ForecastQuality quality, AlertStatus status, double mae) {
        boolean links = quality.target() == ForecastTarget.LINK;
        boolean flow = quality.quantity() == ForecastQuantity.FLOW;
        String ofEn = (flow ? "flow" : "speed") + " at " + (links ? "links" : "detectors");
        String ofJa = (links ? "リンク" : "感知器") + "の" + (flow ? "交通量" : "速度");
        String size = flow ? Words.figure(mae, 0) + " vehicles/h" : Words.figure(mae * 3.6, 1) + " km/h";
        String sizeJa = flow ? "毎時" + Words.figure(mae, 0) + "台" : "時速" + Words.figure(mae * 3.6, 1) + "km";
        return status == AlertStatus.OPENED
                ? new Sentence(
                        "Forecasts of " + ofEn + " have become worse than they used to be: mean error " + size + ".",
                        ofJa + "の予測精度が以前より低下しています。平均誤差は" + sizeJa + "です。")
                : new Sentence(
                        "Forecasts of " + ofEn + " are as good as they used to be again: mean error " + size + ".",
                        ofJa + "の予測精度は元の水準に戻りました。平均誤差は" + sizeJa + "です。");
    }
}
