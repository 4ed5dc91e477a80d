/** Host-side values: shapes, data types and tensors over Java arrays, direct buffers or mapped files. */
@NullMarked
package io.nacre.tensor;

import org.jspecify.annotations.NullMarked;
