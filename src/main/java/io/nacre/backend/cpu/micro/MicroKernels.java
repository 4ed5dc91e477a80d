package io.nacre.backend.cpu.micro;

import java.util.Optional;

/**
 * The innermost loops, whole: each call is long enough that calling it costs nothing. One implementation a way to reach
 * the processor's vectors; a process uses one. Stateless and safe for use by several threads.
 */
public interface MicroKernels {

    /** How loops reach the vectors, for people: {@code "512-bit vectors"}. */
    String description();

    /** The fused multiply-adds of the processor at their fastest: what every other loop is measured against. */
    FmaPeak fmaPeak();

    /** What moves and combines lines of elements. */
    LineLoops lines();

    /** Pools that take the largest element. */
    PoolLoops largest();

    /** Pools that take the sum. */
    PoolLoops sums();

    /** Functions of rows of elements. */
    RowLoops rows();

    /** Convolutions of few channels; empty where a product is faster. */
    Optional<WindowLoops> windows();

    /** Convolutions of single channels over narrow planes; empty where a product is faster. */
    Optional<PlaneLoops> planes();

    /** The product of matrices at its core; empty where loops of another form are faster. */
    Optional<ProductKernel> product();

    /** Loops over channels in blocks; empty where planes are as fast. */
    Optional<BlockLoops> blocks();

    /** Winograd's transforms for tiles of 4×4 results over channels in blocks; there where {@link #blocks} is. */
    Optional<BlockTransform> blockTransform();

    /**
     * Winograd's transforms for windows of 3×3 and tiles of {@code outputs × outputs} results, 2 or 4; empty where they
     * gain nothing.
     */
    Optional<TileTransform> tileTransform(int outputs);
}
