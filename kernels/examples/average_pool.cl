// Average pooling in 1 and 2 dimensions: a work-item computes one output. The divisor is the one given, unless it is 0; else
// the number of the window's taps, with those in the padding or without.
//
// @kernel my_average_pool
// @global out_w, out_h, batch * channels
// @local  16, 1, 1
// @requires axes <= 2
kernel void my_average_pool(
    const global float *x, global float *y, const int count_padding, const int divisor,
    const int in_h, const int in_w, const int end_h, const int end_w, const int out_h, const int out_w,
    const int taps_h, const int taps_w, const int stride_h, const int stride_w, const int dilation_h,
    const int dilation_w, const int before_h, const int before_w, const int after_h, const int after_w) {
    const int ow = get_global_id(0), oh = get_global_id(1);
    const long plane = get_global_id(2);
    if (ow >= out_w) return;

    float sum = 0.0f;
    int inside = 0, padded = 0;
    for (int kh = 0; kh < taps_h; kh++)
        for (int kw = 0; kw < taps_w; kw++) {
            const int ih = oh * stride_h - before_h + kh * dilation_h;
            const int iw = ow * stride_w - before_w + kw * dilation_w;
            padded += ih < in_h + after_h && iw < in_w + after_w;
            if (ih < 0 || ih >= end_h || iw < 0 || iw >= end_w) continue;
            inside++;
            sum += x[(plane * in_h + ih) * in_w + iw];
        }
    const int size = divisor != 0 ? divisor : count_padding ? padded : inside;
    y[(plane * out_h + oh) * out_w + ow] = inside == 0 ? 0.0f : sum / size;
}
