package io.nacre.nn;

import java.util.List;

/** A layer whose result may be told its size, as PyTorch does at the call ({@code output_size}). */
public interface SizedOutput extends Layer {

    /**
     * The layer with a result of that size.
     *
     * @param size the spatial extents, or all extents
     */
    Layer outputSize(List<Integer> size);
}
