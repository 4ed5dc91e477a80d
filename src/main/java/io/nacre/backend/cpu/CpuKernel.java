package io.nacre.backend.cpu;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.error.BackendException;
import io.nacre.op.Op;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation with the algorithm chosen for it. */
final class CpuKernel implements Kernel {
    private final CpuBackend backend;
    private final Op op;
    private final List<TensorType> inputTypes;
    private final List<TensorType> outputTypes;
    private final PackedInputs packed;
    private final Choice choice;
    private final Work work;

    CpuKernel(CpuBackend backend, Op op, List<TensorType> inputTypes, Constants constants, Accuracy accuracy) {
        this.backend = backend;
        this.op = op;
        this.inputTypes = List.copyOf(inputTypes);
        this.outputTypes = op.outputs(inputTypes);
        this.packed = new PackedInputs(constants);
        this.choice = Choice.of(
                op.accept(new Algorithms(this.inputTypes, constants::has, backend.resources())),
                backend.asked(),
                accuracy);
        this.work = choice.algorithm().preparation().prepare(packed);
    }

    @Override
    public String algorithm() {
        return choice.algorithm().name();
    }

    @Override
    public String reason() {
        return choice.reason();
    }

    @Override
    public double errorFactor() {
        return choice.algorithm().errorFactor();
    }

    @Override
    public long scratchElements() {
        return work.scratch();
    }

    @Override
    public Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        if (!(queue instanceof CpuQueue own) || !own.belongsTo(backend)) {
            throw new BackendException(place() + ": the queue belongs to another backend");
        }
        Operands operands = new Operands(
                inputTypes,
                outputTypes,
                inputs(inputs),
                views("output", outputTypes, outputs),
                work.scratch() == 0 ? CpuView.NONE : scratch(scratch),
                backend.resources().kernels().rows());
        List<Tiles> loops = work.binder().bind(operands);
        return new CpuLaunch(
                own,
                loops.stream()
                        .map(tiles -> new ParallelLoop(place(), tiles, backend.team()))
                        .toArray(ParallelLoop[]::new));
    }

    private List<CpuView> inputs(List<? extends @Nullable View> views) {
        checkCount("input", inputTypes, views);
        List<CpuView> checked = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            checked.add(
                    packed.has(i)
                            ? new CpuView(packed.buffer(i).array(), 0, 0)
                            : view("input " + i, inputTypes.get(i), views.get(i)));
        }
        return checked;
    }

    private CpuView scratch(@Nullable View view) {
        long elements = work.scratch();
        if (elements > Integer.MAX_VALUE) {
            throw new BackendException(place() + ": " + elements + " elements of scratch memory are too many");
        }
        if (view == null) {
            throw nowhere("scratch");
        }
        CpuBuffer buffer = own("scratch", view);
        if (view.offset() < 0 || view.offset() + elements > buffer.elements()) {
            throw new BackendException(place() + ": " + elements + " elements of scratch with offset " + view.offset()
                    + " do not lie within a " + buffer);
        }
        return new CpuView(buffer.array(), (int) view.offset(), 0);
    }

    private void checkCount(String role, List<TensorType> types, List<?> views) {
        if (views.size() != types.size()) {
            throw new BackendException(place() + ": " + views.size() + " views for " + types.size() + " " + role + "s");
        }
    }

    private List<CpuView> views(String role, List<TensorType> types, List<? extends @Nullable View> views) {
        checkCount(role, types, views);
        List<CpuView> checked = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            checked.add(view(role + " " + i, types.get(i), views.get(i)));
        }
        return checked;
    }

    private CpuBuffer own(String name, View view) {
        if (!(view.buffer() instanceof CpuBuffer buffer) || !buffer.belongsTo(backend)) {
            throw nowhere(name);
        }
        return buffer;
    }

    private BackendException nowhere(String name) {
        return new BackendException(place() + ": " + name + " does not lie in a buffer of this backend");
    }

    private CpuView view(String name, TensorType type, @Nullable View view) {
        if (view == null) {
            throw nowhere(name);
        }
        CpuBuffer buffer = own(name, view);
        if (buffer.type() != type.type()) {
            throw new BackendException(place() + ": " + name + " is " + type + ", but lies in a " + buffer);
        }
        long end = end(type.shape(), view);
        if (view.offset() < 0 || view.batchStride() < 0 || end > buffer.elements()) {
            throw new BackendException(place() + ": " + name + " (" + type + ") with offset " + view.offset()
                    + " and batch stride " + view.batchStride() + " ends at element " + end + " of a " + buffer);
        }
        return new CpuView(buffer.array(), (int) view.offset(), (int) view.batchStride());
    }

    /** One past the last element. */
    private long end(Shape shape, View view) {
        if (!op.batchStrided() || shape.rank() == 0 || shape.elements() == 0) {
            return view.offset() + shape.elements();
        }
        return view.offset() + (shape.extent(0) - 1L) * view.batchStride() + shape.elements(1, shape.rank());
    }

    private String place() {
        return backend.name() + " " + op.kind();
    }

    @Override
    public void close() {
        // nothing of its own
    }
}
