package io.nacre.graph;

import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in a graph: an input, a constant, a node's result, or another value under a new shape. Values are equal only
 * if they are the same object.
 */
public final class Value {
    private final String name;
    private final TensorType type;
    private final @Nullable Tensor constant;
    private final @Nullable Value original;

    private Value(String name, TensorType type, @Nullable Tensor constant, @Nullable Value original) {
        this.name = name;
        this.type = type;
        this.constant = constant;
        this.original = original;
    }

    /** An input or a node's result. */
    static Value computed(String name, TensorType type) {
        return new Value(name, type, null, null);
    }

    static Value constant(String name, Tensor tensor) {
        return new Value(name, tensor.type(), tensor, null);
    }

    /** The same elements under another type of as many. */
    static Value alias(Value of, TensorType type) {
        return new Value(of.name, type, null, of.root());
    }

    public String name() {
        return name;
    }

    public TensorType type() {
        return type;
    }

    /** The elements if they are known. */
    public @Nullable Tensor constant() {
        return constant;
    }

    public boolean isConstant() {
        return constant != null;
    }

    /** The types of values. */
    public static List<TensorType> types(List<Value> values) {
        List<TensorType> types = new ArrayList<>(values.size());
        for (Value value : values) {
            types.add(value.type);
        }
        return types;
    }

    /** Whether the elements of all values are known. */
    public static boolean allConstant(List<Value> values) {
        for (Value value : values) {
            if (!value.isConstant()) {
                return false;
            }
        }
        return true;
    }

    /** The value whose elements these are: itself, unless it is another one under a new shape. */
    public Value root() {
        return original == null ? this : original;
    }

    public boolean isAlias() {
        return original != null;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + type;
    }
}
