package city.mio.feeds.http;

import city.mio.events.HaulSlot;
import city.mio.feeds.haul.HaulReport;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The report as a CSV file and as a page for the printer, with use against cap drawn slot by slot. Stateless. */
final class HaulReportText {

    private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final int WIDTH = 900;
    private static final int HEIGHT = 130;

    private HaulReportText() {}

    /** Slots, then contractors after an empty line; spreadsheets of the office open it as it is. */
    static String csv(HaulReport report, ZoneId zone) {
        StringBuilder csv = new StringBuilder("\uFEFFroute,slot,cap,declared,planned,seen,undeclared,over_cap,decision,decided_by,remark\r\n");
        for (HaulSlot s : report.slots()) {
            csv.append(String.join(
                            ",",
                            cell(s.routeId()),
                            SLOT.format(Instant.ofEpochMilli(s.slotStart()).atZone(zone)),
                            Integer.toString(s.cap()),
                            Integer.toString(s.declared()),
                            Integer.toString(s.planned()),
                            Integer.toString(s.seen()),
                            Integer.toString(s.undeclared()),
                            Integer.toString(Math.max(0, s.seen() - s.cap())),
                            s.decision().name(),
                            cell(s.decidedBy()),
                            cell(s.remark())))
                    .append("\r\n");
        }
        csv.append("\r\ncontractor,trips,moved,refused,on_time,early,late,wrong_route,no_show,minutes_late,minutes_moved,move_cost\r\n");
        report.contractors().forEach((name, c) -> csv.append(cell(name))
                .append(String.format(
                        ",%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d\r\n",
                        c.trips(), c.moved(), c.refused(), c.onTime(), c.early(), c.late(), c.wrongRoute(), c.noShow(),
                        c.minutesLate(), c.minutesMoved(), c.moveCost())));
        return csv.toString();
    }

    /** Quoted where needed; nothing that a spreadsheet would take for a formula. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    static String page(HaulReport report, String title, CityPlaces places, ZoneId zone, boolean ja) {
        StringBuilder h = new StringBuilder();
        h.append("<!doctype html><html lang=\"").append(ja ? "ja" : "en").append("\"><head><meta charset=\"utf-8\"><title>")
                .append(ja ? "工事車両 報告書 " : "Construction traffic report ").append(html(title))
                .append("</title><link rel=\"stylesheet\" href=\"/web/haul.css\"></head><body class=\"report\"><h1>")
                .append(ja ? "工事車両 報告書" : "Construction traffic report").append(" <small>").append(html(title))
                .append("</small></h1>");
        String[] of = ja
                ? new String[] {"経路", "枠数", "上限計", "届出", "計画", "通過", "無届出", "超過枠"}
                : new String[] {"Route", "Slots", "Caps", "Declared", "Planned", "Seen", "Undeclared", "Slots over cap"};
        head(h, of);
        report.routes().forEach((id, r) -> row(
                h, name(places, id, ja), r.slots(), r.caps(), r.declared(), r.planned(), r.seen(), r.undeclared(), r.overCap()));
        h.append("</tbody></table>");
        for (String route : report.routes().keySet()) {
            chart(h, name(places, route, ja), report.slots().stream().filter(s -> s.routeId().equals(route)).toList(), zone, ja);
        }
        head(h, ja
                ? new String[] {"事業者", "台数", "変更", "不可", "定刻", "早着", "遅着", "経路違反", "不通過", "遅れ（分）", "枠変更（分）", "変更費用"}
                : new String[] {
                    "Contractor", "Trips", "Moved", "Refused", "On time", "Early", "Late", "Wrong route", "No-show", "Minutes late",
                    "Minutes moved", "Cost of moves"
                });
        report.contractors().forEach((id, c) -> row(
                h, id, c.trips(), c.moved(), c.refused(), c.onTime(), c.early(), c.late(), c.wrongRoute(), c.noShow(),
                c.minutesLate(), c.minutesMoved(), c.moveCost()));
        return h.append("</tbody></table></body></html>").toString();
    }

    private static void head(StringBuilder h, String... names) {
        h.append("<table><thead><tr>");
        for (String name : names) {
            h.append("<th>").append(name).append("</th>");
        }
        h.append("</tr></thead><tbody>");
    }

    private static void row(StringBuilder h, String name, long... values) {
        h.append("<tr><th>").append(html(name)).append("</th>");
        for (long value : values) {
            h.append("<td>").append(value).append("</td>");
        }
        h.append("</tr>");
    }

    private static void chart(StringBuilder h, String name, List<HaulSlot> slots, ZoneId zone, boolean ja) {
        int most = 1;
        for (HaulSlot s : slots) {
            most = Math.max(most, Math.max(s.cap(), Math.max(s.seen(), s.planned())));
        }
        double step = (double) WIDTH / Math.max(1, slots.size());
        h.append("<figure><figcaption>").append(html(name)).append(ja ? "：上限（線）と通過（棒）、計画（枠）" : ": cap (line), seen (bars), planned (frames)")
                .append("</figcaption><svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT + 20).append("\" role=\"img\">");
        for (int i = 0; i < slots.size(); i++) {
            HaulSlot s = slots.get(i);
            double x = i * step;
            bar(h, "planned", x + 1, step - 2, (double) s.planned() * HEIGHT / most);
            bar(h, s.seen() > s.cap() ? "seen over" : "seen", x + 2, step - 4, (double) s.seen() * HEIGHT / most);
            double y = HEIGHT - (double) s.cap() * HEIGHT / most;
            h.append(String.format("<line class=\"cap\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x, x + step, y, y));
            if (i % Math.max(1, slots.size() / 12) == 0) {
                h.append(String.format("<text x=\"%.1f\" y=\"%d\">%s</text>", x, HEIGHT + 14,
                        CLOCK.format(Instant.ofEpochMilli(s.slotStart()).atZone(zone))));
            }
        }
        h.append("</svg></figure>");
    }

    private static void bar(StringBuilder h, String kind, double x, double width, double height) {
        h.append(String.format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", kind, x, HEIGHT - height,
                Math.max(0.5, width), height));
    }

    private static String name(CityPlaces places, String routeId, boolean ja) {
        return places.haulRoutes().stream()
                .filter(route -> route.id().equals(routeId))
                .map(HaulRoute::name)
                .map(name -> ja ? name.ja() : name.en())
                .findFirst()
                .orElse(routeId);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
