package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.RoadEventKind;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import city.mio.models.incident.CongestionChange;
import city.mio.models.incident.CongestionChange.Basis;
import city.mio.models.incident.DetectorChange;
import city.mio.models.incident.DetectorChange.Fault;
import city.mio.models.incident.QueueChange;
import city.mio.models.incident.Severity;
import city.mio.models.incident.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every sentence in both languages: one sentence, complete, and as people say it. */
class SentencesTest {

    private static final ZoneId OSAKA = ZoneId.of("Asia/Tokyo");
    private static final Place LINK =
            new Place(2, "Midosuji (Yodoyabashi to Hommachi)", "御堂筋（淀屋橋→本町）", 135.5, 34.7);
    private static final Place HEAD = new Place(3, "Baika on National Route 43", "国道43号の梅香", 135.4, 34.7);
    private static final DetectorSite LOOP =
            new DetectorSite("D-1", new LocalName("御堂筋 淀屋橋", "Midosuji Yodoyabashi"), DetectorKind.LOOP, 2, 0.5);

    private static Sentence congestion(Step step, Basis basis, CongestionChange.Ending ending) {
        return new CongestionWords(OSAKA, 15)
                .sentence(
                        new CongestionChange(
                                step, EIGHT, EIGHT + 25 * MINUTE, Severity.WARNING, basis, 3, 14, 10, 0.2f, 0.2f, ending),
                        LINK,
                        Optional.empty());
    }

    private static Sentence queue(Step step, boolean expressway, QueueChange.Ending ending) {
        return QueueWords.sentence(
                new QueueChange(
                        step, 3, EIGHT, EIGHT + 40 * MINUTE, Severity.WARNING, 3, 1, 5, 1234, 1640, expressway, ending),
                HEAD,
                new LocalName("弁天町", "Bentencho"));
    }

    private static Sentence detector(Step step, Fault fault, DetectorChange.Ending ending) {
        return new DetectorWords(OSAKA)
                .sentence(
                        new DetectorChange(
                                step, fault, EIGHT, EIGHT + 15 * MINUTE, EIGHT, 15, 12, 0.08f, 75, ending),
                        LOOP);
    }

    @Test
    void congestionIsSaidAgainstWhatItIsSlowAgainst() {
        assertThat(congestion(Step.OPENED, Basis.USUAL, CongestionChange.Ending.NONE))
                .isEqualTo(new Sentence(
                        "Unusual congestion on Midosuji (Yodoyabashi to Hommachi) since 08:00: traffic moves at about 11"
                                + " km/h, usually 36 km/h at this time.",
                        "御堂筋（淀屋橋→本町）では8時00分頃から普段より流れが悪く、速度は時速約11km（この時間帯は通常、時速約36km）です。"));
        assertThat(congestion(Step.UPDATED, Basis.FREE_FLOW, CongestionChange.Ending.NONE))
                .isEqualTo(new Sentence(
                        "Congestion on Midosuji (Yodoyabashi to Hommachi) has lasted 25 min: traffic moves at about 11"
                                + " km/h, 21 % of free flow.",
                        "御堂筋（淀屋橋→本町）の渋滞は25分続いており、速度は時速約11km（閑散時の21%）です。"));
        assertThat(congestion(Step.CLEARED, Basis.FREE_FLOW, CongestionChange.Ending.RECOVERED).ja())
                .isEqualTo("御堂筋（淀屋橋→本町）の渋滞は約25分で解消し、速度は時速約11kmに回復しました。");
    }

    @Test
    void aQueueIsSaidFromItsHeadToItsEnd() {
        assertThat(queue(Step.OPENED, true, QueueChange.Ending.NONE))
                .isEqualTo(new Sentence(
                        "A queue stands back 1.2 km from Baika on National Route 43 to near Bentencho, onto the"
                                + " expressway.",
                        "国道43号の梅香を先頭に、弁天町付近まで約1.2kmにわたり渋滞の列が延伸し、高速道路にまで達しています。"));
        assertThat(queue(Step.UPDATED, false, QueueChange.Ending.NONE).ja())
                .isEqualTo("国道43号の梅香を先頭とする渋滞の列は約1.2kmとなり、末尾は弁天町付近に達しています。");
        assertThat(queue(Step.CLEARED, false, QueueChange.Ending.DISSOLVED).ja())
                .isEqualTo("国道43号の梅香を先頭とする渋滞の列は、約40分で解消しました（最大約1.6km）。");
        assertThat(queue(Step.CLEARED, false, QueueChange.Ending.MERGED).en())
                .isEqualTo("The queue from Baika on National Route 43 has become part of another queue after 40 min; it"
                        + " was up to 1.6 km long.");
    }

    @Test
    void timesAndLengthsAreSaidAsPeopleDo() {
        assertThat(Words.durationEn(125)).isEqualTo("2 h 5 min");
        assertThat(Words.durationJa(125)).isEqualTo("2時間5分");
        assertThat(Words.durationJa(120)).isEqualTo("2時間");
        assertThat(Words.durationEn(30 * 1440)).isEqualTo("30 days");
        assertThat(Words.lengthEn(347)).isEqualTo("350 m");
        assertThat(Words.lengthJa(999)).isEqualTo("1.0km");
        assertThat(Words.clockJa(EIGHT + 5 * MINUTE, OSAKA)).isEqualTo("8時05分");
    }

    @Test
    void everySentenceIsOneAndComplete() {
        List<Sentence> all = new ArrayList<>();
        for (Step step : Step.values()) {
            for (Basis basis : Basis.values()) {
                for (CongestionChange.Ending ending : CongestionChange.Ending.values()) {
                    all.add(congestion(step, basis, ending));
                }
            }
            for (QueueChange.Ending ending : QueueChange.Ending.values()) {
                all.add(queue(step, true, ending));
                all.add(queue(step, false, ending));
            }
            for (Fault fault : Fault.values()) {
                for (DetectorChange.Ending ending : DetectorChange.Ending.values()) {
                    all.add(detector(step, fault, ending));
                }
            }
        }
        for (RoadEventKind kind : RoadEventKind.values()) {
            all.add(new CongestionWords(OSAKA, 15)
                    .sentence(
                            new CongestionChange(
                                    Step.OPENED, EIGHT, EIGHT, Severity.NOTICE, Basis.FREE_FLOW, 3, 14, Float.NaN,
                                    0.2f, 0.2f, CongestionChange.Ending.NONE),
                            LINK,
                            Optional.of(kind)));
        }
        assertThat(all).allSatisfy(sentence -> {
            assertThat(sentence.en()).matches("[A-Z].*[^.]\\.").doesNotContain("NaN", "null", "  ");
            assertThat(sentence.ja()).endsWith("。").doesNotContain("NaN", "null", " 。");
            assertThat(sentence.ja().chars().filter(c -> c == '。').count()).isOne();
            assertThat(sentence.ja()).matches(".*[\\p{IsHan}\\p{IsHiragana}].*");
        });
    }
}
