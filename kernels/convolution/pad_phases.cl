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
// Behind the last plane follow 'slack' zeros. A work-item writes one row of a plane.
//
// @kernel convolution_pad_phases
// @global phases_h * phases_w * rows, channels_in * in_d, batch
// @local  LOCAL, 1, 1

// Tuning.
#ifndef LANES // elements copied at once: 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group: rows
#define LOCAL 1
#endif

#include "common/types.clh"

// The first place j of a row at which j * stride + first is at least 'position'.
static inline int place(int position, int first, int stride) {
    return position <= first ? 0 : (position - first - 1) / stride + 1;
}

kernel void convolution_pad_phases(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset,
    const int batch, const int channels_in, const int in_d, const int in_h, const int in_w,
    const int phases_h, const int phases_w, const int rows, const int pitch, const int slack,
    const int4 stride, const int4 before) {
    const int line = get_global_id(0); // of all of this depth's planes
    const int plane = get_global_id(1);
    const long n = get_global_id(2);
    if (line >= phases_h * phases_w * rows) return;

    const int r = line % rows;
    const int pw = line / rows % phases_w;
    const int ph = line / rows / phases_w;
    const int ih = r * stride.y + ph - before.y;
    const int first = pw - before.z; // of x, at place 0
    const int inside = ih >= 0 && ih < in_h;
    const int start = inside ? min(place(0, first, stride.z), pitch) : pitch;
    const int end = inside ? clamp(place(in_w, first, stride.z), start, pitch) : pitch;

    const long planes = (long)channels_in * in_d;
    const global STORAGE *from = x + x_offset + n * x_batch + ((long)plane * in_h + (inside ? ih : 0)) * in_w;
    global STORAGE *to = y + y_offset + ((n * planes + plane) * phases_h * phases_w * rows + line) * pitch;
    for (int j = 0; j < start; j++)
        STORE(to, j, 0.0f);
    int j = start;
    if (stride.z == 1) {
        for (; j + LANES <= end; j += LANES)
            STORE_LANES(to, j, LOAD_LANES(from, first + j));
    } else if (stride.z == 2) {
        for (; j + LANES < end; j += LANES) { // one element remains: the last load takes one more than is wanted
            const REAL low = LOAD_LANES(from, first + 2 * j);
            const REAL high = LOAD_LANES(from, first + 2 * j + LANES);
            STORE_LANES(to, j, (REAL)(low.even, high.even));
        }
    }
    for (; j < end; j++)
        STORE(to, j, LOAD(from, first + j * stride.z));
    for (; j < pitch; j++)
        STORE(to, j, 0.0f);
    if (n == batch - 1 && plane == planes - 1 && line == phases_h * phases_w * rows - 1)
        for (; j < pitch + slack; j++)
            STORE(to, j, 0.0f);
}
