package io.nacre.lab;

import io.nacre.error.NacreException;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.MatMul;
import io.nacre.op.Op;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Other sizes of a target: one more and one less than its own, ones, primes, sizes around the usual tiles; few channels with
 * large planes, many channels with small ones.
 */
final class Sizes {
    /** A variant that computes more is left out: the reference is slow, and tiles end the same way at smaller sizes. */
    private static final long MOST_FLOPS = 200_000_000;

    private static final int MOST_VARIANTS = 12;

    private Sizes() {}

    /**
     * An operation of the target's kind on other shapes.
     *
     * @param op the target's, but for the number of its groups where each channel is a group
     */
    record Variant(Op op, List<TensorType> inputs) {
        long flops() {
            return op.flops(inputs);
        }
    }

    /** The variants, smallest first. */
    static List<Variant> of(Target target) {
        Stream<Variant> all;
        if (target.op() instanceof Convolution || target.op() instanceof ConvolutionTranspose) {
            all = convolutions(target);
        } else if (target.op() instanceof MatMul op) {
            all = products(op, target.inputs());
        } else {
            all = others(target);
        }
        Set<Variant> distinct = new LinkedHashSet<>();
        all.filter(Sizes::isLegal)
                .filter(variant -> !variant.inputs().equals(target.inputs()) && variant.flops() <= MOST_FLOPS)
                .forEach(distinct::add);
        return distinct.stream()
                .limit(MOST_VARIANTS)
                .sorted(Comparator.comparingLong(Variant::flops))
                .toList();
    }

    /** A variant that costs little, but has more than one of everything; the target itself if there is no other. */
    static Variant smallest(Target target) {
        return of(target).stream()
                .filter(variant -> variant.inputs().get(0).elements() > 64)
                .findFirst()
                .orElse(new Variant(target.op(), target.inputs()));
    }

    private static boolean isLegal(Variant variant) {
        try {
            return variant.op().outputs(variant.inputs()).stream().allMatch(type -> type.elements() > 0)
                    && variant.inputs().stream().allMatch(type -> type.elements() > 0);
        } catch (NacreException | ArithmeticException e) {
            return false;
        }
    }

    /** The types of an operation's own operands, and behind them those that its epilogue asks for. */
    static List<TensorType> withEpilogue(EpilogueOp op, List<TensorType> inputs) {
        List<TensorType> types = new ArrayList<>(inputs.subList(0, op.ownInputs()));
        TensorType output = op.withEpilogue(Epilogue.NONE).outputs(types).get(0);
        int channels = output.shape().extent(op.channelAxis(output.shape().rank()));
        for (Epilogue.Stage stage : op.epilogue().stages()) {
            if (stage.hasOperand()) {
                types.add(stage instanceof Epilogue.Add ? output : TensorType.f32(channels));
            }
        }
        return types;
    }

    // --- convolutions, transposed or not

    private static Stream<Variant> convolutions(Target target) {
        Shape x = target.inputs().get(0).shape();
        Shape w = target.inputs().get(1).shape();
        boolean transposed = target.op() instanceof ConvolutionTranspose;
        int groups =
                target.op() instanceof Convolution op ? op.groups() : ((ConvolutionTranspose) target.op()).groups();
        int in = x.extent(1) / groups;
        int out = transposed ? w.extent(1) : w.extent(0) / groups;
        int width = x.extent(-1);
        int height = x.rank() > 3 ? x.extent(-2) : 1;
        int some = in == 1 && groups > 7 ? 7 : Math.min(groups, 3);
        int few = Math.min(in, 3);
        int odd = Math.min(out, 11);
        return Stream.of(
                        new int[] {2, some, few, odd, height - 1, width + 1},
                        new int[] {1, some, few, odd, height + 1, width - 1},
                        new int[] {1, some, few, 1, 1, width},
                        new int[] {1, some, few, odd, height, 1},
                        new int[] {1, some, 1, odd, 1, 1},
                        new int[] {1, some, in, out + 1, 7, 5},
                        new int[] {1, some, in + 1, Math.max(1, out - 1), 5, 7},
                        new int[] {3, some, few, odd, 13, 17},
                        new int[] {1, some, few, odd, 31, 33},
                        new int[] {1, groups, Math.min(in, 2), Math.min(out, 2), 9, 65},
                        new int[] {2, some, 2, 5, 3, 127},
                        new int[] {1, some, few, odd, 11, 11})
                .map(size -> convolution(target, size));
    }

    private static Variant convolution(Target target, int[] size) {
        int groups = size[1];
        int in = size[2];
        int out = size[3];
        Shape x = target.inputs().get(0).shape();
        Shape w = target.inputs().get(1).shape();
        int[] extents = x.toArray();
        extents[0] = size[0];
        extents[1] = groups * in;
        for (int axis = 2; axis < extents.length; axis++) {
            int fromEnd = extents.length - axis;
            extents[axis] = Math.max(1, fromEnd == 1 ? size[5] : fromEnd == 2 ? size[4] : Math.min(x.extent(axis), 5));
        }
        boolean transposed = target.op() instanceof ConvolutionTranspose;
        Shape weights = transposed
                ? w.with(0, groups * in).with(1, out)
                : w.with(0, groups * out).with(1, in);
        EpilogueOp op = target.op() instanceof Convolution convolution
                ? new Convolution(convolution.window(), groups, convolution.epilogue())
                : withGroups((ConvolutionTranspose) target.op(), groups);
        return variant(op, Shape.of(extents), weights);
    }

    private static ConvolutionTranspose withGroups(ConvolutionTranspose op, int groups) {
        return new ConvolutionTranspose(op.window(), op.extra(), groups, op.epilogue());
    }

    private static Variant variant(EpilogueOp op, Shape a, Shape b) {
        List<TensorType> own = List.of(TensorType.f32(a.toArray()), TensorType.f32(b.toArray()));
        try {
            return new Variant(op, withEpilogue(op, own));
        } catch (NacreException | ArithmeticException e) {
            return new Variant(op, own); // a window that does not fit: not legal, and left out
        }
    }

    // --- matrix products

    private static Stream<Variant> products(MatMul op, List<TensorType> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        int m = a.extent(-2);
        int k = a.extent(-1);
        int n = b.extent(-1);
        return Stream.of(
                        new int[] {m, Math.min(k, 31), n + 1},
                        new int[] {m + 1, Math.min(k, 31), n},
                        new int[] {Math.max(1, m - 1), Math.min(k, 17), Math.max(1, n - 1)},
                        new int[] {1, k, 7},
                        new int[] {7, k + 1, 1},
                        new int[] {1, 1, 1},
                        new int[] {13, 17, 31},
                        new int[] {33, 7, 65},
                        new int[] {65, 33, 127},
                        new int[] {127, 3, 33})
                .map(size -> variant(op, matrix(a, size[0], size[1]), matrix(b, size[1], size[2])));
    }

    private static Shape matrix(Shape like, int rows, int columns) {
        Shape shape = like.with(-2, rows).with(-1, columns);
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            shape = shape.with(axis, Math.min(shape.extent(axis), 3)); // equal ones stay equal, ones stay ones
        }
        return shape;
    }

    // --- all others: equal extents stay equal, whatever they stand for

    private static Stream<Variant> others(Target target) {
        List<int[]> maps = List.of(
                new int[] {1, Integer.MAX_VALUE},
                new int[] {-1, Integer.MAX_VALUE},
                new int[] {0, 3},
                new int[] {0, 7},
                new int[] {0, 13},
                new int[] {1, 17},
                new int[] {0, 33},
                new int[] {0, 65});
        int rank = target.inputs().stream()
                .mapToInt(type -> type.shape().rank())
                .max()
                .orElse(0);
        return maps.stream()
                .flatMap(map -> IntStream.range(0, rank + 1)
                        .mapToObj(kept -> new Variant(
                                target.op(),
                                target.inputs().stream()
                                        .map(type -> new TensorType(type.type(), mapped(type.shape(), map, kept, rank)))
                                        .toList())));
    }

    /** Extents plus {@code map[0]}, at most {@code map[1]}; those of the axis {@code kept}, counted for the highest rank, stay. */
    private static Shape mapped(Shape shape, int[] map, int kept, int rank) {
        Shape mapped = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int extent = shape.extent(axis);
            if (extent > 1 && axis + rank - shape.rank() != kept) {
                mapped = mapped.with(axis, Math.max(1, Math.min(extent + map[0], map[1])));
            }
        }
        return mapped;
    }
}
