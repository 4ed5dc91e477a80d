package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.MaxPool;
import io.nacre.op.ResizeTable;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
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
            return indices ? List.of(none, none) : List.of(none);
        }
        if (areEqual(in, out)) {
            return scope.addAll(new MaxPool(window(in, out), false, indices), batch).stream()
                    .map(y -> scope.unbatched(y, x))
                    .toList();
        }
        if (indices) {
            throw scope.unsupported("indices of windows of different lengths are not supported yet");
        }
        List<AdaptiveWindows> windows = IntStream.range(0, axes)
                .mapToObj(axis -> AdaptiveWindows.of(in[axis], out[axis]))
                .toList();
        return List.of(scope.unbatched(maxOf(scope, batch, windows), x));
    }

    /** The largest element of each window: all windows' elements side by side, then a pool without overlap. */
    static Value maxOf(Scope scope, Value batch, List<AdaptiveWindows> windows) {
        Value gathered = Resampling.resize(
                scope, batch, windows.stream().map(AdaptiveWindows::elements).toList());
        Window window = new Window(windows.stream()
                .map(AdaptiveWindows::longest)
                .map(length -> new Axis(length, length, 1, 0, 0))
                .toList());
        return scope.add(new MaxPool(window, false, false), gathered);
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
