package io.nacre.backend.opencl;

import io.nacre.backend.Kernel;
import io.nacre.backend.KernelFiles;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Op;
import io.nacre.op.OpNames;
import io.nacre.op.Reduce;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The kernels of the user's own, each for all operations of one name that it can compute. */
record OwnKernels(KernelPrograms programs, KernelFiles files) {

    /** The user's kernel for an operation, else the built-in one, which then says why. */
    Kernel prepare(Op op, List<TensorType> inputs, Supplier<? extends Kernel> builtIn) {
        Path file = files.own().get(OpNames.of(op));
        if (file == null) {
            return builtIn.get();
        }
        Optional<String> beyond = beyondContract(op, inputs);
        if (beyond.isPresent()) {
            return new KernelInstead(builtIn.get(), file, beyond.get());
        }
        OwnKernel kernel = own(programs.of(file), op, inputs);
        Optional<String> unmet = kernel.unmet();
        return unmet.isPresent() ? new KernelInstead(builtIn.get(), file, "it requires " + unmet.get()) : kernel;
    }

    /** A kernel that does not apply the operation's epilogue is followed by one that does. */
    private OwnKernel own(Programs own, Op op, List<TensorType> inputs) {
        ProgramKernel whole = op.accept(new PlainKernels(own, inputs));
        if (!(op instanceof EpilogueOp with)
                || with.epilogue().stages().isEmpty()
                || whole.program().appliesEpilogue()) {
            return new OwnKernel(whole, op, inputs, programs, null);
        }
        List<TensorType> operands = inputs.subList(0, with.ownInputs());
        ProgramKernel bare = with.withEpilogue(Epilogue.NONE).accept(new PlainKernels(own, operands));
        EpiloguePass pass =
                new EpiloguePass(programs, with, op.outputs(inputs).get(0).shape());
        return new OwnKernel(bare, op, inputs, programs, pass);
    }

    /** Why an operation is not one that the contract of its name speaks of. */
    private static Optional<String> beyondContract(Op op, List<TensorType> inputs) {
        if (op instanceof Reduce reduce && reduce.function().locates()) {
            return Optional.of("reductions that find positions are not its business");
        }
        boolean floats = inputs.get(0).type() == DataType.F32
                && op.outputs(inputs).get(0).type() == DataType.F32;
        return floats || !(op instanceof Binary || op instanceof Reduce)
                ? Optional.empty()
                : Optional.of("it computes with float32");
    }
}
