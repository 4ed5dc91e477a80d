package io.nacre.backend.opencl;

import io.nacre.backend.opencl.program.Arguments;
import io.nacre.op.LoopNest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Loop nests as kernels take them: extents and strides in vectors, innermost loop first. */
final class Nests {
    private Nests() {}

    /**
     * The innermost loop as {@code extent} and {@code NAME_stride}, those around it as {@code turns}, {@code loops} and
     * {@code NAME_strides}.
     *
     * @param operands the names of the nest's operands; empty for one that the kernel does not need
     */
    static Arguments split(Arguments arguments, LoopNest nest, String... operands) {
        int inner = Math.max(nest.loops() - 1, 0);
        arguments
                .put("extent", nest.extent(inner))
                .put("turns", turns(nest, inner))
                .ints("loops", extents(nest, inner), 1);
        for (int i = 0; i < operands.length; i++) {
            if (!operands[i].isEmpty()) {
                arguments
                        .put(operands[i] + "_stride", nest.stride(i, inner))
                        .longs(operands[i] + "_strides", strides(nest, i, inner));
            }
        }
        return arguments;
    }

    /** How often the outermost loops run together. */
    static long turns(LoopNest nest, int loops) {
        long turns = 1;
        for (int loop = 0; loop < loops; loop++) {
            turns = Math.multiplyExact(turns, nest.extent(loop));
        }
        return turns;
    }

    /** The extents of the outermost loops, the innermost of them first. */
    static List<Integer> extents(LoopNest nest, int loops) {
        List<Integer> extents = new ArrayList<>();
        for (int loop = 0; loop < loops; loop++) {
            extents.add(nest.extent(loop));
        }
        Collections.reverse(extents);
        return extents;
    }

    /** An operand's strides along the outermost loops, the innermost of them first. */
    static List<Long> strides(LoopNest nest, int operand, int loops) {
        List<Long> strides = new ArrayList<>();
        for (int loop = 0; loop < loops; loop++) {
            strides.add(nest.stride(operand, loop));
        }
        Collections.reverse(strides);
        return strides;
    }
}
