package city.mio.events.wire;

import city.mio.events.DetectorReading;
import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.VehicleKind;

/** The wire form of what comes in: record to message and back, field by field. */
final class InputCodecs {

    static final Codec<ProbePosition> PROBE_POSITION = Codec.of(
            city.mio.events.wire.proto.ProbePosition.parser(), InputCodecs::write, InputCodecs::read);

    static final Codec<DetectorReading> DETECTOR_READING = Codec.of(
            city.mio.events.wire.proto.DetectorReading.parser(), InputCodecs::write, InputCodecs::read);

    static final Codec<RoadEvent> ROAD_EVENT = Codec.of(
            city.mio.events.wire.proto.RoadEvent.parser(), InputCodecs::write, InputCodecs::read);

    static final Codec<HaulPassage> HAUL_PASSAGE = Codec.of(
            city.mio.events.wire.proto.HaulPassage.parser(), InputCodecs::write, InputCodecs::read);

    private static city.mio.events.wire.proto.ProbePosition write(ProbePosition event) {
        city.mio.events.wire.proto.ProbePosition.Builder message = city.mio.events.wire.proto.ProbePosition.newBuilder()
                .setVehicleId(event.vehicleId())
                .setKindValue(event.kind().code())
                .setSequence(event.sequence())
                .setTime(event.time())
                .setLon(event.lon())
                .setLat(event.lat());
        if (!Float.isNaN(event.speedMps())) {
            message.setSpeedMps(event.speedMps());
        }
        if (!Float.isNaN(event.headingDegrees())) {
            message.setHeadingDegrees(event.headingDegrees());
        }
        if (!Float.isNaN(event.accuracyMetres())) {
            message.setAccuracyMetres(event.accuracyMetres());
        }
        return message.build();
    }

    private static ProbePosition read(city.mio.events.wire.proto.ProbePosition message) {
        return new ProbePosition(
                message.getVehicleId(),
                VehicleKind.ofCode(message.getKindValue()),
                message.getSequence(),
                message.getTime(),
                message.getLon(),
                message.getLat(),
                message.hasSpeedMps() ? message.getSpeedMps() : Float.NaN,
                message.hasHeadingDegrees() ? message.getHeadingDegrees() : Float.NaN,
                message.hasAccuracyMetres() ? message.getAccuracyMetres() : Float.NaN);
    }

    private static city.mio.events.wire.proto.DetectorReading write(DetectorReading event) {
        city.mio.events.wire.proto.DetectorReading.Builder message = city.mio.events.wire.proto.DetectorReading.newBuilder()
                .setDetectorId(event.detectorId())
                .setSequence(event.sequence())
                .setIntervalStart(event.intervalStart())
                .setIntervalEnd(event.intervalEnd())
                .setCount(event.count())
                .setOccupancy(event.occupancy())
                .setCars(event.cars())
                .setTrucks(event.trucks())
                .setBuses(event.buses())
                .setMotorcycles(event.motorcycles());
        if (!Float.isNaN(event.meanSpeedMps())) {
            message.setMeanSpeedMps(event.meanSpeedMps());
        }
        return message.build();
    }

    private static DetectorReading read(city.mio.events.wire.proto.DetectorReading message) {
        return new DetectorReading(
                message.getDetectorId(),
                message.getSequence(),
                message.getIntervalStart(),
                message.getIntervalEnd(),
                message.getCount(),
                message.getOccupancy(),
                message.hasMeanSpeedMps() ? message.getMeanSpeedMps() : Float.NaN,
                message.getCars(),
                message.getTrucks(),
                message.getBuses(),
                message.getMotorcycles());
    }

    private static city.mio.events.wire.proto.RoadEvent write(RoadEvent event) {
        city.mio.events.wire.proto.RoadEvent.Builder message = city.mio.events.wire.proto.RoadEvent.newBuilder()
                .setEventId(event.eventId())
                .setKindValue(event.kind().code())
                .setStart(event.start())
                .setEnd(event.end())
                .setLinkId(event.linkId())
                .setLanesClosed(event.lanesClosed())
                .setMagnitude(event.magnitude())
                .setDescriptionEn(event.descriptionEn())
                .setDescriptionJa(event.descriptionJa());
        return message.build();
    }

    private static RoadEvent read(city.mio.events.wire.proto.RoadEvent message) {
        return new RoadEvent(
                message.getEventId(),
                RoadEventKind.ofCode(message.getKindValue()),
                message.getStart(),
                message.getEnd(),
                message.getLinkId(),
                message.getLanesClosed(),
                message.getMagnitude(),
                message.getDescriptionEn(),
                message.getDescriptionJa());
    }

    private static city.mio.events.wire.proto.HaulPassage write(HaulPassage event) {
        city.mio.events.wire.proto.HaulPassage.Builder message = city.mio.events.wire.proto.HaulPassage.newBuilder()
                .setCameraId(event.cameraId())
                .setSequence(event.sequence())
                .setTime(event.time())
                .setPlateHash(event.plateHash())
                .setVehicleClassValue(event.vehicleClass().code())
                .setConfidence(event.confidence());
        return message.build();
    }

    private static HaulPassage read(city.mio.events.wire.proto.HaulPassage message) {
        return new HaulPassage(
                message.getCameraId(),
                message.getSequence(),
                message.getTime(),
                message.getPlateHash(),
                HaulVehicleClass.ofCode(message.getVehicleClassValue()),
                message.getConfidence());
    }

    private InputCodecs() {}
}
