package city.mio.feeds.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.inbound.PlateHasher;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a contractor's file. UTF-8 with or without a mark, or else Shift_JIS as Windows writes it (windows-31j); headers
 * in Japanese or English in any order; full-width digits count as digits. A row that cannot be read is told with its
 * line and column and does not keep others from being read. No plate is in any message. Immutable and thread-safe.
 */
public final class DeclarationCsv {

    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final int MOST_ROWS = 50_000;
    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2})[:時]([0-9]{1,2})?分?(?:[-~〜～].*)?");

    /** The columns, with the names that are known for each. */
    private enum Column {
        ID("declarationId", true, "declarationid", "id", "届出番号", "受付番号"),
        CONTRACTOR("contractor", true, "contractor", "事業者", "事業者名", "施工者", "請負者"),
        SITE("site", true, "site", "siteid", "現場", "現場名", "工事現場"),
        ROUTE("route", true, "route", "routeid", "経路", "ルート", "搬入経路"),
        DATE("date", true, "date", "日付", "搬入日", "通行日"),
        SLOT("time", true, "time", "slot", "slotstart", "時間帯", "開始時刻", "通行時刻"),
        CLASS("class", true, "class", "vehicleclass", "車種", "車両区分"),
        PLATE("plate", false, "plate", "車両番号", "登録番号", "ナンバー", "自動車登録番号"),
        STATUS("status", false, "status", "区分", "届出区分", "種別"),
        EARLIEST("earliest", false, "earliest", "最早", "最早時刻"),
        LATEST("latest", false, "latest", "最遅", "最遅時刻"),
        OTHER_ROUTE("otherRoute", false, "otherroute", "経路変更費用", "他経路");

        final String title;
        final boolean needed;
        final List<String> names;

        Column(String title, boolean needed, String... names) {
            this.title = title;
            this.needed = needed;
            this.names = List.of(names);
        }
    }

    private static final Map<String, HaulVehicleClass> CLASSES = Map.of(
            "小型", HaulVehicleClass.LIGHT,
            "小型車", HaulVehicleClass.LIGHT,
            "中型", HaulVehicleClass.MEDIUM,
            "中型車", HaulVehicleClass.MEDIUM,
            "大型", HaulVehicleClass.HEAVY,
            "大型車", HaulVehicleClass.HEAVY,
            "トレーラ", HaulVehicleClass.TRAILER,
            "トレーラー", HaulVehicleClass.TRAILER);
    private static final Map<String, DeclarationStatus> STATUSES = Map.of(
            "見込", DeclarationStatus.ESTIMATE,
            "見込み", DeclarationStatus.ESTIMATE,
            "月間見込", DeclarationStatus.ESTIMATE,
            "確定", DeclarationStatus.FIRM,
            "週間計画", DeclarationStatus.FIRM,
            "取消", DeclarationStatus.CANCELLED,
            "取り消し", DeclarationStatus.CANCELLED,
            "中止", DeclarationStatus.CANCELLED);

    /** A row that was read; {@code line} is where it stands in the file, the header being line 1. */
    public record Row(long line, HaulDeclaration declaration) {}

    /** A row that could not be read, or the whole file (line 1). */
    public record Fault(long line, String column, String message) {}

    /** What a file holds. */
    public record Content(String charset, List<Row> rows, List<Fault> faults) {}

    private final PlateHasher hasher;
    private final ZoneId zone;
    private final int slotMinutes;

    /**
     * @param hasher that plates are replaced by
     * @param zone of dates and times in the files
     * @param slotMinutes length of a slot
     */
    public DeclarationCsv(PlateHasher hasher, ZoneId zone, int slotMinutes) {
        if (slotMinutes < 1 || slotMinutes > 1440) {
            throw new IllegalArgumentException("slotMinutes is outside 1 to 1440: " + slotMinutes);
        }
        this.hasher = hasher;
        this.zone = zone;
        this.slotMinutes = slotMinutes;
    }

    /** What the bytes of a file hold. */
    public Content read(byte[] bytes) {
        String charset = "UTF-8";
        String text;
        try {
            text = decode(bytes, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            try {
                charset = "Shift_JIS";
                text = decode(bytes, SHIFT_JIS);
            } catch (CharacterCodingException e2) {
                return whole("unknown", "is neither UTF-8 nor Shift_JIS");
            }
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        List<Row> rows = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(
                new StringReader(text), CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get())) {
            Map<Column, Integer> columns = null;
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (columns == null) {
                    columns = columns(record, faults);
                    if (!faults.isEmpty()) {
                        return new Content(charset, List.of(), faults);
                    }
                } else if (rows.size() + faults.size() >= MOST_ROWS) {
                    faults.add(new Fault(line, "", "the file has more than " + MOST_ROWS + " rows"));
                    break;
                } else {
                    read(record, line, columns, rows, faults);
                }
            }
            if (columns == null) {
                return whole(charset, "the file is empty");
            }
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            // A quote that is not closed; what follows it cannot be told apart.
            faults.add(new Fault(1, "", "the file is no CSV from some line on: a quote is not closed"));
        }
        return new Content(charset, List.copyOf(rows), List.copyOf(faults));
    }

    private static Content whole(String charset, String message) {
        return new Content(charset, List.of(), List.of(new Fault(1, "", message)));
    }

    private static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Map<Column, Integer> columns(CSVRecord header, List<Fault> faults) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (int i = 0; i < header.size(); i++) {
            String name = plain(header.get(i)).toLowerCase(Locale.ROOT);
            for (Column column : Column.values()) {
                if (column.names.contains(name) && columns.putIfAbsent(column, i) != null) {
                    faults.add(new Fault(1, column.title, "the column is there twice"));
                }
            }
        }
        for (Column column : Column.values()) {
            if (column.needed && !columns.containsKey(column)) {
                faults.add(new Fault(1, column.title, "the column is missing (" + String.join(", ", column.names) + ")"));
            }
        }
        return columns;
    }

    private void read(
            CSVRecord record, long line, Map<Column, Integer> columns, List<Row> rows, List<Fault> faults) {
        String column = "";
        try {
            Map<Column, String> values = new EnumMap<>(Column.class);
            for (Map.Entry<Column, Integer> entry : columns.entrySet()) {
                values.put(entry.getKey(), entry.getValue() < record.size() ? plain(record.get(entry.getValue())) : "");
            }
            for (Column needed : Column.values()) {
                column = needed.title;
                if (needed.needed && values.get(needed).isEmpty()) {
                    throw new IllegalArgumentException("is empty");
                }
            }
            column = Column.DATE.title;
            LocalDate date = date(values.get(Column.DATE));
            column = Column.SLOT.title;
            long start = date.atTime(time(values.get(Column.SLOT))).atZone(zone).toInstant().toEpochMilli();
            column = Column.CLASS.title;
            HaulVehicleClass type = oneOf(HaulVehicleClass.values(), CLASSES, values.get(Column.CLASS));
            column = Column.STATUS.title;
            String status = values.getOrDefault(Column.STATUS, "");
            DeclarationStatus firmness = status.isEmpty()
                    ? DeclarationStatus.FIRM
                    : oneOf(DeclarationStatus.values(), STATUSES, status);
            column = "";
            HaulTerms terms = terms(values, date, start);
            column = Column.PLATE.title;
            String plate = values.getOrDefault(Column.PLATE, "");
            String hash = plate.isEmpty() ? "" : hasher.hash(plate);
            column = "";
            rows.add(new Row(line, HaulDeclaration.builder()
                    .declarationId(values.get(Column.ID))
                    .contractor(values.get(Column.CONTRACTOR))
                    .siteId(values.get(Column.SITE))
                    .routeId(values.get(Column.ROUTE))
                    .slotStart(start)
                    .slotEnd(start + slotMinutes * 60_000L)
                    .plateHash(hash)
                    .vehicleClass(type)
                    .status(firmness)
                    .terms(terms)
                    .build()));
        } catch (IllegalArgumentException | DateTimeException e) {
            faults.add(new Fault(line, column, e.getMessage()));
        }
    }

    /** Which slots a row can take: from the earliest begin to the latest end; without either the declared one alone. */
    private HaulTerms terms(Map<Column, String> values, LocalDate date, long start) {
        String earliest = values.getOrDefault(Column.EARLIEST, "");
        String latest = values.getOrDefault(Column.LATEST, "");
        String other = values.getOrDefault(Column.OTHER_ROUTE, "");
        if (earliest.isEmpty() && latest.isEmpty() && other.isEmpty()) {
            return HaulTerms.NONE;
        }
        long from = earliest.isEmpty() ? start : moment(Column.EARLIEST, date, earliest);
        long until = latest.isEmpty() ? start + slotMinutes * 60_000L : moment(Column.LATEST, date, latest);
        if (!other.isEmpty() && !other.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(Column.OTHER_ROUTE.title + " is no cost: " + other);
        }
        return new HaulTerms(from, until, 1, 1, other.isEmpty() ? -1 : Integer.parseInt(other), 0);
    }

    private long moment(Column column, LocalDate date, String text) {
        try {
            return date.atTime(time(text)).atZone(zone).toInstant().toEpochMilli();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(column.title + " " + e.getMessage(), e);
        }
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    private static LocalDate date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is no date: " + text);
        }
        return LocalDate.of(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    private static LocalTime time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is no time of day: " + text);
        }
        return LocalTime.of(
                Integer.parseInt(matcher.group(1)), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }

    private static <T extends Enum<T>> T oneOf(T[] constants, Map<String, T> names, String text) {
        for (T constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        T named = names.get(text);
        if (named == null) {
            throw new IllegalArgumentException("is not known: " + text);
        }
        return named;
    }
}
