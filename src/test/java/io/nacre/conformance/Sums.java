package io.nacre.conformance;

import io.nacre.op.Activation;
import io.nacre.op.Epilogue;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;

/**
 * Sums of products on their way through an epilogue, each with the bound (K + 4)·2⁻²⁴·Σ|a·b| on its rounding error.
 *
 * @param extents the output's
 * @param values row-major
 * @param magnitudes Σ|a·b| of each
 * @param terms K, the products of one sum
 */
record Sums(int[] extents, double[] values, double[] magnitudes, long terms) {

    static Sums of(int[] extents, long terms) {
        int count = Cells.count(extents);
        return new Sums(extents, new double[count], new double[count], terms);
    }

    void add(int position, double product) {
        values[position] += product;
        magnitudes[position] += Math.abs(product);
    }

    /**
     * The results behind the epilogue.
     *
     * @param operands of the epilogue's stages
     * @param channelAxis the axis of per-channel stages
     * @param exact whether all inputs are small integers, so that sums have no rounding error
     */
    Expected finish(Epilogue epilogue, List<Tensor> operands, int channelAxis, boolean exact) {
        double[] results = new double[values.length];
        double[] bounds = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (exact && magnitudes[i] >= 0x1p24) {
                throw new IllegalStateException("integers too large to be summed exactly");
            }
            int channel = Cells.index(i, extents)[channelAxis];
            boolean rounds = !exact && Double.isFinite(magnitudes[i]);
            Stages stages = new Stages(values[i], rounds ? (terms + 4) * Expected.ROUNDOFF * magnitudes[i] : 0, exact);
            int next = 0;
            for (Epilogue.Stage stage : epilogue.stages()) {
                Tensor operand = stage.hasOperand() ? operands.get(next++) : null;
                int position = stage instanceof Epilogue.Add ? i : channel;
                stages.apply(stage, operand == null ? 0 : operand.floats().get(position), terms);
            }
            results[i] = stages.value;
            bounds[i] = stages.bound;
        }
        return new Expected(TensorType.f32(extents), results, bounds, false);
    }

    /** One value and the bound on its error, from stage to stage. */
    private static final class Stages {
        private double value;
        private double bound;
        private boolean exact;
        private boolean linear = true;

        Stages(double value, double bound, boolean exact) {
            this.value = value;
            this.bound = bound;
            this.exact = exact;
        }

        void apply(Epilogue.Stage stage, double operand, long terms) {
            if (stage instanceof Epilogue.Activate activate) {
                double before = value;
                value = Formulas.activation(activate.activation(), before);
                bound = spread(activate, before) + Formulas.activationBound(activate.activation(), before, value);
                linear = false;
                exact &= activate.activation().function().error() == Activation.Error.NONE;
            } else if (stage instanceof Epilogue.Slope) {
                bound *= Math.max(1, Math.abs(operand));
                value = value >= 0 ? value : operand * value;
                bound += rounding(Math.abs(value));
            } else if (stage instanceof Epilogue.Scale) {
                value *= operand;
                bound = bound * Math.abs(operand) + rounding(2 * Math.abs(value));
            } else {
                // a bias may as well be what an accumulator starts from
                value += operand;
                bound += rounding((linear ? terms + 5 : 1) * Math.abs(operand) + Math.abs(value));
            }
        }

        private double rounding(double magnitude) {
            return exact || !Double.isFinite(magnitude) ? 0 : Expected.ROUNDOFF * magnitude;
        }

        /** How far the function moves where its argument moves within the bound. */
        private double spread(Epilogue.Activate activate, double x) {
            double most = 0;
            for (int i = -4; i <= 4; i++) {
                most = Math.max(most, Math.abs(Formulas.activation(activate.activation(), x + bound * i / 4) - value));
            }
            return most;
        }
    }
}
