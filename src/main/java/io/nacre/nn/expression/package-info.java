/** Layers from text, as people write them in Python and as PyTorch prints them. */
@NullMarked
package io.nacre.nn.expression;

import org.jspecify.annotations.NullMarked;
