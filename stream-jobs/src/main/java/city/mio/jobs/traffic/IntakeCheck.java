package city.mio.jobs.traffic;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.topics.EventTime;
import city.mio.jobs.topics.Inbound;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What makes a readable record unfit for the city, and which event time it may stand for. Stateless. */
interface IntakeCheck<T> extends Serializable {

    /** The refusal, or empty if the record is fit. */
    Optional<DeadLetter> refuse(Inbound<T> inbound, long watermark);

    /** The event's time if it may move the watermark, else {@link EventTime#NO_TIME}. */
    long timeOf(T event);

    /** Probe positions: a time in range, a place in the city. */
    static IntakeCheck<ProbePosition> probes(TrafficSettings settings) {
        return new Probes(settings);
    }

    /** Detector readings: a time in range, a detector that the city has. */
    static IntakeCheck<DetectorReading> readings(TrafficSettings settings) {
        return new Readings(settings);
    }

    /** Why a time is refused; null if it is not. */
    private static String faultOfTime(TrafficSettings settings, long time, long ingestedAt, long watermark) {
        String fault = settings.faultOfTime(time, ingestedAt);
        if (fault == null
                && watermark != Long.MIN_VALUE
                && watermark != Long.MAX_VALUE
                && time - watermark > settings.mostJumpMillis() + settings.disorderMillis()) {
            return "time " + Instant.ofEpochMilli(time) + " is far ahead of all others";
        }
        return fault;
    }

    /** For probe positions. */
    record Probes(TrafficSettings settings) implements IntakeCheck<ProbePosition> {

        @Override
        public Optional<DeadLetter> refuse(Inbound<ProbePosition> inbound, long watermark) {
            ProbePosition fix = inbound.event();
            String fault = faultOfTime(settings, fix.time(), inbound.ingestedAt(), watermark);
            if (fault != null) {
                return Optional.of(inbound.refuse(RefusalReason.TIME_OUT_OF_RANGE, fault, fix.vehicleId()));
            }
            if (!settings.bounds().contains(fix.lon(), fix.lat())) {
                boolean swapped = settings.bounds().contains(fix.lat(), fix.lon());
                return Optional.of(inbound.refuse(
                        RefusalReason.OUTSIDE_CITY,
                        "lon " + fix.lon() + ", lat " + fix.lat() + (swapped ? ": lon and lat are swapped" : ""),
                        fix.vehicleId()));
            }
            return Optional.empty();
        }

        @Override
        public long timeOf(ProbePosition fix) {
            return settings.faultOfTime(fix.time(), fix.time()) == null
                            && settings.bounds().contains(fix.lon(), fix.lat())
                    ? fix.time()
                    : EventTime.NO_TIME;
        }
    }

    /** For detector readings. */
    record Readings(TrafficSettings settings, Set<String> known) implements IntakeCheck<DetectorReading> {

        Readings(TrafficSettings settings) {
            this(settings, settings.detectors().stream().map(DetectorSite::id).collect(Collectors.toSet()));
        }

        @Override
        public Optional<DeadLetter> refuse(Inbound<DetectorReading> inbound, long watermark) {
            DetectorReading reading = inbound.event();
            String fault = faultOfTime(settings, reading.intervalStart(), inbound.ingestedAt(), watermark);
            if (fault != null) {
                return Optional.of(inbound.refuse(RefusalReason.TIME_OUT_OF_RANGE, fault, reading.detectorId()));
            }
            if (reading.intervalEnd() - reading.intervalStart() > 3_600_000) {
                return Optional.of(inbound.refuse(
                        RefusalReason.INVALID_FIELD, "intervalEnd is over an hour after its start", reading.detectorId()));
            }
            if (!known.contains(reading.detectorId())) {
                return Optional.of(inbound.refuse(
                        RefusalReason.UNKNOWN_DEVICE, "detectorId " + reading.detectorId(), reading.detectorId()));
            }
            return Optional.empty();
        }

        @Override
        public long timeOf(DetectorReading reading) {
            return known.contains(reading.detectorId())
                            && settings.faultOfTime(reading.intervalStart(), reading.intervalStart()) == null
                    // A reading comes when its interval is over: that is how late the stream is.
                    ? reading.intervalEnd()
                    : EventTime.NO_TIME;
        }
    }
}
