package io.nacre.fuzz;

import io.nacre.backend.Backend;
import io.nacre.fuzz.Target.Outcome;
import io.nacre.graph.Folding;
import io.nacre.graph.Passes;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs a model that somebody else made on inputs that fit its ports, as far as one input's time and memory go. */
final class Execution {
    /** Most elements of an input, most bytes that all steps move, most operations: beyond it a model is only planned. */
    private static final long MOST_ELEMENTS = 1 << 18;

    private static final long MOST_BYTES = 32 << 20;
    private static final long MOST_FLOPS = 20_000_000;

    private Execution() {}

    /** Plans and runs the model. */
    static Outcome run(Model model, Backend backend, Random random) {
        return run(
                model,
                backend,
                model.inputs().stream()
                        .map(port -> new TensorType(port.type(), shape(port, random)))
                        .toList(),
                random);
    }

    static Outcome run(Model model, Backend backend, List<TensorType> types, Random random) {
        if (types.stream().anyMatch(type -> type.elements() > MOST_ELEMENTS)) {
            Folding folding = new Folding(); // shapes and sizes can be computed all the same
            List<Model.Input> inputs =
                    types.stream().map(type -> new Model.Input(type, null)).toList();
            Passes.simplify(model.lower(inputs, folding), folding);
            return Outcome.LARGE;
        }
        List<Tensor> inputs = new ArrayList<>();
        types.forEach(type -> inputs.add(filled(type, random)));
        try (Session session = Session.open(model, backend)) {
            Plan plan = session.plan(inputs);
            plan.describe();
            long bytes = plan.steps().stream().mapToLong(step -> step.bytes()).sum();
            if (bytes < 0 || bytes > MOST_BYTES || plan.flops() < 0 || plan.flops() > MOST_FLOPS) {
                return Outcome.LARGE;
            }
            session.run(inputs).forEach(OnnxTarget::requireNoSecret);
            return Outcome.RAN;
        }
    }

    private static Shape shape(Port port, Random random) {
        List<Port.Extent> extents = port.extents();
        if (extents == null) {
            return Shape.of(random.ints(random.nextInt(5), 0, 5).toArray());
        }
        return Shape.of(extents.stream()
                .mapToInt(extent -> extent.isFixed() ? extent.size() : 1 + random.nextInt(random.nextBoolean() ? 3 : 9))
                .toArray());
    }

    private static Tensor filled(TensorType type, Random random) {
        Tensor tensor = Tensor.zeros(type);
        for (int i = 0; i < type.elements(); i++) {
            int number = random.nextInt(12) - 2;
            switch (type.type()) {
                case F32 -> tensor.floats().put(i, random.nextInt(50) == 0 ? 0f / 0 : number / 4f);
                case I32 -> tensor.ints().put(i, number);
                case I64 -> tensor.longs().put(i, random.nextInt(50) == 0 ? Long.MIN_VALUE : number);
                case BOOL -> tensor.booleans().put(i, (byte) (number & 1));
            }
        }
        return tensor;
    }

    /** Reads every element, so that none stays unread in a mapped file. */
    static void touch(Tensor tensor) {
        long count = tensor.type().elements();
        for (int i = 0; i < count; i++) {
            if (tensor.dataType() == DataType.F32) {
                tensor.floats().get(i);
            } else {
                tensor.integer(i);
            }
        }
    }
}
