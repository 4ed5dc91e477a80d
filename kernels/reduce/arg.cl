// Where along an axis the largest or smallest element stands, the first or the last of equal ones (host: ArgReduce).
// NaN is the largest and the smallest of all. Elements are floats, or 32-bit integers.
// A work-item computes one output.
//
// @kernel reduce_arg
// @global inner, outer
// @local  LOCAL_INNER, LOCAL_OUTER
// @gpu    LOCAL_INNER=32 LOCAL_OUTER=2

// Tuning.
#ifndef LOCAL_INNER // work-group: neighbouring outputs
#define LOCAL_INNER 4
#endif
#ifndef LOCAL_OUTER // work-group: outputs that follow each other
#define LOCAL_OUTER 1
#endif

// Whether 'value' comes in place of 'found'.
static inline int replaces(float value, float found, int largest, int last) {
    const int beyond = largest ? value > found : value < found;
    const int unseen = isnan(value) && (last || !isnan(found));
    return beyond || unseen || (last && value == found);
}

static inline int replaces_integer(int value, int found, int largest, int last) {
    return (largest ? value > found : value < found) || (last && value == found);
}

kernel void reduce_arg(
    const global int *x, const long x_offset,
    global int *y, const long y_offset,
    const int integers, // else floats
    const int largest,  // else the smallest
    const int last,     // of equal ones, else the first
    const long outer, const int extent, const long inner) {
    if (get_global_id(0) >= inner || get_global_id(1) >= outer) return;
    const global int *row = x + x_offset + get_global_id(1) * extent * inner + get_global_id(0);
    int best = 0;
    int found = row[0];
    for (int i = 1; i < extent; i++) {
        const int value = row[i * inner];
        const int better = integers ? replaces_integer(value, found, largest, last)
                                    : replaces(as_float(value), as_float(found), largest, last);
        best = better ? i : best;
        found = better ? value : found;
    }
    y[y_offset + get_global_id(1) * inner + get_global_id(0)] = best;
}
