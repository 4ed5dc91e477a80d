/** Pictures as tensors, by the recipe that Python programs use: decode, resize, crop, scale, normalize. */
@NullMarked
package io.nacre.image;

import org.jspecify.annotations.NullMarked;
