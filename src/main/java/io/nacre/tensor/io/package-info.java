/** Tensors in files: NumPy's {@code .npy} and {@code .safetensors}. */
@NullMarked
package io.nacre.tensor.io;

import org.jspecify.annotations.NullMarked;
