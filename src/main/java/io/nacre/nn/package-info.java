/**
 * Layers with PyTorch's names and meaning, in evaluation mode: records of hyper-parameters that know their parameters'
 * names and shapes and how they become a graph of operations, but neither weights nor backends.
 */
@NullMarked
package io.nacre.nn;

import org.jspecify.annotations.NullMarked;
