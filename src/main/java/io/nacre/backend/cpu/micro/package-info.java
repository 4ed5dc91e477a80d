/** What the innermost loops of the CPU's algorithms are: the interface between algorithms and instruction sets. */
@NullMarked
package io.nacre.backend.cpu.micro;

import org.jspecify.annotations.NullMarked;
