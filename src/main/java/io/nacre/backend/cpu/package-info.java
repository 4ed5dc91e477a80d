/** The backend in pure Java: its threads, its memory, and an algorithm for every operation. */
@NullMarked
package io.nacre.backend.cpu;

import org.jspecify.annotations.NullMarked;
