// Transposed convolution in 1 and 2 dimensions: a work-item computes one output, from the inputs that a convolution of this
// window would have sent there.
//
// @kernel my_convolution_transpose
// @global out_w, out_h, batch * channels
// @local  16, 1, 1
// @requires axes <= 2
kernel void my_convolution_transpose(
    const global float *x, const global float *w, global float *y,
    const int channels, const int groups, const int group_in, const int group_out,
    const int in_h, const int in_w, const int out_h, const int out_w,
    const int taps_h, const int taps_w, const int stride_h, const int stride_w,
    const int dilation_h, const int dilation_w, const int before_h, const int before_w) {
    const int ow = get_global_id(0), oh = get_global_id(1);
    const int oc = get_global_id(2) % channels, n = get_global_id(2) / channels;
    if (ow >= out_w) return;
    const int first = oc / group_out * group_in; // input channel

    float sum = 0.0f;
    for (int kh = 0; kh < taps_h; kh++)
        for (int kw = 0; kw < taps_w; kw++) {
            const int h = oh + before_h - kh * dilation_h;
            const int w_ = ow + before_w - kw * dilation_w;
            if (h < 0 || h % stride_h != 0 || h / stride_h >= in_h) continue;
            if (w_ < 0 || w_ % stride_w != 0 || w_ / stride_w >= in_w) continue;
            for (int ic = 0; ic < group_in; ic++)
                sum += w[(((first + ic) * group_out + oc % group_out) * taps_h + kh) * taps_w + kw]
                    * x[((n * groups * group_in + first + ic) * in_h + h / stride_h) * in_w + w_ / stride_w];
        }
    y[((n * channels + oc) * out_h + oh) * out_w + ow] = sum;
}
