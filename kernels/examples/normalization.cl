// Layer, group and instance normalization: a work-item computes one row of 'size' elements. Of the weights, if there are any,
// each serves 'span' elements that follow each other.
//
// @kernel my_normalization
// @global rows
// @local  1

// The mean of (x - from - rest), or of its square; Kahan's sum, where 'lost' is what rounding took away.
static float mean_of(const global float *row, int size, float from, float rest, int squared) {
    float sum = 0.0f, lost = 0.0f;
    for (int i = 0; i < size; i++) {
        const float difference = row[i] - from - rest;
        const float term = (squared ? difference * difference : difference) - lost;
        const float next = sum + term;
        lost = next - sum - term;
        sum = next;
    }
    return sum / size;
}

kernel void my_normalization(
    const global float *x, const global float *weight, const global float *bias, global float *y,
    const int affine, const float epsilon, const int size, const int span, const int count) {
    const long first = get_global_id(0) * size;
    const float mean = mean_of(x + first, size, 0.0f, 0.0f, 0);
    const float rest = mean_of(x + first, size, mean, 0.0f, 0); // what rounding left out of the mean
    const float factor = 1.0f / sqrt(mean_of(x + first, size, mean, rest, 1) + epsilon);
    for (int i = 0; i < size; i++) {
        const float normal = (x[first + i] - mean - rest) * factor;
        const long k = (first + i) / span % count;
        y[first + i] = affine ? normal * weight[k] + bias[k] : normal;
    }
}
