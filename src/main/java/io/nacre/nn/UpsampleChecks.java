package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What resampling demands of its input, in PyTorch's words. */
record UpsampleChecks(Scope scope, UpsampleArguments arguments) {
    private static final Map<String, Integer> AXES = Map.of("linear", 1, "bilinear", 2, "bicubic", 2, "trilinear", 3);
    private static final List<String> ANY = List.of("nearest", "nearest-exact", "area");

    void check(Shape x) {
        String mode = arguments.mode();
        int axes = x.rank() - 2;
        checkCounts(x, axes);
        boolean ranked = axes >= 1 && axes <= 3;
        boolean known = ANY.contains(mode) || AXES.containsKey(mode);
        int wanted = AXES.getOrDefault(mode, axes);
        if (!ranked || !known || (wanted != axes && mode.equals("bicubic"))) {
            throw scope.fault("Input Error: Only 3D, 4D and 5D input Tensors supported (got " + x.rank()
                    + "D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area |"
                    + " nearest-exact (got " + mode + ")");
        }
        if (wanted != axes) {
            throw scope.fault("Got " + x.rank() + "D input, but " + mode + " mode needs " + (wanted + 2) + "D input");
        }
    }

    private void checkCounts(Shape x, int axes) {
        String spatial = axes > 0 ? Words.list(Shapes.last(x, axes)) : "[]";
        PerAxis size = arguments.size();
        if (size != null && size.tuple() && size.numbers().size() != axes) {
            throw scope.fault("Input and output must have the same number of spatial dimensions, but got input with"
                    + " spatial dimensions of " + spatial + " and output size of " + size + ". Please provide input"
                    + " tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.");
        }
        if (arguments.scaleTuple() && arguments.scaleFactor().size() != axes) {
            throw scope.fault("Input and scale_factor must have the same number of spatial dimensions, but got input"
                    + " with spatial dimensions of " + spatial + " and scale_factor of shape " + arguments.scaleText()
                    + ". Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2,"
                    + " ...,sK) format.");
        }
    }

    void sizes(Shape x, int[] out) {
        int[] in = Shapes.last(x, out.length);
        if (Arrays.stream(in).anyMatch(extent -> extent < 1)
                || Arrays.stream(out).anyMatch(extent -> extent < 1)) {
            List<String> labels = List.of("D", "H", "W");
            throw scope.fault("Input and output sizes should be greater than 0, but got input ("
                    + Words.labelled(", ", labels, in) + ")" + (in.length == 1 ? " and" : "") + " output ("
                    + Words.labelled(", ", labels, out) + ")");
        }
        if (x.extent(1) == 0) {
            throw scope.fault(
                    "Non-empty " + x.rank() + "D data tensor expected but got a tensor with sizes " + Words.list(x));
        }
    }
}
