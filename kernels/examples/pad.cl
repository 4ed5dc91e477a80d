// Constant padding of any axes: a work-item writes one element, 32 bits of any type. The innermost axis has numbers of its own,
// those around it come in vectors, innermost first.
//
// @kernel my_pad
// @global extent, turns
// @local  16, 1
// @requires mode == 0
kernel void my_pad(
    const global int *x, global int *y, const int value,
    const int extent, const int in_extent, const int first,
    const int8 out, const int8 in, const int8 before, const long8 strides) {
    const int i = get_global_id(0);
    if (i >= extent) return;
    int outs[8], ins[8], befores[8];
    long steps[8];
    vstore8(out, 0, outs), vstore8(in, 0, ins), vstore8(before, 0, befores), vstore8(strides, 0, steps);

    long offset = i - first;
    int outside = offset < 0 || offset >= in_extent;
    long turn = get_global_id(1);
    for (int axis = 0; axis < 8; axis++) {
        const int at = turn % outs[axis] - befores[axis];
        turn /= outs[axis];
        outside |= at < 0 || at >= ins[axis];
        offset += at * steps[axis];
    }
    y[get_global_id(1) * extent + i] = outside ? value : x[offset];
}
