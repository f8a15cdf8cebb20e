package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ends of several forecasters' residuals, by the forecaster's name: what makes intervals of forecasts that have none
 * of their own, for implementations to be compared. Immutable.
 */
public final class MemberResiduals {

    private final Map<String, ResidualQuantiles> byName;

    private MemberResiduals(Map<String, ResidualQuantiles> byName) {
        this.byName = byName;
    }

    /** Those of one forecaster alone. */
    static MemberResiduals of(String name, ResidualQuantiles residuals) {
        return new MemberResiduals(Map.of(name, residuals));
    }

    /** The same and those of another forecaster, in place of what was known of it. */
    MemberResiduals with(String name, ResidualQuantiles residuals) {
        Map<String, ResidualQuantiles> more = new LinkedHashMap<>(byName);
        more.put(name, residuals);
        return new MemberResiduals(more);
    }

    /** Those of a forecaster; empty if none were learnt. */
    public Optional<ResidualQuantiles> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(byName.size());
        for (Map.Entry<String, ResidualQuantiles> each : byName.entrySet()) {
            out.writeUTF(each.getKey());
            each.getValue().write(out);
        }
    }

    static MemberResiduals read(DataInputStream in, int channels, int horizons) throws IOException {
        Map<String, ResidualQuantiles> byName = new LinkedHashMap<>();
        int count = Parts.readCount(in, "forecasters with residuals");
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            if (byName.put(name, ResidualQuantiles.read(in, channels, horizons)) != null) {
                throw new IOException("residuals of " + name + " are told twice");
            }
        }
        return new MemberResiduals(byName);
    }
}
