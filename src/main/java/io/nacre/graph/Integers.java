package io.nacre.graph;

import io.nacre.error.UnsupportedException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;

/** Constants of one integer type as those of another. */
final class Integers {
    private Integers() {}

    static Tensor as(Tensor tensor, DataType type) {
        Elements from = Elements.of(tensor);
        Tensor result = Tensor.zeros(new TensorType(type, tensor.shape()));
        Elements to = Elements.of(result);
        for (int i = 0; i < tensor.type().elements(); i++) {
            long number = from.getInteger(i);
            if (type == DataType.I32 && number != (int) number) {
                throw new UnsupportedException("constant " + tensor.type() + " holds " + number + " at position " + i
                        + ", beyond the 32 bits of integers at run time");
            }
            to.setInteger(i, type == DataType.BOOL && number != 0 ? 1 : number);
        }
        return result;
    }
}
