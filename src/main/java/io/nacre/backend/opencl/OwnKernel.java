package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.NoMemory;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.LoopNest;
import io.nacre.op.Op;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kernel of the user's own. It may leave out batch strides: tensors that have some are then copied to where their samples
 * follow each other. It may leave out the epilogue, which then follows it.
 */
final class OwnKernel extends ProgramKernel {
    private final ProgramKernel plain;
    private final KernelProgram copy;
    private final @Nullable EpiloguePass epilogue;
    private final List<Room> inputs;
    private final List<Room> outputs;
    /** What the operation offers, without memory. */
    private final Arguments offered;

    /**
     * Where a tensor goes if its samples do not follow each other.
     *
     * @param offset in scratch memory
     * @param elements none if it need not go anywhere
     */
    private record Room(Shape shape, long offset, long elements) {
        boolean isNeeded(@Nullable View view) {
            return elements > 0
                    && view != null
                    && view.batchStride() != dense(view).batchStride();
        }

        private View dense(View in) {
            return View.dense(in.buffer(), in.offset(), shape);
        }

        View in(View scratch) {
            return View.dense(scratch.buffer(), scratch.offset() + offset, shape);
        }
    }

    /**
     * A kernel.
     *
     * @param plain the operation, without its epilogue if that follows
     * @param op the whole operation
     * @param builtIn where the built-in kernels are
     * @param epilogue what follows, if anything
     */
    OwnKernel(ProgramKernel plain, Op op, List<TensorType> inputs, Programs builtIn, @Nullable EpiloguePass epilogue) {
        super(plain.program());
        this.plain = plain;
        this.copy = builtIn.program("layout/strided_copy.cl", BuildOptions.NONE);
        this.epilogue = epilogue;
        List<TensorType> results = op.outputs(inputs);
        this.offered = offered(plain, inputs, results);
        this.inputs = new ArrayList<>();
        this.outputs = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            this.inputs.add(room(inputs.get(i), op.batchStrided(i) && wantsDense(i)));
        }
        for (int i = 0; i < results.size(); i++) {
            this.outputs.add(room(results.get(i), op.batchStrided() && wantsDense(inputs.size() + i)));
        }
    }

    /** What the operation offers; the memory of input and output number i is {@link NoMemory} i. */
    private static Arguments offered(ProgramKernel plain, List<TensorType> inputs, List<TensorType> outputs) {
        List<@Nullable View> reads = new ArrayList<>();
        inputs.forEach(type -> reads.add(nowhere(type, reads.size())));
        List<View> writes = new ArrayList<>();
        outputs.forEach(type -> writes.add(nowhere(type, inputs.size() + writes.size())));
        List<Call> calls = plain.calls(reads, writes, null);
        return calls.isEmpty() ? new Arguments() : calls.get(0).arguments();
    }

    private static View nowhere(TensorType type, int number) {
        return View.dense(new NoMemory(type, number), 0, type.shape());
    }

    /** Whether the kernel reads or writes a tensor without asking for its batch stride. */
    private boolean wantsDense(int number) {
        return offered.views().entrySet().stream()
                .filter(view -> view.getValue().buffer() instanceof NoMemory memory && memory.number() == number)
                .anyMatch(
                        view -> program().declares(view.getKey()) && !program().declares(view.getKey() + "_batch"));
    }

    private Room room(TensorType type, boolean wanted) {
        boolean several = type.shape().rank() > 0 && type.shape().extent(0) > 1;
        return new Room(type.shape(), scratchElements(), wanted && several ? type.elements() : 0);
    }

    /** What the kernel's file requires and the operation does not offer, if anything. */
    Optional<String> unmet() {
        return program().unmet(offered);
    }

    @Override
    boolean checksIndices() {
        return plain.checksIndices();
    }

    @Override
    public String algorithm() {
        return super.algorithm() + (epilogue == null ? "" : ", then its epilogue");
    }

    @Override
    public long scratchElements() {
        return elements(inputs) + elements(outputs);
    }

    private static long elements(List<Room> rooms) {
        return rooms.stream().mapToLong(Room::elements).sum();
    }

    @Override
    List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        List<Call> calls = new ArrayList<>();
        List<@Nullable View> reads = new ArrayList<>(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            Room room = this.inputs.get(i);
            View given = inputs.get(i);
            if (room.isNeeded(given)) {
                View dense = room.in(Objects.requireNonNull(scratch));
                reads.set(i, dense);
                calls.add(copy(room.shape(), Objects.requireNonNull(given), dense));
            }
        }
        List<View> writes = new ArrayList<>(outputs);
        List<Call> copies = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Room room = this.outputs.get(i);
            if (room.isNeeded(outputs.get(i))) {
                View dense = room.in(Objects.requireNonNull(scratch));
                writes.set(i, dense);
                copies.add(copy(room.shape(), dense, outputs.get(i)));
            }
        }
        calls.addAll(plain.calls(reads, writes, null));
        if (epilogue != null) {
            calls.add(epilogue.call(inputs, writes.get(0)));
        }
        calls.addAll(copies);
        return calls;
    }

    private Call copy(Shape shape, View from, View to) {
        LoopNest nest = LoopNest.of(shape, strides(shape, to), strides(shape, from));
        return new Call(copy, Nests.split(new Arguments().view("x", from).view("y", to), nest, "y", "x"));
    }

    private static long[] strides(Shape shape, View view) {
        long[] strides = shape.strides();
        strides[0] = view.batchStride();
        return strides;
    }
}
