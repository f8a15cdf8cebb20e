package city.mio.events.wire;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.RefusalReason;
import city.mio.events.SpeedSource;
import city.mio.events.VehicleKind;
import com.google.protobuf.ByteString;

/** The wire form of what goes out: record to message and back, field by field. */
final class OutputCodecs {

    static final Codec<LinkTraversal> LINK_TRAVERSAL = Codec.of(
            city.mio.events.wire.proto.LinkTraversal.parser(), OutputCodecs::write, OutputCodecs::read);

    static final Codec<LinkState> LINK_STATE = Codec.of(
            city.mio.events.wire.proto.LinkState.parser(), OutputCodecs::write, OutputCodecs::read);

    static final Codec<Alert> ALERT = Codec.of(
            city.mio.events.wire.proto.Alert.parser(), OutputCodecs::write, OutputCodecs::read);

    static final Codec<DeadLetter> DEAD_LETTER = Codec.of(
            city.mio.events.wire.proto.DeadLetter.parser(), OutputCodecs::write, OutputCodecs::read);

    static final Codec<IntakeReceipt> INTAKE_RECEIPT = Codec.of(
            city.mio.events.wire.proto.IntakeReceipt.parser(), OutputCodecs::write, OutputCodecs::read);

    private static city.mio.events.wire.proto.LinkTraversal write(LinkTraversal event) {
        city.mio.events.wire.proto.LinkTraversal.Builder message = city.mio.events.wire.proto.LinkTraversal.newBuilder()
                .setVehicleId(event.vehicleId())
                .setKindValue(event.kind().code())
                .setSequence(event.sequence())
                .setLinkId(event.linkId())
                .setEnterTime(event.enterTime())
                .setExitTime(event.exitTime())
                .setStartShare(event.startShare())
                .setCoveredShare(event.coveredShare())
                .setPositions(event.positions())
                .setIngestedAt(event.ingestedAt());
        return message.build();
    }

    private static LinkTraversal read(city.mio.events.wire.proto.LinkTraversal message) {
        return new LinkTraversal(
                message.getVehicleId(),
                VehicleKind.ofCode(message.getKindValue()),
                message.getSequence(),
                message.getLinkId(),
                message.getEnterTime(),
                message.getExitTime(),
                message.getStartShare(),
                message.getCoveredShare(),
                message.getPositions(),
                message.getIngestedAt());
    }

    private static city.mio.events.wire.proto.LinkState write(LinkState event) {
        city.mio.events.wire.proto.LinkState.Builder message = city.mio.events.wire.proto.LinkState.newBuilder()
                .setLinkId(event.linkId())
                .setMinute(event.minute())
                .setSpeedMps(event.speedMps())
                .setTravelTimeSeconds(event.travelTimeSeconds())
                .setFreeFlowSpeedMps(event.freeFlowSpeedMps())
                .setSamples(event.samples())
                .setConfidence(event.confidence())
                .setSourceValue(event.source().code())
                .setRevision(event.revision())
                .setIngestedAt(event.ingestedAt());
        if (!Float.isNaN(event.flowVph())) {
            message.setFlowVph(event.flowVph());
        }
        if (!Float.isNaN(event.occupancy())) {
            message.setOccupancy(event.occupancy());
        }
        return message.build();
    }

    private static LinkState read(city.mio.events.wire.proto.LinkState message) {
        return new LinkState(
                message.getLinkId(),
                message.getMinute(),
                message.getSpeedMps(),
                message.getTravelTimeSeconds(),
                message.getFreeFlowSpeedMps(),
                message.getSamples(),
                message.getConfidence(),
                SpeedSource.ofCode(message.getSourceValue()),
                message.getRevision(),
                message.hasFlowVph() ? message.getFlowVph() : Float.NaN,
                message.hasOccupancy() ? message.getOccupancy() : Float.NaN,
                message.getIngestedAt());
    }

    private static city.mio.events.wire.proto.Alert write(Alert event) {
        city.mio.events.wire.proto.Alert.Builder message = city.mio.events.wire.proto.Alert.newBuilder()
                .setAlertId(event.alertId())
                .setTypeValue(event.type().code())
                .setSeverityValue(event.severity().code())
                .setStatusValue(event.status().code())
                .setSince(event.since())
                .setTime(event.time())
                .setLinkId(event.linkId())
                .setPlaceId(event.placeId())
                .setPlaceEn(event.placeEn())
                .setPlaceJa(event.placeJa())
                .setLon(event.lon())
                .setLat(event.lat())
                .setSentenceEn(event.sentenceEn())
                .setSentenceJa(event.sentenceJa())
                .putAllEvidence(event.evidence())
                .setAcknowledgedBy(event.acknowledgedBy());
        return message.build();
    }

    private static Alert read(city.mio.events.wire.proto.Alert message) {
        return new Alert(
                message.getAlertId(),
                AlertType.ofCode(message.getTypeValue()),
                AlertSeverity.ofCode(message.getSeverityValue()),
                AlertStatus.ofCode(message.getStatusValue()),
                message.getSince(),
                message.getTime(),
                message.getLinkId(),
                message.getPlaceId(),
                message.getPlaceEn(),
                message.getPlaceJa(),
                message.getLon(),
                message.getLat(),
                message.getSentenceEn(),
                message.getSentenceJa(),
                message.getEvidenceMap(),
                message.getAcknowledgedBy());
    }

    private static city.mio.events.wire.proto.DeadLetter write(DeadLetter event) {
        city.mio.events.wire.proto.DeadLetter.Builder message = city.mio.events.wire.proto.DeadLetter.newBuilder()
                .setSource(event.source())
                .setReasonValue(event.reason().code())
                .setDetail(event.detail())
                .setDeviceId(event.deviceId())
                .setRaw(ByteString.copyFrom(event.raw()))
                .setPartition(event.partition())
                .setOffset(event.offset())
                .setReceivedAt(event.receivedAt());
        return message.build();
    }

    private static DeadLetter read(city.mio.events.wire.proto.DeadLetter message) {
        return new DeadLetter(
                message.getSource(),
                RefusalReason.ofCode(message.getReasonValue()),
                message.getDetail(),
                message.getDeviceId(),
                message.getRaw().toByteArray(),
                message.getPartition(),
                message.getOffset(),
                message.getReceivedAt());
    }

    private static city.mio.events.wire.proto.IntakeReceipt write(IntakeReceipt event) {
        city.mio.events.wire.proto.IntakeReceipt.Builder message = city.mio.events.wire.proto.IntakeReceipt.newBuilder()
                .setSourceValue(event.source().code())
                .setDeviceId(event.deviceId())
                .setMinute(event.minute())
                .setAccepted(event.accepted())
                .setDigest(event.digest())
                .setDuplicates(event.duplicates())
                .setMatched(event.matched())
                .setUnmatched(event.unmatched());
        return message.build();
    }

    private static IntakeReceipt read(city.mio.events.wire.proto.IntakeReceipt message) {
        return new IntakeReceipt(
                IntakeSource.ofCode(message.getSourceValue()),
                message.getDeviceId(),
                message.getMinute(),
                message.getAccepted(),
                message.getDigest(),
                message.getDuplicates(),
                message.getMatched(),
                message.getUnmatched());
    }

    private OutputCodecs() {}
}
