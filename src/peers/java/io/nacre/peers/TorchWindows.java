package io.nacre.peers;

import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** PyTorch's calls for convolutions and pools. */
final class TorchWindows {

    /** A window's parameters, one number an axis. */
    private record Frame(
            List<Long> kernel, List<Long> stride, List<Long> dilation, List<Long> before, List<Long> after) {
        boolean isSymmetric() {
            return before.equals(after);
        }

        int rank() {
            return kernel.size();
        }
    }

    private TorchWindows() {}

    static String convolution(TorchNode node) {
        Shape weight = node.shape(1);
        Frame frame = frame(node, spatial(weight));
        return node.call(
                "conv" + frame.rank() + "d",
                padded(node, frame, "0."),
                node.operand(1),
                node.operand(2),
                frame.stride,
                padding(frame),
                frame.dilation,
                node.attributes().integer("group", 1));
    }

    static String transposed(TorchNode node) {
        Frame frame = frame(node, spatial(node.shape(1)));
        if (!frame.isSymmetric() || node.attributes().has("output_shape")) {
            throw node.unsupported("only symmetric padding that is given");
        }
        List<Long> none = Collections.nCopies(frame.rank(), 0L);
        return node.call(
                "conv_transpose" + frame.rank() + "d",
                node.operand(0),
                node.operand(1),
                node.operand(2),
                frame.stride,
                frame.before,
                node.attributes().integers("output_padding", none),
                node.attributes().integer("group", 1),
                frame.dilation);
    }

    static String maxPool(TorchNode node) {
        Frame frame = frame(node, node.attributes().integers("kernel_shape", List.of()));
        if (!frame.isSymmetric() && node.hasSecondOutput()) {
            throw node.unsupported("indices with asymmetric padding");
        }
        return node.call(
                "max_pool" + frame.rank() + "d" + (node.hasSecondOutput() ? "_with_indices" : ""),
                padded(node, frame, "-inf"),
                frame.kernel,
                frame.stride,
                padding(frame),
                frame.dilation,
                ceil(node));
    }

    static String maxUnpool(TorchNode node) {
        List<Long> size = spatial(node.output());
        if (size.size() != 2) {
            throw node.unsupported("only in two dimensions");
        }
        return node.call("max_unpool2d", node.operand(0), node.operand(1), size);
    }

    static String averagePool(TorchNode node) {
        Frame frame = frame(node, node.attributes().integers("kernel_shape", List.of()));
        if (!frame.isSymmetric()) {
            throw node.unsupported("asymmetric padding");
        }
        return node.call(
                "avg_pool" + frame.rank() + "d",
                node.operand(0),
                frame.kernel,
                frame.stride,
                frame.before,
                ceil(node),
                node.attributes().integer("count_include_pad", 0) == 1 ? "True" : "False");
    }

    static String globalAveragePool(TorchNode node) {
        List<Long> axes = new ArrayList<>();
        for (long axis = 2; axis < node.shape(0).rank(); axis++) {
            axes.add(axis);
        }
        return node.call("mean", node.operand(0), axes, "True");
    }

    private static String ceil(TorchNode node) {
        return node.attributes().integer("ceil_mode", 0) == 1 ? "True" : "False";
    }

    private static Frame frame(TorchNode node, List<Long> kernel) {
        Attributes attributes = node.attributes();
        List<Long> ones = Collections.nCopies(kernel.size(), 1L);
        List<Long> stride = attributes.integers("strides", ones);
        List<Long> dilation = attributes.integers("dilations", ones);
        String automatic = attributes.text("auto_pad", "NOTSET");
        if (automatic.startsWith("SAME")) {
            return same(node, kernel, stride, dilation, automatic.equals("SAME_LOWER"));
        }
        List<Long> pads = automatic.equals("VALID")
                ? Collections.nCopies(2 * kernel.size(), 0L)
                : attributes.integers("pads", Collections.nCopies(2 * kernel.size(), 0L));
        int rank = kernel.size();
        return new Frame(kernel, stride, dilation, pads.subList(0, rank), pads.subList(rank, 2 * rank));
    }

    private static Frame same(
            TorchNode node, List<Long> kernel, List<Long> stride, List<Long> dilation, boolean lower) {
        List<Long> in = spatial(node.shape(0));
        List<Long> out = spatial(node.output());
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        for (int i = 0; i < kernel.size(); i++) {
            long span = dilation.get(i) * (kernel.get(i) - 1) + 1;
            long pad = Math.max(0, (out.get(i) - 1) * stride.get(i) + span - in.get(i));
            before.add(lower ? pad - pad / 2 : pad / 2);
            after.add(lower ? pad / 2 : pad - pad / 2);
        }
        return new Frame(kernel, stride, dilation, before, after);
    }

    /** The input, padded by a call of its own where the padding is not the same on both sides. */
    private static String padded(TorchNode node, Frame frame, String value) {
        return frame.isSymmetric()
                ? node.operand(0)
                : node.call(
                        "constant_pad_nd",
                        node.operand(0),
                        TorchOperators.fromTheEnd(frame.before, frame.after),
                        value);
    }

    private static List<Long> padding(Frame frame) {
        return frame.isSymmetric() ? frame.before : Collections.nCopies(frame.rank(), 0L);
    }

    private static List<Long> spatial(Shape shape) {
        List<Long> extents = new ArrayList<>();
        for (int axis = 2; axis < shape.rank(); axis++) {
            extents.add((long) shape.extent(axis));
        }
        return extents;
    }
}
