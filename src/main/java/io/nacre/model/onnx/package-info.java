/** ONNX files: read, checked, and lowered to models. The only place that knows protobuf. */
@NullMarked
package io.nacre.model.onnx;

import org.jspecify.annotations.NullMarked;
