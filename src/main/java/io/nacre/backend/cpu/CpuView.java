package io.nacre.backend.cpu;

/**
 * Where a tensor lies in an array; checked.
 *
 * @param array a {@code float[]} or {@code int[]}
 * @param offset the first element
 * @param sampleStride elements from one sample to the next
 */
record CpuView(Object array, int offset, int sampleStride) {
    /** Nowhere. */
    static final CpuView NONE = new CpuView(new float[0], 0, 0);

    float[] floats() {
        return (float[]) array;
    }

    int[] ints() {
        return (int[]) array;
    }

    /** Where a sample begins. */
    int sample(int n) {
        return offset + n * sampleStride;
    }
}
