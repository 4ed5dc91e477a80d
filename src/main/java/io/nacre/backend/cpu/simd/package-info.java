/** Loops written with {@code jdk.incubator.vector}; the only package that names it. Loaded by name, never linked to. */
@NullMarked
package io.nacre.backend.cpu.simd;

import org.jspecify.annotations.NullMarked;
