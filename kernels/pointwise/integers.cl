// y = f(a, b) of 32-bit integers element by element, the operands broadcast against each other (host: BinaryPointwise).
// Results wrap around; a quotient is rounded towards zero, and 0 where the divisor is. Comparisons answer 1 or 0.
// The output is walked as a nest of loops with a stride of each operand for each loop, 0 where the operand repeats.
// A work-item computes TILE neighbours along the innermost loop.
//
// @kernel pointwise_integers
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

// The functions, as io.nacre.op.Binary.Function numbers them.
#define ADD 0
#define SUB 1
#define MUL 2
#define DIV 3
#define POW 4
#define MIN 5
#define MAX 6
#define PRELU 7
#define EQUAL 8
#define LESS 9
#define LESS_OR_EQUAL 10
#define GREATER 11
#define GREATER_OR_EQUAL 12
#define AND 13
#define OR 14
#define XOR 15

#include "common/nest.clh"

// Unsigned arithmetic wraps around, signed must not.
static inline int product(int a, int b) { return (int)((uint)a * (uint)b); }

// A divisor of 0 or -1 may stop the device.
static inline int quotient(int a, int b) {
    return b == 0 ? 0 : b == -1 ? (int)(0u - (uint)a) : a / b;
}

// By squaring; 0 for a negative exponent.
static inline int power(int base, int exponent) {
    int result = exponent < 0 ? 0 : 1;
    for (int rest = exponent; rest > 0; rest >>= 1) {
        if (rest & 1) result = product(result, base);
        base = product(base, base);
    }
    return result;
}

static inline int apply(int function, int a, int b) {
    switch (function) {
        case ADD: return (int)((uint)a + (uint)b);
        case SUB: return (int)((uint)a - (uint)b);
        case MUL: return product(a, b);
        case DIV: return quotient(a, b);
        case POW: return power(a, b);
        case MIN: return min(a, b);
        case MAX: return max(a, b);
        case PRELU: return a >= 0 ? a : product(b, a);
        case EQUAL: return a == b;
        case LESS: return a < b;
        case LESS_OR_EQUAL: return a <= b;
        case GREATER: return a > b;
        case GREATER_OR_EQUAL: return a >= b;
        case AND: return a & b;
        case OR: return a | b;
        default: return a ^ b;
    }
}

kernel void pointwise_integers(
    const global int *a, const long a_offset,
    const global int *b, const long b_offset,
    global int *y, const long y_offset,
    const int function,
    const int extent, const long a_stride, const long b_stride,                             // the innermost loop
    const long turns, const int8 loops, const long8 a_strides, const long8 b_strides) { // those around it
    const int first = get_global_id(0) * TILE;
    const long turn = get_global_id(1);
    if (first >= extent || turn >= turns) return;
    const global int *left = a + a_offset + nest_offset(turn, loops, a_strides);
    const global int *right = b + b_offset + nest_offset(turn, loops, b_strides);
    global int *result = y + y_offset + turn * extent;
    const int end = first + min(TILE, extent - first);
    for (int i = first; i < end; i++)
        result[i] = apply(function, left[i * a_stride], right[i * b_stride]);
}
