package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.ForecastQuality;
import city.mio.events.HorizonQuality;
import city.mio.events.RoadEventKind;
import city.mio.geo.places.DetectorSite;
import city.mio.models.incident.CongestionChange;
import city.mio.models.incident.DetectorChange;
import city.mio.models.incident.DetectorChange.Fault;
import city.mio.models.incident.PredictedChange;
import city.mio.models.incident.QueueChange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes alerts of what the models judge: id, place, evidence and sentences. An alert's id is made of its type, its place
 * and when it began, so that a replay gives the same ids. Immutable and thread-safe.
 */
final class Alerts {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final PlaceNames names;
    private final CongestionWords congestionWords;
    private final DetectorWords detectorWords;
    private final ForecastWords forecastWords;
    private final Place city;

    Alerts(PlaceNames names, ZoneId zone, AlertThresholds thresholds) {
        this.names = names;
        this.congestionWords =
                new CongestionWords(zone, thresholds.congestion().timeoutMinutes());
        this.detectorWords = new DetectorWords(zone);
        this.forecastWords = new ForecastWords(zone, thresholds.predicted().followMinutes());
        this.city = names.city();
    }

    Alert predicted(long linkId, PredictedChange change) {
        Place place = names.link(linkId);
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("likelihood", change.likelihood().name());
        evidence.put("startsAt", Instant.ofEpochMilli(change.startsAt()).toString());
        evidence.put("leadSeconds", seconds(change.time(), change.startsAt()));
        evidence.put("speedMps", Words.figure(change.speedMps(), 1));
        evidence.put("lowSpeedMps", Words.figure(change.lowSpeedMps(), 1));
        evidence.put("freeFlowSpeedMps", Words.figure(change.freeFlowSpeedMps(), 1));
        evidence.put("durationSeconds", seconds(change.since(), change.time()));
        if (change.ending() != PredictedChange.Ending.NONE) {
            evidence.put("ending", change.ending().name());
        }
        return alert(
                AlertType.PREDICTED_CONGESTION,
                "predicted-" + linkId,
                Long.toString(linkId),
                place,
                change.severity().name(),
                change.step().name(),
                change.since(),
                change.time(),
                evidence,
                forecastWords.predicted(change, place));
    }

    Alert drift(ForecastQuality quality, AlertStatus status, long since) {
        double outcomes = 0;
        double errors = 0;
        double profile = 0;
        for (HorizonQuality horizon : quality.horizons()) {
            outcomes += horizon.outcomes();
            errors += horizon.outcomes() * horizon.mae();
            profile += horizon.outcomes() * horizon.profileMae();
        }
        double mae = outcomes == 0 ? 0 : errors / outcomes;
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("quantity", quality.quantity().name());
        evidence.put("modelVersion", quality.modelVersion());
        evidence.put("meanAbsoluteError", Words.figure(mae, 2));
        evidence.put("profileMeanAbsoluteError", Words.figure(outcomes == 0 ? 0 : profile / outcomes, 2));
        evidence.put("targets", Integer.toString(quality.targets()));
        evidence.put("fallbackTargets", Integer.toString(quality.fallbackTargets()));
        evidence.put("durationSeconds", seconds(since, quality.time()));
        return alert(
                AlertType.FORECAST_DRIFT,
                "drift-" + quality.part() + "-" + quality.quantity().name().toLowerCase(Locale.ROOT),
                quality.part(),
                city,
                "WARNING",
                status.name(),
                since,
                quality.time(),
                evidence,
                forecastWords.drift(quality, status, mae));
    }

    Alert congestion(long linkId, CongestionChange change, String causeId, Optional<RoadEventKind> cause) {
        Place place = names.link(linkId);
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("speedMps", Words.figure(change.speedMps(), 1));
        evidence.put("freeFlowSpeedMps", Words.figure(change.freeFlowSpeedMps(), 1));
        if (!Float.isNaN(change.usualSpeedMps())) {
            evidence.put("usualSpeedMps", Words.figure(change.usualSpeedMps(), 1));
        }
        evidence.put("speedRatio", Words.figure(change.ratio(), 2));
        evidence.put("worstSpeedRatio", Words.figure(change.worstRatio(), 2));
        evidence.put("durationSeconds", seconds(change.since(), change.time()));
        evidence.put("basis", change.basis().name());
        putCause(evidence, causeId, cause);
        if (change.ending() != CongestionChange.Ending.NONE) {
            evidence.put("ending", change.ending().name());
        }
        return alert(
                AlertType.CONGESTION,
                "congestion-" + linkId,
                Long.toString(linkId),
                place,
                change.severity().name(),
                change.step().name(),
                change.since(),
                change.time(),
                evidence,
                congestionWords.sentence(change, place, cause));
    }

    Alert queue(QueueChange change, String causeId, Optional<RoadEventKind> cause) {
        Place head = names.head(change.headLinkId());
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("lengthMetres", Words.figure(change.lengthMetres(), 0));
        evidence.put("worstLengthMetres", Words.figure(change.worstLengthMetres(), 0));
        evidence.put("links", Integer.toString(change.links()));
        evidence.put("headLinkId", Long.toString(change.headLinkId()));
        evidence.put("tailLinkId", Long.toString(change.tailLinkId()));
        evidence.put("reachesExpressway", Boolean.toString(change.reachesExpressway()));
        evidence.put("durationSeconds", seconds(change.since(), change.time()));
        putCause(evidence, causeId, cause);
        if (change.ending() != QueueChange.Ending.NONE) {
            evidence.put("ending", change.ending().name());
        }
        return alert(
                AlertType.QUEUE_SPILLBACK,
                "queue-" + change.anchorLinkId(),
                Long.toString(change.headLinkId()),
                head,
                change.severity().name(),
                change.step().name(),
                change.since(),
                change.time(),
                evidence,
                QueueWords.sentence(change, head, names.tail(change.tailLinkId())));
    }

    Alert detector(DetectorSite site, DetectorChange change) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("fault", change.fault().name());
        evidence.put("durationSeconds", seconds(change.since(), change.time()));
        if (change.lastReadingEnd() != 0) {
            evidence.put("lastReading", Instant.ofEpochMilli(change.lastReadingEnd()).toString());
        }
        if (change.fault() != Fault.SILENT) {
            evidence.put("repeats", Integer.toString(change.repeats()));
            evidence.put("count", Integer.toString(change.count()));
            evidence.put("occupancy", Words.figure(change.occupancy(), 3));
            if (!Float.isNaN(change.speedMps())) {
                evidence.put("speedMps", Words.figure(change.speedMps(), 1));
            }
        }
        if (change.ending() != DetectorChange.Ending.NONE) {
            evidence.put("ending", change.ending().name());
        }
        boolean silent = change.fault() == Fault.SILENT;
        return alert(
                silent ? AlertType.DETECTOR_SILENT : AlertType.DETECTOR_STUCK,
                (silent ? "silent-" : "stuck-") + site.id(),
                site.id(),
                names.detector(site),
                // A silent detector is a hole that can be seen; a stuck one lies to whoever trusts it.
                silent ? "NOTICE" : "WARNING",
                change.step().name(),
                change.since(),
                change.time(),
                evidence,
                detectorWords.sentence(change, site));
    }

    private static Alert alert(
            AlertType type,
            String idStem,
            String placeId,
            Place place,
            String severity,
            String step,
            long since,
            long time,
            Map<String, String> evidence,
            Sentence sentence) {
        return Alert.builder()
                .alertId(idStem.replaceAll("[^A-Za-z0-9._~-]", "_") + "-" + STAMP.format(Instant.ofEpochMilli(since)))
                .type(type)
                .severity(AlertSeverity.valueOf(severity))
                .status(AlertStatus.valueOf(step))
                .since(since)
                .time(time)
                .linkId(place.linkId())
                .placeId(placeId)
                .placeEn(place.en())
                .placeJa(place.ja())
                .lon(place.lon())
                .lat(place.lat())
                .sentenceEn(sentence.en())
                .sentenceJa(sentence.ja())
                .evidence(evidence)
                .build();
    }

    private static void putCause(Map<String, String> evidence, String causeId, Optional<RoadEventKind> cause) {
        cause.ifPresent(kind -> {
            evidence.put("roadEventId", causeId);
            evidence.put("roadEventKind", kind.name());
        });
    }

    private static String seconds(long since, long time) {
        return Long.toString(Math.max(0, time - since) / 1000);
    }
}
