package io.nacre.model.onnx;

import io.nacre.graph.Value;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operator of ONNX.
 *
 * @param lowering how it becomes operations
 * @param results how many of its results can be had
 * @param shaping the inputs from whose values shapes follow
 * @param typed the inputs of which only the type matters
 * @param host whether it computes on the host only, so that its inputs must be constants when a plan is made
 * @param check what of a node is not supported
 */
record Operator(Lowering lowering, int results, Set<Integer> shaping, Set<Integer> typed, boolean host, Check check) {

    /** Lowers one node. */
    interface Lowering {
        /** The node's results, the first ones at least. */
        List<Value> lower(Call call);
    }

    /** What can be said against a node before anything of its inputs is known. */
    interface Check {
        /** What of the node is not supported; null if all is. */
        @Nullable
        String unsupported(OnnxNode node);
    }

    /** An operator with one result. */
    static Operator of(Function<Call, Value> lowering) {
        return several(1, call -> List.of(lowering.apply(call)));
    }

    /** An operator with several results. */
    static Operator several(int results, Lowering lowering) {
        return new Operator(lowering, results, Set.of(), Set.of(), false, node -> null);
    }

    /** An operator on constants. */
    static Operator host(Function<Call, Value> lowering) {
        return new Operator(call -> List.of(lowering.apply(call)), 1, Set.of(), Set.of(), true, node -> null);
    }

    /** This operator, shapes following from the values of some inputs. */
    Operator shapedBy(int... inputs) {
        return new Operator(lowering, results, set(inputs), typed, host, check);
    }

    /** This operator, needing only the type of some inputs. */
    Operator typedBy(int... inputs) {
        return new Operator(lowering, results, shaping, set(inputs), host, check);
    }

    /** This operator, less what a check finds. */
    Operator unless(Check found) {
        return new Operator(lowering, results, shaping, typed, host, found);
    }

    private static Set<Integer> set(int... numbers) {
        return IntStream.of(numbers).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
