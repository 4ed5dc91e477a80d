package io.nacre.backend;

import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kernel that checks what it is bound to. */
final class CheckedKernel implements Kernel {
    private final CheckedBackend backend;
    private final Signature signature;
    private final Kernel inner;
    private boolean closed;

    /**
     * What a kernel was prepared for.
     *
     * @param place the operation and the backend, for errors
     * @param strided whether batch strides may be others than the dense ones
     * @param packed the inputs that are bound without a view
     */
    record Signature(
            String place,
            boolean strided,
            List<TensorType> inputs,
            List<TensorType> outputs,
            Map<Integer, CheckedBuffer.Packed> packed) {}

    CheckedKernel(CheckedBackend backend, Signature signature, Kernel inner) {
        this.backend = backend;
        this.signature = signature;
        this.inner = inner;
        backend.opened(this);
    }

    @Override
    public String algorithm() {
        return inner.algorithm();
    }

    @Override
    public String reason() {
        return inner.reason();
    }

    @Override
    public double errorFactor() {
        return inner.errorFactor();
    }

    @Override
    public long scratchElements() {
        return inner.scratchElements();
    }

    @Override
    public Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        if (closed) {
            throw CheckedBackend.fault(toString(), "is bound after it was closed");
        }
        CheckedQueue own = backend.own(queue, toString());
        List<Operand> reads = operands("input", signature.inputs, inputs);
        List<Operand> writes = operands("output", signature.outputs, outputs);
        Operand room = scratch(scratch);
        requireApart(reads, writes, room);
        signature.packed.values().forEach(CheckedBuffer.Packed::fill);
        Launch launch = inner.bind(
                own.inner(),
                inputs.stream().<@Nullable View>map(this::shifted).toList(),
                outputs.stream().map(this::shifted).toList(),
                shifted(scratch));
        return new CheckedLaunch(
                backend, toString(), own, reads, writes, room, List.copyOf(signature.packed.values()), launch);
    }

    private List<Operand> operands(String role, List<TensorType> types, List<? extends @Nullable View> views) {
        if (types.size() != views.size()) {
            throw CheckedBackend.fault(
                    toString(), "is bound with " + views.size() + " " + role + "s, expected " + types.size());
        }
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            View view = views.get(i);
            boolean wanted = !role.equals("input") || !signature.packed.containsKey(i);
            if (wanted == (view == null)) {
                throw CheckedBackend.fault(
                        toString(),
                        "is bound " + (wanted ? "without" : "with") + " a view of " + role + " " + i + ", which "
                                + (wanted ? "was not" : "was") + " packed");
            }
            if (view != null) {
                operands.add(operand(role + " " + i, types.get(i), view));
            }
        }
        return operands;
    }

    private Operand operand(String name, TensorType type, View view) {
        CheckedBuffer buffer = backend.own(view.buffer(), toString() + ": " + name);
        Extent extent = new Extent(type.shape(), view);
        if (buffer.type() != type.type()) {
            throw CheckedBackend.fault(toString(), name + " is " + type + ", its memory a " + buffer);
        }
        if (view.offset() < 0 || extent.end() > buffer.elements()) {
            throw CheckedBackend.fault(
                    toString(), name + " from " + view.offset() + " to " + extent.end() + " leaves the " + buffer);
        }
        boolean strideFits = extent.isDense() || (signature.strided && view.batchStride() >= extent.sample());
        if (!strideFits) {
            throw CheckedBackend.fault(
                    toString(),
                    name + " of " + type + " has batch stride " + view.batchStride() + ", "
                            + (signature.strided ? "at least " : "expected ") + extent.sample());
        }
        return new Operand(name, buffer, extent);
    }

    private @Nullable Operand scratch(@Nullable View view) {
        long elements = inner.scratchElements();
        if ((elements > 0) != (view != null)) {
            throw CheckedBackend.fault(
                    toString(), "is bound " + (view == null ? "without" : "with") + " scratch, it needs " + elements);
        }
        return view == null ? null : operand("scratch", TensorType.f32(Math.toIntExact(elements)), view);
    }

    private void requireApart(List<Operand> reads, List<Operand> writes, @Nullable Operand scratch) {
        List<Operand> written = new ArrayList<>(writes);
        if (scratch != null) {
            written.add(scratch);
        }
        for (int i = 0; i < written.size(); i++) {
            List<Operand> others = new ArrayList<>(reads);
            others.addAll(written.subList(0, i));
            for (Operand other : others) {
                if (written.get(i).extent().overlaps(other.extent())) {
                    throw CheckedBackend.fault(toString(), written.get(i).name() + " overlaps " + other.name());
                }
            }
        }
    }

    private @Nullable View shifted(@Nullable View view) {
        return view == null
                ? null
                : new View(
                        backend.own(view.buffer(), toString()).inner(),
                        view.offset() + CheckedBuffer.GUARD,
                        view.batchStride());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            backend.closed(this);
            inner.close();
        }
    }

    @Override
    public String toString() {
        return signature.place + " (" + inner.algorithm() + ")";
    }
}
