package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Concat;
import io.nacre.op.LoopNest;
import io.nacre.op.Permute;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code layout/strided_copy.cl}: operations that only move elements, in one launch for each input that has some. */
final class StridedCopy extends SingleProgramKernel {
    private final List<Part> parts;

    /**
     * Elements of one input.
     *
     * @param nest the loops over them; operand 0 is the output, operand 1 the input
     * @param from the first one in the input
     * @param to where it goes in the output
     */
    private record Part(int input, LoopNest nest, long from, long to) {}

    private StridedCopy(Programs programs, List<Part> parts) {
        super(programs.program("layout/strided_copy.cl", BuildOptions.NONE));
        this.parts = List.copyOf(parts);
    }

    static StridedCopy permute(Programs programs, Permute op, List<TensorType> inputs) {
        long[] dense = inputs.get(0).shape().strides();
        long[] strides = op.order().stream().mapToLong(axis -> dense[axis]).toArray();
        return copy(programs, op.outputs(inputs).get(0).shape(), strides, 0);
    }

    static StridedCopy slice(Programs programs, Slice op, List<TensorType> inputs) {
        long[] strides = inputs.get(0).shape().strides();
        long from = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            from += strides[axis] * op.starts().get(axis);
            strides[axis] *= op.steps().get(axis);
        }
        return copy(programs, op.outputs(inputs).get(0).shape(), strides, from);
    }

    private static StridedCopy copy(Programs programs, Shape output, long[] strides, long from) {
        return new StridedCopy(programs, List.of(new Part(0, LoopNest.of(output, output.strides(), strides), from, 0)));
    }

    static StridedCopy concat(Programs programs, Concat op, List<TensorType> inputs) {
        long[] strides = op.outputs(inputs).get(0).shape().strides();
        List<Part> parts = new ArrayList<>();
        long to = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = inputs.get(i).shape();
            if (shape.elements() > 0) {
                parts.add(new Part(i, LoopNest.of(shape, strides, shape.strides()), 0, to));
            }
            to += shape.extent(op.axis()) * strides[op.axis()];
        }
        return new StridedCopy(programs, parts);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        List<Arguments> launches = new ArrayList<>();
        View y = outputs.get(0);
        for (Part part : parts) {
            View x = input(inputs, part.input);
            Arguments arguments = new Arguments()
                    .view("x", new View(x.buffer(), x.offset() + part.from, x.batchStride()))
                    .view("y", new View(y.buffer(), y.offset() + part.to, y.batchStride()));
            launches.add(Nests.split(arguments, part.nest, "y", "x"));
        }
        return launches;
    }
}
