package io.nacre.lab;

import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks that every version of a kernel must pass: the target itself with whole numbers, whose results must be equal bit
 * for bit, and with random floats; other sizes, around the ends of tiles; and another epilogue.
 */
public final class Checks {
    /** A target with more operations is checked at its own size once only: the reference is slow. */
    private static final long LARGE = 4_000_000_000L;

    private static final long TINY = 100_000;
    private static final int MOST_TINY = 4;

    private Checks() {}

    /** All checks of a target, those first that say most. */
    public static List<Check> of(Target target) {
        List<Check> checks = new ArrayList<>();
        boolean exact = isExact(target.op());
        if (exact) {
            checks.add(check("whole numbers", target.op(), target.inputs(), target.known(), true));
        }
        if (!exact || target.flops() <= LARGE) {
            checks.add(check("random floats", target.op(), target.inputs(), target.known(), false));
        }
        checks.addAll(small(target));
        return checks;
    }

    /** The checks at other, smaller sizes, and with another epilogue. */
    public static List<Check> small(Target target) {
        List<Check> checks = new ArrayList<>();
        for (Sizes.Variant variant : Sizes.of(target)) {
            boolean exact = isExact(variant.op());
            checks.add(check(shapes(variant.inputs()), variant.op(), variant.inputs(), target.known(), exact));
        }
        Sizes.Variant smallest = Sizes.smallest(target);
        if (smallest.op() instanceof EpilogueOp op) {
            EpilogueOp other = op.withEpilogue(otherEpilogue(op.epilogue()));
            List<TensorType> types = Sizes.withEpilogue(other, smallest.inputs());
            String name = (other.epilogue().equals(Epilogue.NONE) ? "without epilogue" : "with bias + relu") + ", ";
            checks.add(check(name + shapes(types), other, types, known(target, op, other), isExact(other)));
        }
        return checks;
    }

    /** A few of the small checks that a simulator is through with in seconds. */
    static List<Check> tiny(Target target) {
        List<Check> small = small(target);
        List<Check> tiny = small.stream()
                .filter(check -> check.op().flops(check.types()) <= TINY)
                .sorted(Comparator.comparingLong(check -> -check.op().flops(check.types())))
                .limit(MOST_TINY)
                .toList();
        return tiny.isEmpty() ? small.subList(0, Math.min(1, small.size())) : tiny;
    }

    private static Epilogue otherEpilogue(Epilogue given) {
        return given.stages().isEmpty()
                ? Epilogue.of(new Epilogue.Bias(), new Epilogue.Activate(Activation.relu()))
                : Epilogue.NONE;
    }

    /** The operands that stay known when the epilogue's are others: those of the operation itself. */
    private static Set<Integer> known(Target target, EpilogueOp op, EpilogueOp other) {
        return target.known().stream()
                .filter(input -> input < Math.min(op.ownInputs(), other.ownInputs()))
                .collect(Collectors.toSet());
    }

    private static Check check(String name, Op op, List<TensorType> types, Set<Integer> known, boolean exact) {
        return new Check(name, op, SampleData.of(op, types, exact), known, exact);
    }

    private static String shapes(List<TensorType> types) {
        return types.stream().map(type -> type.shape().toString()).limit(2).collect(Collectors.joining(" and "));
    }

    /** Whether whole numbers lead to results that are exact in any order of the arithmetic. */
    private static boolean isExact(Op op) {
        if (op instanceof EpilogueOp fused) {
            return fused.epilogue().stages().stream()
                    .allMatch(
                            stage -> !(stage instanceof Epilogue.Activate activate) || isExact(activate.activation()));
        }
        if (op instanceof Unary unary) {
            return isExact(unary.activation());
        }
        if (op instanceof Binary binary) {
            return binary.function() != Binary.Function.DIV && binary.function() != Binary.Function.POW;
        }
        if (op instanceof Reduce reduce) {
            return reduce.function() != Reduce.Function.MEAN && reduce.function() != Reduce.Function.PROD;
        }
        return !(op instanceof AveragePool
                || op instanceof Normalization
                || op instanceof Resize
                || op instanceof Softmax);
    }

    private static boolean isExact(Activation activation) {
        return activation.function().error() == Activation.Error.NONE;
    }
}
