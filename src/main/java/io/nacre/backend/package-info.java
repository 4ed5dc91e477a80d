/** The seam between plans and devices: whole ops, prepared once with an epilogue, bound to views, enqueued. */
@NullMarked
package io.nacre.backend;

import org.jspecify.annotations.NullMarked;
