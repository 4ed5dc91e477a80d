package io.nacre.backend.cpu;

/** The table of one axis of a resampling: for each output position its taps' input positions and weights. */
record ResamplingTable(int taps, CpuView positions, CpuView weights) {
    /** The table of an axis that is not there. */
    static final ResamplingTable UNIT =
            new ResamplingTable(1, new CpuView(new int[1], 0, 1), new CpuView(new float[] {1}, 0, 1));

    int position(int output, int tap) {
        return positions.ints()[positions.sample(output) + tap];
    }

    float weight(int output, int tap) {
        return weights.floats()[weights.sample(output) + tap];
    }

    boolean same(int output, int other) {
        for (int tap = 0; tap < taps; tap++) {
            if (position(output, tap) != position(other, tap) || weight(output, tap) != weight(other, tap)) {
                return false;
            }
        }
        return true;
    }

    /** The table of an axis of the three that a volume has. */
    static ResamplingTable of(Operands operands, int axis, int[] taps) {
        int absent = 5 - operands.inputShape(0).rank();
        if (axis < absent) {
            return UNIT;
        }
        int input = 1 + 2 * (axis - absent);
        return new ResamplingTable(taps[axis], operands.input(input), operands.input(input + 1));
    }

    /** Whether it changes nothing of so many elements. */
    boolean keeps(int elements) {
        if (taps != 1) {
            return false;
        }
        for (int i = 0; i < elements; i++) {
            if (position(i, 0) != i || weight(i, 0) != 1) {
                return false;
            }
        }
        return true;
    }
}
