package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Gather;
import io.nacre.op.MaxPool;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Largest elements of windows at pseudo-random positions. Inputs: (N, C, spatial…) or (C, spatial…), and the numbers in
 * [0, 1) that PyTorch would draw, (N, C, axes), from which the positions follow. Every plane has windows of its own,
 * whose elements are gathered side by side before they are pooled.
 */
public sealed interface FractionalMaxPoolNd extends Layer permits FractionalMaxPool2d, FractionalMaxPool3d {

    FractionalArguments arguments();

    @Override
    default List<Input> inputs() {
        return List.of(Input.X, new Input("samples", DataType.F32, true));
    }

    @Override
    default List<String> outputs() {
        return arguments().returnIndices() ? List.of("y", "indices") : List.of("y");
    }

    @Override
    default List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Value x = inputs.get(0);
        int axes = arguments().axes();
        int[] out = check(scope, x.type().shape());
        Value batch = scope.batched(x, axes);
        Shape shape = batch.type().shape();
        Tensor samples = samples(scope, inputs.get(1), shape);
        int[] result = Shapes.splice(shape, 2, shape.rank(), out);
        if (Shape.of(result).elements() == 0) {
            return empty(scope, scope.unbatched(scope.empty(batch, result), x));
        }
        return pool(scope, batch, out, samples).stream()
                .map(y -> scope.unbatched(scope.reshape(y, result), x))
                .toList();
    }

    private List<Value> empty(Scope scope, Value none) {
        Tensor indices = Tensor.zeros(new TensorType(DataType.I64, none.type().shape()));
        return arguments().returnIndices() ? List.of(none, scope.graph().constant("indices", indices)) : List.of(none);
    }

    private List<Value> pool(Scope scope, Value batch, int[] out, Tensor samples) {
        Shape shape = batch.type().shape();
        int axes = out.length;
        int[] in = Shapes.last(shape, axes);
        int[] kernel = arguments().kernelSize().along(axes);
        int planes = shape.extent(0) * shape.extent(1);
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        int[] side =
                IntStream.range(0, axes).map(axis -> out[axis] * kernel[axis]).toArray();
        int[] wide = Shapes.splice(Shape.of(planes, 1), 2, 2, side);
        int elements = Math.toIntExact(Shape.of(wide).elements() / Math.max(planes, 1));
        int[] local = new int[planes * elements]; // within the plane
        int[] global = new int[local.length];
        for (int p = 0; p < planes; p++) {
            int[] positions = AdaptiveWindows.positions(windows(shape, out, samples, p), in);
            for (int i = 0; i < elements; i++) {
                local[p * elements + i] = positions[i];
                global[p * elements + i] = p * plane + positions[i];
            }
        }
        Value flat = scope.reshape(batch, planes * plane);
        Value taken = scope.add(new Gather(0), flat, constant(scope, global));
        MaxPool op = new MaxPool(
                AdaptivePool.sideBySide(IntStream.of(kernel).boxed().toList()),
                false,
                arguments().returnIndices());
        List<Value> results = scope.addAll(op, scope.reshape(taken, wide));
        if (!arguments().returnIndices()) {
            return results;
        }
        int[] first = IntStream.range(0, planes).map(p -> p * elements).toArray();
        Value start = scope.reshape(
                constant(scope, first), Shapes.channel(planes, axes + 1).toArray());
        Value where = scope.binary(Binary.Function.ADD, results.get(1), start);
        return List.of(results.get(0), scope.indices(scope.add(new Gather(0), constant(scope, local), where)));
    }

    private static Value constant(Scope scope, int[] integers) {
        return scope.graph().constant("positions", Tensor.of(integers, integers.length));
    }

    private int[] check(Scope scope, Shape x) {
        int axes = arguments().axes();
        if (x.rank() <= axes) {
            scope.axis(-1 - axes, x);
        }
        String name = axes == 2 ? "fractional_max_pool2d()" : "fractional_max_pool3d_out()";
        if (x.rank() != axes + 1 && x.rank() != axes + 2) {
            throw scope.fault(
                    name + ": Expected " + (axes + 1) + "D or " + (axes + 2) + "D tensor, but got: " + Words.list(x));
        }
        for (int axis = 1; axis < x.rank(); axis++) {
            if (x.extent(axis) == 0) {
                throw scope.fault(name + ": Expected input to have non-zero size for non-batch dimensions, but got"
                        + Words.list(x) + " with dimension " + axis + " being empty.");
            }
        }
        int[] in = Shapes.last(x, axes);
        int[] out = arguments().output(in);
        int[] kernel = arguments().kernelSize().along(axes);
        List<String> names = axes == 2 ? List.of("height", "width") : List.of("time", "height", "width");
        for (int axis : axes == 2 ? new int[] {0, 1} : new int[] {0, 2, 1}) { // in PyTorch's order
            int windows = out[axis] + kernel[axis] - 1;
            if (windows > in[axis] || (axes == 3 && windows == in[axis])) { // PyTorch's 3-d pool wants one more
                throw scope.fault(name + ": pool " + names.get(axis) + " " + kernel[axis]
                        + " too large relative to input " + names.get(axis) + " " + in[axis]);
            }
        }
        return out;
    }

    private Tensor samples(Scope scope, Value samples, Shape batch) {
        Shape expected = Shape.of(batch.extent(0), batch.extent(1), arguments().axes());
        Tensor known = samples.constant();
        if (known == null || !known.shape().equals(expected)) {
            throw scope.fault("samples must be known when a plan is made, and of shape " + Words.list(expected)
                    + ", but got " + samples);
        }
        return known;
    }

    /** PyTorch's 2-d samples drive the width first, its 3-d samples the depth. */
    private List<AdaptiveWindows> windows(Shape shape, int[] out, Tensor samples, int plane) {
        int axes = out.length;
        List<AdaptiveWindows> windows = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int sample = axes == 2 ? 1 - axis : axis;
            float u = samples.floats().get(plane * axes + sample);
            int kernel = arguments().kernelSize().along(axes)[axis];
            windows.add(windows(shape.extent(axis + 2), out[axis], kernel, u));
        }
        return windows;
    }

    /** Computed in float32, as PyTorch does. */
    private static AdaptiveWindows windows(int in, int out, int kernel, float u) {
        int[] starts = new int[out];
        float alpha = out > 1 ? (float) (in - kernel) / (out - 1) : 0;
        for (int i = 0; i < out - 1; i++) {
            starts[i] = (int) ((i + u) * alpha) - (int) (u * alpha);
        }
        if (out > 0) {
            starts[out - 1] = in - kernel;
        }
        return new AdaptiveWindows(
                starts, IntStream.of(starts).map(start -> start + kernel).toArray());
    }
}
