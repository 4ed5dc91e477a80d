// Max pooling in 1 and 2 dimensions: a work-item computes one output, with its position in the plane if that is wanted.
// NaN is larger than all else.
//
// @kernel my_max_pool
// @global out_w, out_h, batch * channels
// @local  16, 1, 1
// @requires axes <= 2
kernel void my_max_pool(
    const global float *x, global float *y, global int *positions, const int with_positions,
    const int in_h, const int in_w, const int end_h, const int end_w, const int out_h, const int out_w,
    const int taps_h, const int taps_w, const int stride_h, const int stride_w,
    const int dilation_h, const int dilation_w, const int before_h, const int before_w) {
    const int ow = get_global_id(0), oh = get_global_id(1);
    const long plane = get_global_id(2);
    if (ow >= out_w) return;

    float best = -INFINITY;
    int position = -1;
    for (int kh = 0; kh < taps_h; kh++)
        for (int kw = 0; kw < taps_w; kw++) {
            const int ih = oh * stride_h - before_h + kh * dilation_h;
            const int iw = ow * stride_w - before_w + kw * dilation_w;
            if (ih < 0 || ih >= end_h || iw < 0 || iw >= end_w) continue;
            const float value = x[(plane * in_h + ih) * in_w + iw];
            if (position < 0 || value > best || isnan(value)) {
                best = value;
                position = ih * in_w + iw;
            }
        }
    y[(plane * out_h + oh) * out_w + ow] = best;
    if (with_positions) positions[(plane * out_h + oh) * out_w + ow] = position;
}
