package io.nacre.backend.opencl;

import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code matmul/panels.cl}, after {@code matmul/pack_panels.cl} where the right operand is not constant. */
final class PanelMatMul extends ProgramKernel {
    private final MatMulExtents extents;
    private final int width;
    /** What arranges the right operand, if it is no constant. */
    private final @Nullable KernelProgram packing;
    /** The right operand, if it is constant. */
    private final @Nullable Buffer packed;

    PanelMatMul(Programs programs, MatMul op, List<TensorType> inputs, Constants constants) {
        super(programs.program("matmul/panels.cl", EpilogueStages.bake(BuildOptions.NONE, op.epilogue())));
        this.extents = MatMulExtents.of(op, inputs);
        this.width = Math.toIntExact(program().macro("VECTORS") * program().macro("LANES"));
        boolean constant = constants.has(1);
        this.packed = constant ? constants.packed(1, new MatrixPanels(width)) : null;
        this.packing = constant ? null : programs.program("matmul/pack_panels.cl", BuildOptions.NONE);
    }

    @Override
    public long scratchElements() {
        return packing == null
                ? 0
                : new MatrixPanels(width).elements(TensorType.f32(extents.b().toArray()));
    }

    @Override
    List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        Arguments product = extents.arguments(inputs, outputs, MatrixPanels.matrix(extents.b(), width));
        if (packing == null || scratchElements() == 0) {
            View panels =
                    packing == null ? View.dense(Objects.requireNonNull(packed), 0, Shape.of()) : input(inputs, 1);
            return List.of(new Call(program(), product.view("b", panels)));
        }
        Arguments copy = new Arguments()
                .view("x", input(inputs, 1))
                .view("y", Objects.requireNonNull(scratch))
                .put("depth", extents.b().extent(-2))
                .put("columns", extents.b().extent(-1))
                .put("panel", width)
                .put("matrices", MatrixPanels.matrices(extents.b()));
        return List.of(new Call(packing, copy), new Call(program(), product.view("b", scratch)));
    }
}
