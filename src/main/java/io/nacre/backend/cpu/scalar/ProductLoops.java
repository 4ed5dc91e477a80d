package io.nacre.backend.cpu.scalar;

import static io.nacre.backend.cpu.scalar.Fma.fma;

import java.util.Arrays;

/**
 * Products of small matrices whose rows are arrays of their own. The inner loops take two rows of results and three rows
 * of operands at once: more per turn would be less to load, but C2 stops vectorising beyond that. Nothing but the loop
 * variable indexes the arrays, for the same reason.
 */
public final class ProductLoops {
    /** Lengths are rounded up to this many elements, so that few are left for the scalar end of a vector loop. */
    private static final int GRAIN = 32;

    private ProductLoops() {}

    /**
     * {@code results[r][j] += Σ_k factors[r][k] · operands[k][j]}. The sum over k is made on its own first: a long sum made
     * block by block is several times as exact as one made element by element.
     *
     * @param rows of results
     * @param depth rows of operands
     * @param length elements of a row; those behind, up to the next multiple of 32, become undefined
     * @param sums room for two rows
     */
    public static void accumulate(
            float[][] results, float[][] factors, float[][] operands, int rows, int depth, int length, float[][] sums) {
        int end = (length + GRAIN - 1) / GRAIN * GRAIN;
        for (int row = 0; row < rows; row += 2) {
            Arrays.fill(sums[0], 0, end, 0);
            if (row + 1 < rows) {
                Arrays.fill(sums[1], 0, end, 0);
                twoRows(sums[0], sums[1], factors[row], factors[row + 1], operands, depth, end);
                add(results[row + 1], sums[1], end);
            } else {
                oneRow(sums[0], factors[row], operands, depth, end);
            }
            add(results[row], sums[0], end);
        }
    }

    private static void add(float[] c, float[] sum, int end) {
        for (int j = 0; j < end; j++) {
            c[j] += sum[j];
        }
    }

    /**
     * As {@link #accumulate}, for rows of a few elements, along which vector loops are not worth their while: a dot product
     * each.
     *
     * @param column room for {@code depth} elements
     */
    public static void accumulateNarrow(
            float[][] results, float[][] factors, float[][] operands, int rows, int depth, int length, float[] column) {
        for (int j = 0; j < length; j++) {
            for (int k = 0; k < depth; k++) {
                column[k] = operands[k][j];
            }
            for (int row = 0; row < rows; row++) {
                results[row][j] += dot(factors[row], column, depth);
            }
        }
    }

    private static float dot(float[] a, float[] b, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int k = 0;
        for (; k + 4 <= length; k += 4) { // four sums, since each addition waits for the one before
            sum0 = fma(a[k], b[k], sum0);
            sum1 = fma(a[k + 1], b[k + 1], sum1);
            sum2 = fma(a[k + 2], b[k + 2], sum2);
            sum3 = fma(a[k + 3], b[k + 3], sum3);
        }
        for (; k < length; k++) {
            sum0 = fma(a[k], b[k], sum0);
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Whether a row has a NaN; may be wrong, saying so of a row with infinities. */
    public static boolean hasNaN(float[] row, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int j = 0;
        for (; j + 4 <= length; j += 4) {
            sum0 += row[j];
            sum1 += row[j + 1];
            sum2 += row[j + 2];
            sum3 += row[j + 3];
        }
        for (; j < length; j++) {
            sum0 += row[j];
        }
        return Float.isNaN(sum0 + sum1 + (sum2 + sum3));
    }

    private static void twoRows(
            float[] c0, float[] c1, float[] a0, float[] a1, float[][] operands, int depth, int end) {
        int k = 0;
        for (; k + 3 <= depth; k += 3) {
            twoByThree(
                    c0,
                    c1,
                    operands[k],
                    operands[k + 1],
                    operands[k + 2],
                    end,
                    a0[k],
                    a0[k + 1],
                    a0[k + 2],
                    a1[k],
                    a1[k + 1],
                    a1[k + 2]);
        }
        for (; k < depth; k++) {
            oneByOne(c0, operands[k], end, a0[k]);
            oneByOne(c1, operands[k], end, a1[k]);
        }
    }

    private static void oneRow(float[] c, float[] a, float[][] operands, int depth, int end) {
        int k = 0;
        for (; k + 3 <= depth; k += 3) {
            oneByThree(c, operands[k], operands[k + 1], operands[k + 2], end, a[k], a[k + 1], a[k + 2]);
        }
        for (; k < depth; k++) {
            oneByOne(c, operands[k], end, a[k]);
        }
    }

    private static void twoByThree(
            float[] c0,
            float[] c1,
            float[] b0,
            float[] b1,
            float[] b2,
            int end,
            float a00,
            float a01,
            float a02,
            float a10,
            float a11,
            float a12) {
        for (int j = 0; j < end; j++) {
            c0[j] = fma(a02, b2[j], fma(a01, b1[j], fma(a00, b0[j], c0[j])));
            c1[j] = fma(a12, b2[j], fma(a11, b1[j], fma(a10, b0[j], c1[j])));
        }
    }

    private static void oneByThree(
            float[] c, float[] b0, float[] b1, float[] b2, int end, float a0, float a1, float a2) {
        for (int j = 0; j < end; j++) {
            c[j] = fma(a2, b2[j], fma(a1, b1[j], fma(a0, b0[j], c[j])));
        }
    }

    private static void oneByOne(float[] c, float[] b, int end, float a) {
        for (int j = 0; j < end; j++) {
            c[j] = fma(a, b[j], c[j]);
        }
    }
}
