package io.nacre.plan;

import io.nacre.backend.Buffer;
import io.nacre.tensor.DataType;

/** Where a plan keeps a tensor. */
sealed interface Location {

    /** In a lane's arena, from this element on. */
    record Slot(DataType type, long offset) implements Location {}

    /** In a buffer that holds a constant, the same for all lanes. */
    record Fixed(Buffer buffer) implements Location {}
}
