package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Tensor;
import java.util.List;

/** Nodes that make constants: read with the file, like initializers. */
final class Constants {
    private Constants() {}

    static boolean isConstant(OnnxNode node) {
        return node.operator().equals("Constant");
    }

    /** The tensor such a node stands for. */
    static Tensor read(OnnxNode node, TensorReader tensors) {
        if (node.outputs().size() != 1) {
            throw node.fault("has " + node.outputs().size() + " outputs, expected 1");
        }
        TensorProto value = node.tensor("value");
        if (value != null) {
            try {
                return tensors.read(value);
            } catch (ModelException e) {
                throw (ModelException) Faults.at(node.place(), e);
            }
        }
        if (node.has("value_float")) {
            return Tensor.of(new float[] {node.real("value_float", 0)}, new int[0]);
        }
        if (node.has("value_int")) {
            return Tensor.of(new long[] {node.whole("value_int")}, new int[0]);
        }
        if (node.has("value_floats")) {
            List<Float> numbers = node.reals("value_floats");
            float[] floats = new float[numbers.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = numbers.get(i);
            }
            return Tensor.of(floats, floats.length);
        }
        if (node.has("value_ints")) {
            long[] numbers = longs(node.integers("value_ints"));
            return Tensor.of(numbers, numbers.length);
        }
        for (String other : List.of("sparse_value", "value_string", "value_strings")) {
            if (node.has(other)) {
                throw new UnsupportedException(node.place() + " with " + other);
            }
        }
        throw node.fault("has no value");
    }

    private static long[] longs(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
