package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Binary.Function;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's indices of maxima, which count through the whole tensor, from and to those of operations, which count through
 * each plane. Remembers what a model's pools answered, so that an unpool takes it as it was.
 */
final class PoolIndices {
    /** By indices as ONNX has them, those within planes of as many elements. */
    private final Map<Value, Planar> known = new HashMap<>();

    private record Planar(Value indices, long plane) {}

    /**
     * ONNX's indices of a pool's maxima.
     *
     * @param planar the positions within each plane, row-major
     * @param x the shape of the pool's input
     * @param columns whether the first axis of a plane is to be the fastest instead of the last
     */
    Value global(Call call, Value planar, Shape x, boolean columns) {
        Value within = columns ? columns(call, planar, x) : planar;
        Value offsets = offsets(call, x, x.elements(2, x.rank()));
        Value global = call.as(call.binary(Function.ADD, within, offsets), DataType.I64);
        if (!columns) {
            known.put(global, new Planar(planar, x.elements(2, x.rank())));
        }
        return global;
    }

    /**
     * Positions within each plane of a result.
     *
     * @param global ONNX's, row-major
     * @param result the shape of what they count through
     */
    Value planar(Call call, Value global, Shape result) {
        long plane = result.elements(2, result.rank());
        @Nullable Planar pooled = known.get(global);
        return pooled != null && pooled.plane == plane
                ? pooled.indices
                : call.binary(Function.SUB, call.as(global, DataType.I32), offsets(call, result, plane));
    }

    /** Where each plane begins. */
    private static Value offsets(Call call, Shape shape, long plane) {
        if (shape.elements() > Integer.MAX_VALUE) {
            throw call.unsupported("has indices through " + shape + ", beyond the 32 bits of integers at run time");
        }
        int[] extents = new int[shape.rank()];
        Arrays.fill(extents, 1);
        extents[0] = shape.extent(0);
        extents[1] = shape.extent(1);
        int[] starts = IntStream.range(0, extents[0] * extents[1])
                .map(i -> (int) (i * plane))
                .toArray();
        return call.constant(Tensor.of(starts, extents));
    }

    /** Takes row-major positions apart, from the last axis on, and puts them together the other way round. */
    private static Value columns(Call call, Value planar, Shape x) {
        Value rest = planar;
        Value position = null;
        int stride = Math.toIntExact(x.elements(2, x.rank()));
        for (int axis = x.rank() - 1; axis >= 2; axis--) {
            stride /= x.extent(axis);
            Value quotient = call.binary(Function.DIV, rest, number(call, x.extent(axis)));
            Value coordinate =
                    call.binary(Function.SUB, rest, call.binary(Function.MUL, quotient, number(call, x.extent(axis))));
            Value part = call.binary(Function.MUL, coordinate, number(call, stride));
            position = position == null ? part : call.binary(Function.ADD, position, part);
            rest = quotient;
        }
        return position == null ? planar : position;
    }

    private static Value number(Call call, int number) {
        return call.constant(Tensor.of(new int[] {number}, new int[0]));
    }
}
