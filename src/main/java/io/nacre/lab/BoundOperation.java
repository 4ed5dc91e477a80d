package io.nacre.lab;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Packing;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operation prepared on a backend, bound to memory of its own and filled with operands: ready to be run again and again. */
final class BoundOperation implements AutoCloseable {
    private final Backend backend;
    private final Deque<AutoCloseable> handles = new ArrayDeque<>();
    private final List<TensorType> outputTypes;
    private final List<View> outputs = new ArrayList<>();
    private final Queue queue;
    private final Launch launch;
    private final double errorFactor;

    /**
     * Prepares and binds.
     *
     * @param inputs F32 and I32 tensors
     * @param constants the operands that the kernel may know beforehand
     */
    BoundOperation(Backend backend, Queue.Mode mode, Op op, List<Tensor> inputs, Set<Integer> constants) {
        this.backend = backend;
        List<TensorType> types = inputs.stream().map(Tensor::type).toList();
        this.outputTypes = op.outputs(types);
        try {
            queue = own(backend.newQueue(mode));
            Packed packed = new Packed(inputs, constants);
            Kernel kernel = own(backend.prepare(op, types, packed, Accuracy.FAST));
            List<@Nullable View> views = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                views.add(packed.asked.contains(i) ? null : upload(inputs.get(i)));
            }
            outputTypes.forEach(type -> outputs.add(room(type)));
            long scratch = kernel.scratchElements();
            View space = scratch == 0 ? null : room(TensorType.f32(Math.toIntExact(scratch)));
            launch = own(kernel.bind(queue, views, outputs, space));
            errorFactor = kernel.errorFactor();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** How many times as far off as the direct computation its results may be. */
    double errorFactor() {
        return errorFactor;
    }

    /** The operands that are known beforehand, packed and uploaded. */
    private final class Packed implements Constants {
        private final List<Tensor> inputs;
        private final Set<Integer> known;
        private final Map<Key, Buffer> buffers = new HashMap<>();
        /** Those that the kernel wanted packed, which are then bound without a view. */
        private final Set<Integer> asked = new HashSet<>();

        private record Key(int input, Packing packing) {}

        Packed(List<Tensor> inputs, Set<Integer> known) {
            this.inputs = inputs;
            this.known = known;
        }

        @Override
        public boolean has(int input) {
            return known.contains(input);
        }

        @Override
        public Buffer packed(int input, Packing packing) {
            asked.add(input);
            return buffers.computeIfAbsent(new Key(input, packing), key -> pack(inputs.get(input), packing));
        }

        private Buffer pack(Tensor tensor, Packing packing) {
            FloatBuffer host = FloatBuffer.allocate(Math.toIntExact(packing.elements(tensor.type())));
            packing.pack(tensor, host.duplicate());
            Buffer buffer = own(backend.allocate(DataType.F32, Math.max(1, host.capacity())));
            queue.write(host, buffer, 0);
            queue.finish();
            return buffer;
        }
    }

    private View upload(Tensor tensor) {
        View view = room(tensor.type());
        if (tensor.type().elements() > 0) {
            queue.write(tensor.buffer(), view.buffer(), 0);
            queue.finish();
        }
        return view;
    }

    private View room(TensorType type) {
        return View.dense(own(backend.allocate(type.type(), Math.max(1, type.elements()))), 0, type.shape());
    }

    private <H extends AutoCloseable> H own(H handle) {
        handles.push(handle);
        return handle;
    }

    Queue queue() {
        return queue;
    }

    Launch launch() {
        return launch;
    }

    /** Runs it once and waits. */
    void run() {
        launch.enqueue();
        queue.finish();
    }

    /** What the last run left. */
    List<Tensor> results() {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < outputTypes.size(); i++) {
            Tensor result = Tensor.zeros(outputTypes.get(i));
            queue.read(outputs.get(i).buffer(), 0, result.buffer());
            results.add(result);
        }
        queue.finish();
        return results;
    }

    @Override
    public void close() {
        while (!handles.isEmpty()) {
            try {
                handles.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e); // handles of backends throw no others
            }
        }
    }
}
