/** Every exception Nacre throws on purpose: one root, few children, each saying place, fault, both values and a hint. */
@NullMarked
package io.nacre.error;

import org.jspecify.annotations.NullMarked;
