// Resampling in 2 dimensions, nearest, linear and cubic alike: a work-item computes one output. For each output row and column
// a table holds so many positions in the input, each with its weight.
//
// @kernel my_resize
// @global out_w, out_h, batch * channels
// @local  16, 1, 1
// @requires axes == 2
kernel void my_resize(
    const global float *x, global float *y,
    const global int *positions_h, const global float *weights_h, const int taps_h,
    const global int *positions_w, const global float *weights_w, const int taps_w,
    const int in_h, const int in_w, const int out_h, const int out_w) {
    const int ow = get_global_id(0), oh = get_global_id(1);
    const long plane = get_global_id(2);
    if (ow >= out_w) return;

    float sum = 0.0f;
    for (int h = oh * taps_h; h < (oh + 1) * taps_h; h++)
        for (int w = ow * taps_w; w < (ow + 1) * taps_w; w++) {
            const int ih = clamp(positions_h[h], 0, in_h - 1);
            const int iw = clamp(positions_w[w], 0, in_w - 1);
            sum += weights_h[h] * weights_w[w] * x[(plane * in_h + ih) * in_w + iw];
        }
    y[(plane * out_h + oh) * out_w + ow] = sum;
}
