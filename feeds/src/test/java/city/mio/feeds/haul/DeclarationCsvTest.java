package city.mio.feeds.haul;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.haul.DeclarationCsv.Content;
import city.mio.feeds.haul.DeclarationCsv.Fault;
import city.mio.feeds.inbound.PlateHasher;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationCsvTest {

    private static final PlateHasher HASHER = new PlateHasher("a key of the test's own".getBytes(StandardCharsets.UTF_8));
    private static final DeclarationCsv CSV = new DeclarationCsv(HASHER, ZoneId.of("Asia/Tokyo"), 30);

    private static final String JAPANESE =
            """
            届出番号,事業者名,現場,経路,搬入日,時間帯,車種,車両番号,区分
            A-1,大林組,ir,yumemai-hokko,２０２６年１１月２５日,８時３０分,大型,なにわ １００ あ 12-34,確定
            A-2,大林組,ir,yumemai-hokko,2026/11/25,9:00～9:30,トレーラー,,見込み
            A-3,"鹿島,道路",expo,yumesaki-nanko,2026-11-26,13:00,小型,大阪500い56-78,取消
            """;

    @Test
    void shiftJisAndUtf8AreReadAlike() {
        Content utf8 = CSV.read(JAPANESE.getBytes(StandardCharsets.UTF_8));
        Content marked = CSV.read(("\uFEFF" + JAPANESE).getBytes(StandardCharsets.UTF_8));
        Content windows = CSV.read(JAPANESE.replace("\n", "\r\n").getBytes(Charset.forName("windows-31j")));
        assertThat(utf8.faults()).isEmpty();
        assertThat(utf8.charset()).isEqualTo("UTF-8");
        assertThat(windows.charset()).isEqualTo("Shift_JIS");
        assertThat(marked.rows()).isEqualTo(utf8.rows());
        assertThat(windows.rows()).isEqualTo(utf8.rows());
        HaulDeclaration first = utf8.rows().get(0).declaration();
        assertThat(first.contractor()).isEqualTo("大林組");
        assertThat(Instant.ofEpochMilli(first.slotStart())).isEqualTo(Instant.parse("2026-11-24T23:30:00Z"));
        assertThat(first.slotEnd() - first.slotStart()).isEqualTo(1_800_000);
        assertThat(first.plateHash()).isEqualTo(HASHER.hash("なにわ100あ1234"));
        assertThat(first.vehicleClass()).isEqualTo(HaulVehicleClass.HEAVY);
        assertThat(utf8.rows().get(1).declaration().plateHash()).isEmpty();
        assertThat(utf8.rows().get(1).declaration().status()).isEqualTo(DeclarationStatus.ESTIMATE);
        assertThat(utf8.rows().get(2).declaration().contractor()).isEqualTo("鹿島,道路");
        assertThat(utf8.rows().get(2).declaration().status()).isEqualTo(DeclarationStatus.CANCELLED);
        assertThat(utf8.rows()).extracting(DeclarationCsv.Row::line).containsExactly(2L, 3L, 4L);
    }

    @Test
    void englishHeadersInAnyOrder() {
        Content content = CSV.read(
                "Plate,Class,Time,Date,Route,Site,Contractor,Id\nなにわ100あ1,heavy,08:00,2026-11-25,r,s,c,x\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(content.faults()).isEmpty();
        assertThat(content.rows().get(0).declaration().status()).isEqualTo(DeclarationStatus.FIRM);
    }

    @Test
    void aRowMaySayWhichOtherSlotsItCanTake() {
        Content content = CSV.read(
                """
                届出番号,事業者,現場,経路,日付,開始時刻,車種,最早時刻,最遅時刻,経路変更費用
                a,c,s,r,2026-11-25,08:30,大型,7:30,10:00,12
                b,c,s,r,2026-11-25,08:30,大型,,,
                c,c,s,r,2026-11-25,08:30,大型,,10時,
                d,c,s,r,2026-11-25,08:30,大型,soon,10:00,
                e,c,s,r,2026-11-25,08:30,大型,9:00,8:00,
                f,c,s,r,2026-11-25,08:30,大型,,,maybe
                """
                        .getBytes(StandardCharsets.UTF_8));
        long begin = Instant.parse("2026-11-24T23:30:00Z").toEpochMilli();
        long hour = 3_600_000;
        assertThat(content.rows()).extracting(row -> row.declaration().terms())
                .containsExactly(
                        new HaulTerms(begin - hour, begin + 3 * hour / 2, 1, 1, 12, 0),
                        HaulTerms.NONE,
                        new HaulTerms(begin, begin + 3 * hour / 2, 1, 1, -1, 0));
        assertThat(content.faults()).extracting(Fault::line).containsExactly(5L, 6L, 7L);
        assertThat(content.faults()).extracting(Fault::message).allMatch(m -> m.matches("(earliest|windowEnd|otherRoute).*"));
    }

    @Test
    void everyFaultyRowIsTold() {
        Content content = CSV.read(
                """
                id,contractor,site,route,date,time,class,plate
                a,c,s,r,2026-13-01,08:00,heavy,
                b,c,s,r,2026-11-25,25:00,heavy,
                d,c,s,r,2026-11-25,08:00,spaceship,
                e,,s,r,2026-11-25,08:00,heavy,
                f,c,s,r,someday,08:00,heavy,なにわ100あ99
                g,c,s,r,2026-11-25,08:00,heavy,---
                h,c,s
                i,c,s,r,2026-11-25,08:00,heavy,なにわ100あ1
                """
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(content.rows()).hasSize(1);
        assertThat(content.faults()).extracting(Fault::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(content.faults()).extracting(Fault::column)
                .containsExactly("date", "time", "class", "contractor", "date", "plate", "route");
        assertThat(content.faults()).noneMatch(fault -> fault.message().contains("なにわ"));
    }

    @Test
    void filesThatAreNoneAreToldAsSuch() {
        assertThat(CSV.read(new byte[0]).faults()).extracting(Fault::message).containsExactly("the file is empty");
        assertThat(CSV.read(new byte[] {(byte) 0xFF, (byte) 0xFE, 0x00, (byte) 0x80}).faults()).isNotEmpty();
        assertThat(CSV.read("id,id\n".getBytes(StandardCharsets.UTF_8)).faults()).extracting(Fault::message)
                .contains("the column is there twice");
        assertThat(CSV.read("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)).faults()).hasSize(7);
        String open = "id,contractor,site,route,date,time,class\na,c,s,r,2026-11-25,08:00,heavy\n\"x,c\n";
        Content cut = CSV.read(open.getBytes(StandardCharsets.UTF_8));
        assertThat(cut.rows()).hasSize(1);
        assertThat(cut.faults()).isNotEmpty();
        assertThat(List.copyOf(cut.faults())).allMatch(fault -> !fault.message().isBlank());
    }
}
