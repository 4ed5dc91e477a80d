// Convolution in 1 and 2 dimensions, as short as it gets: a work-item computes one output.
//
// @kernel my_convolution
// @global out_w, out_h, batch * channels
// @local  16, 1, 1
// @requires axes <= 2
kernel void my_convolution(
    const global float *x, const global float *w, global float *y,
    const int channels, const int groups, const int group_in, const int group_out,
    const int in_h, const int in_w, const int out_h, const int out_w,
    const int taps_h, const int taps_w, const int stride_h, const int stride_w,
    const int dilation_h, const int dilation_w, const int before_h, const int before_w) {
    const int ow = get_global_id(0), oh = get_global_id(1);
    const int oc = get_global_id(2) % channels, n = get_global_id(2) / channels;
    if (ow >= out_w) return; // sizes are rounded up to whole work-groups
    const int first = oc / group_out * group_in; // input channel

    float sum = 0.0f;
    for (int ic = 0; ic < group_in; ic++)
        for (int kh = 0; kh < taps_h; kh++)
            for (int kw = 0; kw < taps_w; kw++) {
                const int ih = oh * stride_h - before_h + kh * dilation_h;
                const int iw = ow * stride_w - before_w + kw * dilation_w;
                if (ih >= 0 && ih < in_h && iw >= 0 && iw < in_w)
                    sum += w[((oc * group_in + ic) * taps_h + kh) * taps_w + kw]
                        * x[((n * groups * group_in + first + ic) * in_h + ih) * in_w + iw];
            }
    y[((n * channels + oc) * out_h + oh) * out_w + ow] = sum;
}
