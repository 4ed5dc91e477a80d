// A copy of a convolution's input with zeros around it, taken apart by the stride, for convolution/padded.cl
// (host: PaddedConvolution).
//
// Of each depth of each channel it makes phases_h * phases_w planes of rows * pitch elements. Plane (ph, pw) holds every
// stride-th element of every stride-th row of the padded input, from (ph, pw) on:
//
//   y[n,c,d,ph,pw,r,j] = x[n, c, d, r*stride.y + ph - before.y, j*stride.z + pw - before.z], 0 outside of x
//
//   stride 2:   a b a b a b      so that the elements which one tap takes for neighbouring results are neighbours:
//               c d c d c d      a a a, b b b, c c c or d d d
//
// Behind the last plane follow 'slack' zeros. A work-item writes ROWS rows.
//
// @kernel convolution_pad_phases
// @global ceil(phases_h * phases_w * rows, ROWS), channels_in * in_d, batch
// @local  1, 1, 1

// Tuning.
#ifndef LANES // elements copied at once: 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef ROWS // rows of a work-item
#define ROWS 64
#endif

#include "common/types.clh"

// The first place j of a row at which j * stride + first is at least 'position'.
static inline int place(int position, int first, int stride) {
    return position <= first ? 0 : (position - first - 1) / stride + 1;
}

// Row r of plane (ph, pw), less its zeros: places start to end, of which the first lies at from[0].
static inline void copy_row(global STORAGE *to, const global STORAGE *from, int start, int end, int stride) {
    int j = start;
    if (stride == 1 && end - start >= LANES) {
        for (; j + LANES <= end; j += LANES)
            STORE_LANES(to, j, LOAD_LANES(from, j - start));
        if (j < end) STORE_LANES(to, end - LANES, LOAD_LANES(from, end - LANES - start)); // some of them once more
        return;
    }
    if (stride == 2)
        for (; j + LANES < end; j += LANES) { // one element remains: the second load takes one more than is wanted
            const REAL low = LOAD_LANES(from, 2 * (j - start));
            const REAL high = LOAD_LANES(from, 2 * (j - start) + LANES);
            STORE_LANES(to, j, (REAL)(low.even, high.even));
        }
    for (; j < end; j++)
        STORE(to, j, LOAD(from, (j - start) * stride));
}

kernel void convolution_pad_phases(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset,
    const int batch, const int channels_in, const int in_d, const int in_h, const int in_w,
    const int phases_h, const int phases_w, const int rows, const int pitch, const int slack,
    const int4 stride, const int4 before) {
    const int depth = get_global_id(1);
    const long n = get_global_id(2);
    const int lines = phases_h * phases_w * rows;
    const long depths = (long)channels_in * in_d;
    const global STORAGE *plane = x + x_offset + n * x_batch + (long)depth * in_h * in_w;
    global STORAGE *to = y + y_offset + ((n * depths + depth) * lines + get_global_id(0) * ROWS) * pitch;

    const int stop = min((int)(get_global_id(0) + 1) * ROWS, lines);
    for (int line = get_global_id(0) * ROWS; line < stop; line++, to += pitch) {
        const int r = line % rows;
        const int pw = line / rows % phases_w;
        const int ph = line / rows / phases_w;
        const int ih = r * stride.y + ph - before.y;
        const int first = pw - before.z; // of x, at place 0
        const int inside = ih >= 0 && ih < in_h;
        const int start = inside ? min(place(0, first, stride.z), pitch) : pitch;
        const int end = inside ? clamp(place(in_w, first, stride.z), start, pitch) : pitch;
        for (int j = 0; j < start; j++)
            STORE(to, j, 0.0f);
        if (start < end) copy_row(to, plane + (long)ih * in_w + first + start * stride.z, start, end, stride.z);
        for (int j = end; j < pitch; j++)
            STORE(to, j, 0.0f);
    }
    if (stop == lines && depth == depths - 1 && n == batch - 1)
        for (int j = 0; j < slack; j++)
            STORE(to, j, 0.0f);
}
