// Conversion from 32-bit integers to floats: a work-item converts one element.
//
// @kernel my_cast
// @global elements
// @local  64
// @requires from_float == 0 && to_float == 1
kernel void my_cast(const global int *x, global float *y, const long elements) {
    const long i = get_global_id(0);
    if (i < elements) y[i] = x[i];
}
