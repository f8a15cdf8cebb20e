package city.mio.jobs.alert;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink of a {@link StateForm}; immutable. */
final class StateFormType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1;

    private final StateForm<T> form;

    StateFormType(StateForm<T> form) {
        this.form = form;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return form.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new StateFormSerializer<>(form);
    }

    @Override
    public String toString() {
        return "StateForm(" + form + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateFormType<?> that && form.equals(that.form);
    }

    @Override
    public int hashCode() {
        return form.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof StateFormType<?>;
    }
}
