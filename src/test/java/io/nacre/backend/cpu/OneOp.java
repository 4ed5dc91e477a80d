package io.nacre.backend.cpu;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One operation on a backend, its tensors in one buffer a type, NaN all around them; batches with gaps between samples
 * where the operation allows that.
 */
final class OneOp implements AutoCloseable {
    private static final int MARGIN = 3;

    private final Queue queue;
    private final Buffer floats;
    private final Buffer ints;
    private final List<View> outputs = new ArrayList<>();
    private final List<TensorType> outputTypes;
    private final Kernel kernel;
    private final Buffer scratch;
    final Launch launch;
    private long used;

    OneOp(Backend backend, Op op, Tensor... inputs) {
        List<TensorType> types = Arrays.stream(inputs).map(Tensor::type).toList();
        outputTypes = op.outputs(types);
        long room = 64;
        for (TensorType type : types) {
            room += 2 * MARGIN + 4 * MARGIN * rows(type.shape()) + type.elements();
        }
        for (TensorType type : outputTypes) {
            room += 2 * MARGIN + 4 * MARGIN * rows(type.shape()) + type.elements();
        }
        queue = backend.newQueue(Queue.Mode.PLAIN);
        floats = backend.allocate(DataType.F32, room);
        ints = backend.allocate(DataType.I32, room);
        float[] poison = new float[(int) room];
        Arrays.fill(poison, Float.NaN);
        queue.write(FloatBuffer.wrap(poison), floats, 0);
        List<View> views = new ArrayList<>();
        for (Tensor input : inputs) {
            View view = place(input.type(), op.batchStrided(views.size()));
            views.add(view);
            for (int n = 0; n < rows(input.shape()) && input.type().elements() > 0; n++) {
                queue.write(sample(input, n), view.buffer(), view.offset() + n * view.batchStride());
            }
        }
        outputTypes.forEach(type -> outputs.add(place(type, op.batchStrided())));
        kernel = backend.prepare(op, types, Constants.NONE, Accuracy.STRICT);
        scratch = backend.allocate(DataType.F32, kernel.scratchElements() + 1);
        View view = new View(scratch, 1, kernel.scratchElements());
        launch = kernel.bind(queue, views, outputs, kernel.scratchElements() == 0 ? null : view);
    }

    static List<Tensor> run(Backend backend, Op op, Tensor... inputs) {
        try (OneOp one = new OneOp(backend, op, inputs)) {
            one.launch.enqueue();
            return one.results();
        }
    }

    List<Tensor> results() {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor result = Tensor.zeros(outputTypes.get(i));
            for (int n = 0; n < rows(result.shape()); n++) {
                View view = outputs.get(i);
                queue.read(view.buffer(), view.offset() + n * view.batchStride(), sample(result, n));
            }
            results.add(result);
        }
        queue.finish();
        return results;
    }

    private View place(TensorType type, boolean gaps) {
        Buffer buffer = type.type() == DataType.F32 ? floats : ints;
        long sample = type.elements() / Math.max(rows(type.shape()), 1);
        long stride = sample + (gaps ? MARGIN : 0);
        long offset = used + MARGIN;
        used = offset + stride * rows(type.shape());
        return new View(buffer, offset, stride);
    }

    private static int rows(Shape shape) {
        return shape.rank() == 0 ? 1 : shape.extent(0);
    }

    private static java.nio.Buffer sample(Tensor tensor, int n) {
        int length = (int) (tensor.type().elements() / rows(tensor.shape()));
        return tensor.dataType() == DataType.F32
                ? ((FloatBuffer) tensor.buffer()).slice(n * length, length)
                : ((IntBuffer) tensor.buffer()).slice(n * length, length);
    }

    @Override
    public void close() {
        launch.close();
        kernel.close();
        queue.close();
        scratch.close();
        floats.close();
        ints.close();
    }
}
