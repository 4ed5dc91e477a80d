/** The closed list of mathematical operations a backend must answer, with their shape rules. Knows no weights and no devices. */
@NullMarked
package io.nacre.op;

import org.jspecify.annotations.NullMarked;
