package io.nacre.backend;

import io.nacre.tensor.DataType;

/** Device memory for elements of one type. Belongs to the backend that allocated it. */
public interface Buffer extends AutoCloseable {
    DataType type();

    long elements();

    @Override
    void close();
}
