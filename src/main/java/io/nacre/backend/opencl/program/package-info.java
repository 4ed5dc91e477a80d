/** Kernel files: where they come from, their heads, includes, options, and the programs built from them. */
@NullMarked
package io.nacre.backend.opencl.program;

import org.jspecify.annotations.NullMarked;
