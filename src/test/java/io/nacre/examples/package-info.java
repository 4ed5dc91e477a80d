/** Networks written with {@link io.nacre.nn.Network}; the same ones in PyTorch are {@code scripts/golden/networks.py}. */
package io.nacre.examples;
