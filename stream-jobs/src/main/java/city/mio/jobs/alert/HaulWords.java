package city.mio.jobs.alert;

import city.mio.geo.places.HaulRoute;
import city.mio.models.haul.PlateChange;
import city.mio.models.haul.PlateChange.Ending;
import city.mio.models.haul.SlotChange;
import java.time.ZoneId;

/** Says what is wrong with construction traffic. Plates appear as the first letters of their hash. Stateless. */
final class HaulWords {

    private final ZoneId zone;

    HaulWords(ZoneId zone) {
        this.zone = zone;
    }

    Sentence slot(SlotChange change, HaulRoute route) {
        String slotEn = Words.clockEn(change.slotStart(), zone) + "-" + Words.clockEn(change.slotEnd(), zone);
        String slotJa = Words.clockJa(change.slotStart(), zone) + "～" + Words.clockJa(change.slotEnd(), zone);
        return switch (change.step()) {
            case OPENED -> new Sentence(
                    "The " + route.name().en() + " has gone over its cap in the slot " + slotEn + ": "
                            + change.passed() + " construction vehicles, cap " + change.cap() + ".",
                    route.name().ja() + "の" + slotJa + "の枠で、工事車両が" + change.passed() + "台となり、上限の"
                            + change.cap() + "台を超えました。");
            case UPDATED -> new Sentence(
                    "The " + route.name().en() + " is now " + (change.passed() - change.cap())
                            + " over its cap in the slot " + slotEn + ": " + change.passed()
                            + " construction vehicles, cap " + change.cap() + ".",
                    route.name().ja() + "の" + slotJa + "の枠で、工事車両が" + change.passed() + "台に増え、上限を"
                            + (change.passed() - change.cap()) + "台超過しています。");
            case CLEARED -> new Sentence(
                    "The slot " + slotEn + " of the " + route.name().en() + " is over with " + change.passed()
                            + " construction vehicles, " + (change.passed() - change.cap()) + " over its cap.",
                    route.name().ja() + "の" + slotJa + "の枠は、上限を" + (change.passed() - change.cap()) + "台超える"
                            + change.passed() + "台で終了しました。");
        };
    }

    Sentence plate(PlateChange change, String plateHash, Place camera) {
        String plate = plateHash.substring(0, Math.min(8, plateHash.length()));
        String seenEn = Words.clockEn(change.lastSeen(), zone);
        String seenJa = Words.clockJa(change.lastSeen(), zone);
        return switch (change.step()) {
            case OPENED -> new Sentence(
                    "An undeclared construction vehicle (plate hash " + plate + ") passed " + camera.en() + " at "
                            + seenEn + ".",
                    seenJa + "、" + camera.ja() + "で届出のない工事車両（照合番号" + plate + "）の通過を確認しました。");
            case UPDATED -> new Sentence(
                    "The undeclared construction vehicle (plate hash " + plate + ") was seen again, at " + camera.en()
                            + " at " + seenEn + ".",
                    "届出のない工事車両（照合番号" + plate + "）を、" + seenJa + "に" + camera.ja() + "でも確認しました。");
            case CLEARED -> change.ending() == Ending.DECLARED
                    ? new Sentence(
                            "The construction vehicle (plate hash " + plate + ") seen at " + camera.en() + " at "
                                    + seenEn + " has now been declared.",
                            seenJa + "に" + camera.ja() + "で確認した工事車両（照合番号" + plate + "）は、届出が確認されました。")
                    : new Sentence(
                            "The undeclared construction vehicle (plate hash " + plate + ") has not been seen since "
                                    + seenEn + ".",
                            "届出のない工事車両（照合番号" + plate + "）は、" + seenJa + "以降確認されていません。");
        };
    }
}
