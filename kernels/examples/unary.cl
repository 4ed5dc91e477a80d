// ReLU: a work-item computes one element. Functions have the numbers of common/activation.clh.
//
// @kernel my_relu
// @global batch * sample
// @local  64
// @requires function == 11
kernel void my_relu(const global float *x, global float *y, const long batch, const long sample) {
    const long i = get_global_id(0);
    if (i < batch * sample) y[i] = x[i] < 0.0f ? 0.0f : x[i]; // NaN stays NaN
}
