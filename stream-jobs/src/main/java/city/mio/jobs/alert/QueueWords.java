package city.mio.jobs.alert;

import city.mio.geo.places.LocalName;
import city.mio.models.incident.QueueChange;
import city.mio.models.incident.QueueChange.Ending;

/** Says what goes on with a queue. Stateless. */
final class QueueWords {

    private QueueWords() {}

    static Sentence sentence(QueueChange change, Place head, LocalName tail) {
        String lengthEn = Words.lengthEn(change.lengthMetres());
        String lengthJa = Words.lengthJa(change.lengthMetres());
        String expresswayEn = change.reachesExpressway() ? ", onto the expressway" : "";
        String expresswayJa = change.reachesExpressway() ? "し、高速道路にまで達しています。" : "しています。";
        long minutes = Math.max(0, (change.time() - change.since()) / 60_000);
        return switch (change.step()) {
            case OPENED -> new Sentence(
                    "A queue stands back " + lengthEn + " from " + head.en() + " to near " + tail.en() + expresswayEn
                            + ".",
                    head.ja() + "を先頭に、" + tail.ja() + "付近まで約" + lengthJa + "にわたり渋滞の列が延伸" + expresswayJa);
            case UPDATED -> new Sentence(
                    "The queue from " + head.en() + " is now " + lengthEn + " long and ends near " + tail.en()
                            + expresswayEn + ".",
                    head.ja() + "を先頭とする渋滞の列は約" + lengthJa + "となり、末尾は" + tail.ja() + "付近に達"
                            + expresswayJa);
            case CLEARED -> new Sentence(
                    "The queue from " + head.en()
                            + (change.ending() == Ending.MERGED
                                    ? " has become part of another queue after "
                                    : " has dissolved after ")
                            + Words.durationEn(minutes) + "; it was up to " + Words.lengthEn(change.worstLengthMetres())
                            + " long.",
                    head.ja() + "を先頭とする渋滞の列は、"
                            + (change.ending() == Ending.MERGED
                                    ? "約" + Words.durationJa(minutes) + "後に別の渋滞の列とつながりました"
                                    : "約" + Words.durationJa(minutes) + "で解消しました")
                            + "（最大約" + Words.lengthJa(change.worstLengthMetres()) + "）。");
        };
    }
}
