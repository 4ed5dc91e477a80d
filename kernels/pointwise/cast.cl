// Floats as 32-bit integers, rounded towards zero, or the other way round (host: CastPointwise).
// A float beyond the integers becomes the nearest one, NaN becomes 0. Where both types are one, bits are copied.
// A work-item converts TILE elements.
//
// @kernel pointwise_cast
// @global ceil(elements, TILE)
// @local  LOCAL
// @gpu    TILE=1 LOCAL=64

// Tuning.
#ifndef TILE // elements of a work-item
#define TILE 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 16
#endif

kernel void pointwise_cast(
    const global int *x, const long x_offset,
    global int *y, const long y_offset,
    const int from_float, const int to_float,
    const long elements) {
    const long first = get_global_id(0) * TILE;
    const long end = min(first + TILE, elements);
    for (long i = first; i < end; i++) {
        const int bits = x[x_offset + i];
        const float value = as_float(bits);
        int result = bits;
        if (from_float && !to_float) result = isnan(value) ? 0 : convert_int_sat_rtz(value);
        if (to_float && !from_float) result = as_int(convert_float_rte(bits));
        y[y_offset + i] = result;
    }
}
