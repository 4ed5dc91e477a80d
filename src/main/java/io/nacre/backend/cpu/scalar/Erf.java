package io.nacre.backend.cpu.scalar;

/**
 * The error function and its complement in double precision, by the rational approximations of W. J. Cody, "Rational
 * Chebyshev approximations for the error function", Math. Comp. 23 (1969), with the coefficients of his CALERF
 * (SPECFUN): relative error below 1e-15 in each of three ranges.
 */
final class Erf {
    private static final double[] A = {
        1.85777706184603153e-1,
        3.16112374387056560e00,
        1.13864154151050156e02,
        3.77485237685302021e02,
        3.20937758913846947e03
    };
    private static final double[] B = {
        1, 2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03
    };
    private static final double[] C = {
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e00, 6.61191906371416295e01,
        2.98635138197400131e02, 8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03,
        1.23033935479799725e03
    };
    private static final double[] D = {
        1,
        1.57449261107098347e01,
        1.17693950891312499e02,
        5.37181101862009858e02,
        1.62138957456669019e03,
        3.29079923573345963e03,
        4.36261909014324716e03,
        3.43936767414372164e03,
        1.23033935480374942e03
    };
    private static final double[] P = {
        1.63153871373020978e-2,
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4
    };
    private static final double[] Q = {
        1,
        2.56852019228982242e00,
        1.87295284992346725e00,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3
    };
    /** Up to here erf itself is approximated, beyond it its complement. */
    private static final double SMALL = 0.46875;

    private Erf() {}

    /** {@code 2/√π · ∫₀ˣ exp(-t²) dt}; -0 is kept. */
    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (magnitude <= SMALL) {
            return small(x);
        }
        double value = 1 - tail(magnitude);
        return x < 0 ? -value : value; // NaN falls through
    }

    /** {@code 1 - erf(x)} without cancellation. */
    static double erfc(double x) {
        double magnitude = Math.abs(x);
        if (magnitude <= SMALL) {
            return 1 - small(x);
        }
        double tail = tail(magnitude);
        return x < 0 ? 2 - tail : tail;
    }

    private static double small(double x) {
        return x * ratio(x * x, A, B);
    }

    /** erfc beyond {@link #SMALL}. */
    private static double tail(double x) {
        if (x <= 4) {
            return Math.exp(-x * x) * ratio(x, C, D);
        }
        if (x > 30) {
            return 0; // as in double precision; also for infinity
        }
        double inverse = 1 / (x * x);
        double correction = inverse * ratio(inverse, P, Q);
        return Math.exp(-x * x) / x * (1 / Math.sqrt(Math.PI) - correction);
    }

    private static double ratio(double x, double[] numerator, double[] denominator) {
        double above = numerator[0];
        double below = denominator[0];
        for (int i = 1; i < numerator.length; i++) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
        return above / below;
    }
}
