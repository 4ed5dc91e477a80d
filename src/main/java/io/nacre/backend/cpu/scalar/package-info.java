/** Loops over rows of floats in the shape that the JVM's own compiler turns into vector code. */
@NullMarked
package io.nacre.backend.cpu.scalar;

import org.jspecify.annotations.NullMarked;
