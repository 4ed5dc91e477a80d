/** A model: named ports and a body that lowers to a graph of ops. */
@NullMarked
package io.nacre.model;

import org.jspecify.annotations.NullMarked;
