package io.nacre.lab;

import io.nacre.op.Op;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Set;

/**
 * One run whose results are compared with the reference's.
 *
 * @param name what is special about it: {@code exact integers}, {@code f32 1×64×57×55}
 * @param op the target's operation, or one with another epilogue or other groups
 * @param inputs one tensor an operand
 * @param constants the operands that the kernel may know beforehand
 * @param exact whether results must be equal bit for bit, as no order of the sums rounds
 */
public record Check(String name, Op op, List<Tensor> inputs, Set<Integer> constants, boolean exact) {
    public Check {
        inputs = List.copyOf(inputs);
        constants = Set.copyOf(constants);
    }

    List<TensorType> types() {
        return inputs.stream().map(Tensor::type).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
