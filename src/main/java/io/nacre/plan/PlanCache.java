package io.nacre.plan;

import io.nacre.error.ShapeException;
import io.nacre.model.Model;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plans of a session, the least recently used ones dropped first. Each is compiled once, whoever asks. Thread-safe. */
final class PlanCache implements AutoCloseable {

    /**
     * What a plan is made for: the types of all inputs, and the elements of those from which shapes follow.
     *
     * @param values for each input its elements as numbers; empty if no shape follows from them
     */
    record Key(List<TensorType> types, List<List<Number>> values) {

        static Key of(Model model, List<Tensor> inputs) {
            if (inputs.size() != model.inputs().size()) {
                throw new ShapeException("model '" + model.name() + "': was given " + inputs.size()
                        + " inputs, expected " + model.inputs().size() + ": " + model.inputs());
            }
            List<List<Number>> values = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                boolean shaping = model.inputs().get(i).shaping();
                values.add(shaping ? numbers(inputs.get(i)) : List.of());
            }
            return new Key(inputs.stream().map(Tensor::type).toList(), values);
        }

        private static List<Number> numbers(Tensor tensor) {
            List<Number> numbers = new ArrayList<>();
            if (tensor.type().elements() > io.nacre.model.Port.MAX_SHAPING_ELEMENTS) {
                return numbers; // the model refuses it, naming the input
            }
            if (tensor.dataType() == DataType.F32) {
                for (float number : tensor.toFloats()) {
                    numbers.add(number);
                }
            } else {
                for (long number : tensor.toLongs()) {
                    numbers.add(number);
                }
            }
            return numbers;
        }

        /** What the model is lowered with. Elements are copies: the caller may reuse its tensors. */
        List<Model.Input> inputs() {
            List<Model.Input> inputs = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                inputs.add(new Model.Input(types.get(i), tensor(types.get(i), values.get(i))));
            }
            return inputs;
        }

        private static @Nullable Tensor tensor(TensorType type, List<Number> numbers) {
            if (numbers.size() != type.elements()) {
                return null;
            }
            Tensor tensor = Tensor.zeros(type);
            for (int i = 0; i < numbers.size(); i++) {
                Number number = numbers.get(i);
                switch (type.type()) {
                    case F32 -> tensor.floats().put(i, number.floatValue());
                    case I32 -> tensor.ints().put(i, number.intValue());
                    case I64 -> tensor.longs().put(i, number.longValue());
                    case BOOL -> tensor.booleans().put(i, number.byteValue());
                }
            }
            return tensor;
        }
    }

    /** A plan that is compiled by the first who needs it. */
    private final class Entry {
        private final Key key;
        private @Nullable Plan plan;
        int users;

        Entry(Key key) {
            this.key = key;
        }

        synchronized Plan plan() {
            Plan known = plan;
            if (known == null) {
                known = compiler.apply(key);
                plan = known;
            }
            return known;
        }

        synchronized void close() {
            if (plan != null) {
                dropped.accept(plan);
                plan.close();
                plan = null;
            }
        }
    }

    private final int most;
    private final Function<Key, Plan> compiler;
    private final Consumer<Plan> dropped;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty cache.
     *
     * @param most plans to keep
     * @param dropped told of each plan before it is closed
     */
    PlanCache(int most, Function<Key, Plan> compiler, Consumer<Plan> dropped) {
        this.most = most;
        this.compiler = compiler;
        this.dropped = dropped;
    }

    /** Does something with the plan for a key, which stays open meanwhile. */
    <R> R with(Key key, Function<Plan, R> action) {
        Entry entry = acquire(key);
        try {
            return action.apply(entry.plan());
        } finally {
            release(entry);
        }
    }

    private synchronized Entry acquire(Key key) {
        Entry entry = entries.computeIfAbsent(key, Entry::new);
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry entry) {
        entry.users--;
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > most && oldest.hasNext()) {
            Entry candidate = oldest.next();
            if (candidate.users == 0) {
                oldest.remove();
                candidate.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(Entry::close);
        entries.clear();
    }
}
