/** The owner of all OpenCL handles: the only package that sees JOCL. It checks what native code would crash on. */
@NullMarked
package io.nacre.backend.opencl.cl;

import org.jspecify.annotations.NullMarked;
