// Softmax along one axis, or its logarithm: a work-item computes one row, whose elements lie 'inner' apart.
//
// @kernel my_softmax
// @global inner, outer
// @local  1, 1
kernel void my_softmax(
    const global float *x, global float *y, const int extent, const long inner, const int logarithm) {
    const long first = get_global_id(1) * extent * inner + get_global_id(0);
    const global float *row = x + first;
    global float *result = y + first;

    float largest = -INFINITY, sum = 0.0f;
    for (int i = 0; i < extent; i++)
        largest = fmax(largest, row[i * inner]);
    for (int i = 0; i < extent; i++)
        sum += exp(row[i * inner] - largest);
    for (int i = 0; i < extent; i++) {
        const float shifted = row[i * inner] - largest;
        result[i * inner] = logarithm ? shifted - log(sum) : exp(shifted) / sum;
    }
}
