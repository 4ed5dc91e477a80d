package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Op;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation run once on one backend, from its preparation to its results on the host. */
final class Trial {
    private final Backend backend;
    private final Op op;
    private final List<Tensor> inputs;
    private final Set<Integer> constants;
    private final OpCase.Layout layout;
    private final Accuracy accuracy;
    private double errorFactor = 1;

    private Trial(
            Backend backend,
            Op op,
            List<Tensor> inputs,
            Set<Integer> constants,
            OpCase.Layout layout,
            Accuracy accuracy) {
        this.backend = backend;
        this.op = op;
        this.inputs = inputs;
        this.constants = constants;
        this.layout = layout;
        this.accuracy = accuracy;
    }

    /** Runs a case and compares its results with the oracle's; afterwards nothing of it may be open. */
    static void check(CheckedBackend backend, OpCase trial) {
        List<String> before = backend.open();
        Trial run = new Trial(backend, trial.op(), trial.inputs(), trial.constants(), trial.layout(), Accuracy.STRICT);
        List<Tensor> actual = run.run();
        List<Expected> expected = trial.expected(run.errorFactor);
        assertThat(actual).as("results").hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            String differences = expected.get(i).differences(actual.get(i));
            if (!differences.isEmpty()) {
                throw new AssertionError("output " + i + ": " + differences);
            }
        }
        assertThat(backend.open()).as("open handles").isEqualTo(before);
    }

    /** The algorithm that a backend takes for a case. */
    static String algorithm(CheckedBackend backend, OpCase trial) {
        List<TensorType> types = trial.types();
        try (Handles handles = new Handles()) {
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            PackedConstants packed = new PackedConstants(backend, queue, handles, trial.inputs(), trial.constants());
            return handles.add(backend.prepare(trial.op(), types, packed, Accuracy.STRICT))
                    .algorithm();
        }
    }

    /** The results of a case. */
    static List<Tensor> run(Backend backend, OpCase trial) {
        return new Trial(backend, trial.op(), trial.inputs(), trial.constants(), trial.layout(), Accuracy.STRICT).run();
    }

    /** The results of an operation whose inputs are all given at run time. */
    static List<Tensor> run(Backend backend, Op op, Tensor... inputs) {
        return new Trial(backend, op, List.of(inputs), Set.of(), OpCase.Layout.SEPARATE, Accuracy.STRICT).run();
    }

    private List<Tensor> run() {
        List<TensorType> types = inputs.stream().map(Tensor::type).toList();
        List<TensorType> outputs = op.outputs(types);
        try (Handles handles = new Handles()) {
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            PackedConstants packed = new PackedConstants(backend, queue, handles, inputs, constants);
            Kernel kernel = handles.add(backend.prepare(op, types, packed, accuracy));
            assertThat(kernel.algorithm()).as("algorithm").isNotBlank();
            errorFactor = kernel.errorFactor();
            Memory memory = new Memory(layout);
            Set<Integer> batched = batched();
            List<Memory.@Nullable Place> reads = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                boolean known = packed.asked().contains(i);
                reads.add(known ? null : memory.reserve(types.get(i), batched.contains(i)));
            }
            List<Memory.Place> writes = outputs.stream()
                    .map(type -> memory.reserve(type, op.batchStrided()))
                    .toList();
            long scratch = kernel.scratchElements();
            Memory.Place room = scratch == 0 ? null : memory.reserve(TensorType.f32(Math.toIntExact(scratch)), false);
            memory.allocate(backend, handles);
            List<@Nullable View> views = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                Memory.Place place = reads.get(i);
                views.add(place == null ? null : place.view());
                if (place != null) {
                    Memory.write(queue, inputs.get(i), place);
                }
            }
            List<View> results = writes.stream().map(Memory.Place::view).toList();
            Launch launch = handles.add(kernel.bind(queue, views, results, room == null ? null : room.view()));
            launch.enqueue();
            if (layout == OpCase.Layout.SHARED) {
                launch.enqueue(); // once more: nothing of the first run may be left in the way
            }
            return writes.stream().map(place -> Memory.read(queue, place)).toList();
        }
    }

    /** The inputs whose first axis is the batch. */
    private Set<Integer> batched() {
        Set<Integer> batched = new HashSet<>();
        if (op.batchStrided()) {
            batched.add(0);
            if (op instanceof EpilogueOp fused) {
                int next = fused.ownInputs();
                for (Epilogue.Stage stage : fused.epilogue().stages()) {
                    if (stage instanceof Epilogue.Add) {
                        batched.add(next);
                    }
                    next += stage.hasOperand() ? 1 : 0;
                }
            }
        }
        return batched;
    }
}
