package io.nacre.cli;

import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.util.List;
import java.util.Locale;

/** What results are like. */
final class TensorTable {
    private TensorTable() {}

    /** A row a tensor: its type, its smallest and largest element and the mean; NaN if one of them is. */
    static TextTable of(List<String> names, List<Tensor> tensors) {
        TextTable table = new TextTable("output", "type", ">minimum", ">maximum", ">mean");
        for (int i = 0; i < tensors.size(); i++) {
            Statistics statistics = Statistics.of(tensors.get(i));
            table.row(
                    names.get(i), tensors.get(i).type(), statistics.minimum(), statistics.maximum(), statistics.mean());
        }
        return table;
    }

    /** What a tensor's elements are like, in words. */
    private record Statistics(String minimum, String maximum, String mean) {
        static Statistics of(Tensor tensor) {
            int count = Math.toIntExact(tensor.type().elements());
            if (count == 0) {
                return new Statistics("-", "-", "-");
            }
            double minimum = Double.POSITIVE_INFINITY;
            double maximum = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double value = tensor.dataType().isFloat() ? tensor.floats().get(i) : tensor.integer(i);
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
                sum += value;
            }
            return new Statistics(number(minimum), number(maximum), number(sum / count));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.6g", value);
        }
    }
}
