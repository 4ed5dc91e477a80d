/** The backend for OpenCL devices: one class for each kernel file, which says what the kernel is given. */
@NullMarked
package io.nacre.backend.opencl;

import org.jspecify.annotations.NullMarked;
