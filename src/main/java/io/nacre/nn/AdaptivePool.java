package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Gather;
import io.nacre.op.MaxPool;
import io.nacre.op.ResizeTable;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An adaptive pool being lowered. Windows that are all equal are an ordinary pool; others are gathered by tables first.
 */
record AdaptivePool(Scope scope, int axes, AdaptiveSize size) {

    Value mean(Value x) {
        Value batch = scope.batched(x, axes);
        Shape shape = batch.type().shape();
        int[] in = Shapes.last(shape, axes);
        int[] out = size.along(in);
        if (isEmpty(shape, out)) {
            return scope.unbatched(empty(batch, out), x);
        }
        if (areEqual(in, out)) {
            return scope.unbatched(scope.add(new AveragePool(window(in, out), false, true, 0), batch), x);
        }
        List<ResizeTable> tables = IntStream.range(0, axes)
                .mapToObj(axis -> AdaptiveWindows.of(in[axis], out[axis]).means())
                .toList();
        return scope.unbatched(Resampling.resize(scope, batch, tables), x);
    }

    List<Value> max(Value x, boolean indices) {
        Value batch = scope.batched(x, axes);
        Shape shape = batch.type().shape();
        int[] in = Shapes.last(shape, axes);
        int[] out = size.along(in);
        if (isEmpty(shape, out)) {
            Value none = scope.unbatched(empty(batch, out), x);
            TensorType type = new TensorType(DataType.I64, none.type().shape());
            return indices ? List.of(none, scope.graph().constant("indices", Tensor.zeros(type))) : List.of(none);
        }
        if (areEqual(in, out)) {
            return scope.maxPool(new MaxPool(window(in, out), false, indices), batch).stream()
                    .map(y -> scope.unbatched(y, x))
                    .toList();
        }
        List<AdaptiveWindows> windows = IntStream.range(0, axes)
                .mapToObj(axis -> AdaptiveWindows.of(in[axis], out[axis]))
                .toList();
        return maxOf(batch, windows, in, indices).stream()
                .map(y -> scope.unbatched(y, x))
                .toList();
    }

    /**
     * The largest element of each window: all windows' elements side by side, then a pool without overlap. An element
     * that repeats comes in the order of its first occurrence, so positions there stand for positions in the input.
     */
    private List<Value> maxOf(Value batch, List<AdaptiveWindows> windows, int[] in, boolean indices) {
        Value gathered = Resampling.resize(
                scope, batch, windows.stream().map(AdaptiveWindows::elements).toList());
        List<Integer> lengths = windows.stream().map(AdaptiveWindows::longest).toList();
        List<Value> results = scope.addAll(new MaxPool(sideBySide(lengths), false, indices), gathered);
        if (!indices) {
            return results;
        }
        int[] positions = AdaptiveWindows.positions(windows, in);
        Value table = scope.graph().constant("positions", Tensor.of(positions, positions.length));
        return List.of(results.get(0), scope.indices(scope.add(new Gather(0), table, results.get(1))));
    }

    /** Windows that follow each other without overlap. */
    static Window sideBySide(List<Integer> lengths) {
        return new Window(lengths.stream()
                .map(length -> new Axis(length, length, 1, 0, 0))
                .toList());
    }

    private static boolean areEqual(int[] in, int[] out) {
        return IntStream.range(0, in.length).allMatch(axis -> in[axis] % out[axis] == 0);
    }

    private static Window window(int[] in, int[] out) {
        List<Axis> along = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            int length = in[axis] / out[axis];
            along.add(new Axis(length, length, 1, 0, 0));
        }
        return new Window(along);
    }

    private boolean isEmpty(Shape x, int[] out) {
        return x.elements() == 0 || Shape.of(out).elements() == 0;
    }

    private Value empty(Value x, int[] out) {
        Shape shape = x.type().shape();
        return scope.empty(x, Shapes.splice(shape, 2, shape.rank(), out));
    }
}
