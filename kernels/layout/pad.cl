// Adds elements around the input along every axis, or takes them away (host: PadCopy). Elements are 32 bits of any type.
// A work-item writes TILE elements along the innermost axis.
//
// @kernel pad
// @global ceil(extent, TILE), turns
// @local  LOCAL, 1
// @gpu    TILE=1 LOCAL=64

// Tuning.
#ifndef TILE // elements of a work-item
#define TILE 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 16
#endif

// Where an element outside of the input comes from, as io.nacre.op.Pad.Mode numbers it.
#define CONSTANT 0
#define REFLECT 1
#define REPLICATE 2
#define CIRCULAR 3

// Position i of an axis of n elements, which may lie outside of it; -1 if the constant stands there.
static inline int source(int mode, int i, int n) {
    if (i >= 0 && i < n) return i;
    switch (mode) {
        case REFLECT:
            i = abs(i);
            return i < n ? i : 2 * (n - 1) - i;
        case REPLICATE: return clamp(i, 0, n - 1);
        case CIRCULAR: return i < 0 ? i + n : i - n;
        default: return -1;
    }
}

// Takes the element's position along axis k off 'turn' and adds that of its source.
#define AXIS(k) \
    if (turn != 0 || out.s##k != 1 || before.s##k != 0) { \
        const long outer = turn / out.s##k; \
        const int i = source(mode, (int)(turn - outer * out.s##k) - before.s##k, in.s##k); \
        if (i < 0) outside = 1; \
        offset += i * strides.s##k; \
        turn = outer; \
    }

kernel void pad(
    const global int *x, const long x_offset,
    global int *y, const long y_offset,
    const int mode, const int value,
    const int extent, const int in_extent, const int first,                             // the innermost axis
    const long turns, const int8 out, const int8 in, const int8 before, const long8 strides) { // those around it
    const int start = get_global_id(0) * TILE;
    long turn = get_global_id(1);
    if (start >= extent || turn >= turns) return;
    global int *to = y + y_offset + turn * extent + start;

    int outside = 0;
    long offset = x_offset;
    AXIS(0)
    AXIS(1)
    AXIS(2)
    AXIS(3)
    AXIS(4)
    AXIS(5)
    AXIS(6)
    AXIS(7)

    const int count = min(TILE, extent - start);
    const int i0 = start - first;
    if (outside) {
        for (int k = 0; k < count; k++)
            to[k] = value;
    } else if (i0 >= 0 && i0 + count <= in_extent) {
        for (int k = 0; k < count; k++)
            to[k] = x[offset + i0 + k];
    } else {
        for (int k = 0; k < count; k++) {
            const int i = source(mode, i0 + k, in_extent);
            to[k] = i < 0 ? value : x[offset + i];
        }
    }
}
