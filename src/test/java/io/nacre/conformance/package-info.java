/**
 * Every operation on every backend: cases written once ({@code …Cases}), compared with a double-precision {@link
 * io.nacre.conformance.Oracle} by {@link io.nacre.conformance.ConformanceTest}.
 */
@NullMarked
package io.nacre.conformance;

import org.jspecify.annotations.NullMarked;
