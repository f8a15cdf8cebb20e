package city.mio.jobs.alert;

import city.mio.events.DetectorReading;
import city.mio.events.wire.Topics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A reading of a detector, or the word that from now on it is expected to send.
 *
 * @param detectorId the detector
 * @param watchedFrom event time from which it is expected to send; 0 in a reading
 * @param reading the reading; null in a word of expectation
 */
record DetectorSignal(String detectorId, long watchedFrom, DetectorReading reading) {

    static DetectorSignal of(DetectorReading reading) {
        return new DetectorSignal(reading.detectorId(), 0, reading);
    }

    static DetectorSignal expected(String detectorId, long from) {
        return new DetectorSignal(detectorId, from, null);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(watchedFrom);
        if (reading == null) {
            out.writeUTF(detectorId);
        } else {
            StateForm.writeBytes(Topics.DETECTOR_READING.codec().encode(reading), out);
        }
    }

    static DetectorSignal read(DataInput in) throws IOException {
        long watchedFrom = in.readLong();
        return watchedFrom != 0
                ? expected(in.readUTF(), watchedFrom)
                : of(StateForm.decode(Topics.DETECTOR_READING.codec(), in));
    }
}
