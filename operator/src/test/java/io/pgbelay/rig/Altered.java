package io.pgbelay.rig;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A record as it is, but for what a test is about. */
public final class Altered {
    private Altered() {}

    /**
     * The same record with other values in these components.
     *
     * @param pairs name of a component, its value, name of the next, ...
     * @throws IllegalArgumentException where the record has no component of such a name, or the value is of another type
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R record, @Nullable Object... pairs) {
        var components = record.getClass().getRecordComponents();
        var others = others(components, pairs);
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                var name = components[i].getName();
                values[i] = others.containsKey(name)
                        ? others.get(name)
                        : components[i].getAccessor().invoke(record);
            }
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make another " + record, e);
        }
    }

    private static Map<String, @Nullable Object> others(RecordComponent[] components, @Nullable Object[] pairs) {
        var others = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            others.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        var unknown = new TreeSet<>(others.keySet());
        Arrays.stream(components).map(RecordComponent::getName).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there are no components " + unknown);
        }
        return others;
    }
}
