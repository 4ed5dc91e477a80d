package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** MatMul and Gemm. */
final class MatrixProducts {
    private MatrixProducts() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MatMul", Operator.of(MatrixProducts::matMul));
        table.put("Gemm", Operator.of(MatrixProducts::gemm));
    }

    /** A vector on the left is one row, one on the right one column; the axis added goes again. */
    private static Value matMul(Call call) {
        Value a = call.input(0);
        Value b = call.input(1);
        boolean row = a.type().shape().rank() == 1;
        boolean column = b.type().shape().rank() == 1;
        a = row ? call.reshape(a, 1, a.type().shape().extent(0)) : a;
        b = column ? call.reshape(b, b.type().shape().extent(0), 1) : b;
        Value y = call.add(new MatMul(Epilogue.NONE), a, b);
        int[] extents = y.type().shape().toArray();
        if (column) {
            extents = Arrays.copyOf(extents, extents.length - 1);
        }
        if (row) {
            int at = extents.length - (column ? 1 : 2);
            int[] shorter = new int[extents.length - 1];
            System.arraycopy(extents, 0, shorter, 0, at);
            System.arraycopy(extents, at + 1, shorter, at, shorter.length - at);
            extents = shorter;
        }
        return call.reshape(y, extents);
    }

    private static Value gemm(Call call) {
        OnnxNode node = call.node();
        Value a = matrix(call, 0, node.flag("transA", false));
        Value b = matrix(call, 1, node.flag("transB", false));
        float alpha = node.real("alpha", 1);
        if (alpha != 1 && (b.isConstant() || !a.isConstant())) {
            b = call.binary(Binary.Function.MUL, b, alpha);
        } else if (alpha != 1) {
            a = call.binary(Binary.Function.MUL, a, alpha);
        }
        Value c = call.optional(2);
        float beta = node.real("beta", 1);
        if (c == null || beta == 0) {
            return call.add(new MatMul(Epilogue.NONE), a, b);
        }
        c = beta == 1 ? c : call.binary(Binary.Function.MUL, c, beta);
        return plus(call, a, b, c);
    }

    /** The product plus c, which is broadcast to it; one number a column is a bias. */
    private static Value plus(Call call, Value a, Value b, Value c) {
        int columns = b.type().shape().extent(1);
        Shape added = c.type().shape();
        boolean bias = added.rank() > 0 && added.extent(-1) == columns && added.elements() == columns;
        if (bias && added.rank() <= 2) {
            return call.add(new MatMul(Epilogue.of(new Epilogue.Bias())), a, b, call.reshape(c, columns));
        }
        Value product = call.add(new MatMul(Epilogue.NONE), a, b);
        Value y = call.binary(Binary.Function.ADD, product, c);
        if (!y.type().equals(product.type())) {
            throw call.fault("c " + c.type() + " cannot be broadcast to the product " + product.type());
        }
        return y;
    }

    private static Value matrix(Call call, int index, boolean transposed) {
        Value matrix = call.input(index);
        if (matrix.type().shape().rank() != 2) {
            throw call.fault("input " + index + " is " + matrix.type() + ", expected a matrix");
        }
        return transposed ? call.permute(matrix, List.of(1, 0)) : matrix;
    }
}
