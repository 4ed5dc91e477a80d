package io.nacre.plan;

import io.nacre.error.ShapeException;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is made for: the types of all inputs, and the elements of those from which shapes follow. Found again by
 * comparing it with a run's inputs as they are, so that looking for a plan allocates nothing.
 */
final class PlanKey {
    private final List<TensorType> types;
    /** Copies of the elements from which shapes follow; null for other inputs. */
    private final List<@Nullable Tensor> elements;

    private PlanKey(List<TensorType> types, List<@Nullable Tensor> elements) {
        this.types = types;
        this.elements = elements;
    }

    /** The key of inputs, which may be reused afterwards. */
    static PlanKey of(Model model, List<Tensor> inputs) {
        List<TensorType> types = new ArrayList<>();
        List<@Nullable Tensor> elements = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            types.add(inputs.get(i).type());
            elements.add(shapes(model, i, inputs.get(i)) ? copy(inputs.get(i)) : null);
        }
        return new PlanKey(types, elements);
    }

    /** The same for all inputs that a key matches. */
    static int hash(Model model, List<Tensor> inputs) {
        if (inputs.size() != model.inputs().size()) {
            throw new ShapeException("model '" + model.name() + "': was given " + inputs.size() + " inputs, expected "
                    + model.inputs().size() + ": " + model.inputs());
        }
        int hash = 1;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            hash = 31 * hash + input.type().shape().hashCode();
            if (shapes(model, i, input)) {
                for (int at = 0; at < input.type().elements(); at++) {
                    hash = 31 * hash + Long.hashCode(bits(input, at));
                }
            }
        }
        return hash;
    }

    /** Whether inputs are of the types, and where it matters have the elements, that this key was made of. */
    boolean matches(List<Tensor> inputs) {
        for (int i = 0; i < types.size(); i++) {
            Tensor own = elements.get(i);
            if (!inputs.get(i).type().equals(types.get(i)) || (own != null && !equal(own, inputs.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** What the model is lowered with. */
    List<Model.Input> inputs() {
        List<Model.Input> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            inputs.add(new Model.Input(types.get(i), elements.get(i)));
        }
        return inputs;
    }

    /** Whether shapes follow from an input's elements; if there are too many, the model refuses it by its type. */
    private static boolean shapes(Model model, int index, Tensor input) {
        return model.inputs().get(index).shaping() && input.type().elements() <= Port.MAX_SHAPING_ELEMENTS;
    }

    private static Tensor copy(Tensor input) {
        Tensor copy = Tensor.zeros(input.type());
        Tensors.copy(input, copy);
        return copy;
    }

    private static boolean equal(Tensor own, Tensor given) {
        for (int at = 0; at < own.type().elements(); at++) {
            if (bits(own, at) != bits(given, at)) {
                return false;
            }
        }
        return true;
    }

    private static long bits(Tensor tensor, int at) {
        return tensor.dataType() == DataType.F32
                ? Float.floatToRawIntBits(((FloatBuffer) tensor.memory()).get(at))
                : tensor.integer(at);
    }
}
