package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.Op;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Conv and ConvTranspose. */
final class Convolutions {
    private Convolutions() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Conv", Operator.of(Convolutions::convolution));
        table.put("ConvTranspose", Operator.of(Convolutions::transposed));
    }

    private static Value convolution(Call call) {
        Window window = Windows.of(call.node(), kernel(call)).on(call.node(), call.shape(0));
        return apply(call, new Convolution(window, call.node().integer("group", 1), epilogue(call)));
    }

    private static Epilogue epilogue(Call call) {
        return call.optional(2) == null ? Epilogue.NONE : Epilogue.of(new Epilogue.Bias());
    }

    private static Value apply(Call call, Op op) {
        Value bias = call.optional(2);
        return bias == null
                ? call.add(op, call.input(0), call.input(1))
                : call.add(op, call.input(0), call.input(1), bias);
    }

    /** The weight's spatial extents, which kernel_shape may repeat. */
    private static int[] kernel(Call call) {
        Shape weight = call.shape(1);
        if (weight.rank() < 3) {
            throw call.fault("weight " + weight + " has rank " + weight.rank() + ", expected 3 to 5");
        }
        int[] kernel = Arrays.copyOfRange(weight.toArray(), 2, weight.rank());
        int[] stated = call.node().ints("kernel_shape");
        if (stated.length > 0 && !Arrays.equals(stated, kernel)) {
            throw call.fault("kernel_shape is " + Arrays.toString(stated) + ", the weight is " + weight);
        }
        return kernel;
    }

    private static Value transposed(Call call) {
        OnnxNode node = call.node();
        Shape x = call.shape(0);
        Windows windows = Windows.of(node, kernel(call));
        windows.checkRank(node, x);
        int spatial = windows.kernel().length;
        int[] extra = Windows.numbers(node, "output_padding", spatial, 0);
        if (Arrays.stream(extra).anyMatch(number -> number < 0)) {
            throw call.fault("output_padding " + Arrays.toString(extra) + " is negative");
        }
        int[] wanted = wanted(call, windows);
        List<Axis> axes = new ArrayList<>();
        List<Integer> behind = new ArrayList<>();
        for (int i = 0; i < spatial; i++) {
            Axis axis = windows.axis(i);
            if (wanted.length == 0) {
                axes.add(axis);
                behind.add(extra[i]);
                continue;
            }
            // Padding takes away what the whole result has too much, as auto_pad shares it; what it lacks goes behind.
            long whole = (x.extent(i + 2) - 1L) * axis.stride() + axis.span() + extra[i];
            int padding = Math.toIntExact(Math.max(whole - wanted[i], 0));
            int front = windows.auto().before(padding);
            axes.add(new Axis(axis.kernel(), axis.stride(), axis.dilation(), front, padding - front));
            behind.add(Math.toIntExact(extra[i] + Math.max(wanted[i] - whole, 0)));
        }
        return apply(
                call, new ConvolutionTranspose(new Window(axes), behind, node.integer("group", 1), epilogue(call)));
    }

    /** The result's spatial extents, if output_shape or auto_pad says them; else nothing. */
    private static int[] wanted(Call call, Windows windows) {
        int spatial = windows.kernel().length;
        int[] stated = call.node().ints("output_shape");
        if (stated.length == spatial || stated.length == spatial + 2) {
            return Arrays.copyOfRange(stated, stated.length - spatial, stated.length);
        }
        if (stated.length > 0) {
            throw call.fault("output_shape has " + stated.length + " numbers, expected " + spatial);
        }
        int[] extents = new int[windows.auto().isSame() ? spatial : 0];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = Math.multiplyExact(
                    call.shape(0).extent(i + 2), windows.axis(i).stride());
        }
        return extents;
    }
}
