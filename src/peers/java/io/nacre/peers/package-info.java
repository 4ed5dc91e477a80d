/** Nacre timed beside ONNX Runtime and PyTorch: {@code scripts/bench peers}. */
@NullMarked
package io.nacre.peers;

import org.jspecify.annotations.NullMarked;
