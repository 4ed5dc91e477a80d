/** What the tuner found on a device: how it is written down, kept and looked up. */
@NullMarked
package io.nacre.backend.opencl.tuning;

import org.jspecify.annotations.NullMarked;
